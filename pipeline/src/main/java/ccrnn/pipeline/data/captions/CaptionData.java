package ccrnn.pipeline.data.captions;

import ccrnn.model.task.CaptionSet;
import ccrnn.model.task.Scenes;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.RecentlyUsed;
import ccrnn.pipeline.store.FileFolder;
import java.io.IOException;
import java.util.Map;

/**
 * Captions to train on.
 *
 * @param set shared by all trials of a process
 * @param identity tells one content from another: {@code sha256:} and 16 hexadecimal digits; for
 *     {@link #scenes} {@code scenes:} and their numbers
 */
public record CaptionData(CaptionSet set, String identity) {
  /** Sets kept; COCO's features and words take some hundred MB. */
  private static final int KEPT = 2;

  /** Made when first asked for, once per JVM. */
  private static final class Shared {
    private static final RecentlyUsed<String, CaptionData> DATA = new RecentlyUsed<>(KEPT);
  }

  /**
   * Reads a folder that `ccrnn data captions` made and checks it against its checksum.
   *
   * @param location a path, or a URI that the Hadoop file system understands
   * @param hadoop Hadoop settings for a URI, on top of Hadoop's own; not used for a path
   * @return its content
   * @throws UserError if it does not exist, is not complete or damaged, or cannot be reached
   */
  public static CaptionData read(String location, Map<String, String> hadoop) {
    try {
      FileFolder folder = FileFolder.at(location, hadoop);
      if (!folder.exists()) {
        throw new UserError(
            "captions folder " + location + " does not exist; `ccrnn data captions` makes one");
      }
      if (!folder.holds(VocabularyFile.NAME)) {
        throw new UserError(
            "%s holds no prepared captions: it has no %s; `ccrnn data captions` makes it"
                .formatted(location, VocabularyFile.NAME));
      }
      VocabularyFile vocabulary = VocabularyFile.read(folder);
      for (String name : new String[] {CaptionFiles.CAPTIONS, CaptionFiles.FEATURES}) {
        if (!folder.holds(name)) {
          throw new UserError(location + " is damaged: " + name + " is missing");
        }
      }
      CaptionSet set =
          CaptionFiles.assemble(
              CaptionFiles.readCaptions(folder),
              CaptionFiles.readFeatures(folder),
              vocabulary.words(),
              location);
      String identity = CaptionFiles.identity(set);
      if (!identity.equals(vocabulary.identity())) {
        throw new UserError(
            "%s is damaged: its content is %s, but %s was prepared; prepare it again"
                .formatted(location, identity, vocabulary.identity()));
      }
      return new CaptionData(set, identity);
    } catch (IOException e) {
      throw new UserError("captions folder " + location + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Like {@link #read}, but once in a process while it is among the last that were asked for: later
   * calls give the same object, even if the folder has changed.
   *
   * @param location as for {@link #read}
   * @param hadoop as for {@link #read}
   * @return its content
   */
  public static CaptionData shared(String location, Map<String, String> hadoop) {
    return Shared.DATA.find("folder " + location, () -> read(location, hadoop));
  }

  /**
   * The embedded captions, made once in a process like {@link #shared}.
   *
   * @param sizes how many scenes
   * @return the same everywhere
   */
  public static CaptionData scenes(Scenes.Sizes sizes) {
    String identity = "scenes:" + sizes.training() + "+" + sizes.validation() + "+" + sizes.test();
    return Shared.DATA.find(identity, () -> new CaptionData(Scenes.set(sizes), identity));
  }
}
