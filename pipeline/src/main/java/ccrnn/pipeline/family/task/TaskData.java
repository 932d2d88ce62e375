package ccrnn.pipeline.family.task;

import ccrnn.model.task.CaptionSet;
import ccrnn.model.task.Captions;
import ccrnn.model.task.Scenes;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.DigitData;
import ccrnn.pipeline.data.captions.CaptionData;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the data have what trials of shared tasks ask for, before any of them is trained. */
public final class TaskData {
  /** The settings that are compared with the data. */
  private static final List<Setting> ASKED =
      List.of(
          CommonRows.TASK,
          DigitRows.IMAGES,
          DigitRows.TEST_IMAGES,
          CaptionRows.EMBEDDING_UNITS,
          CaptionRows.MIN_LENGTH,
          CaptionRows.MAX_LENGTH);

  private final DataLocation location;

  private TaskData(DataLocation location) {
    this.location = location;
  }

  /**
   * Looks for a trial that its data cannot serve. Makes embedded captions only where lengths were
   * chosen.
   *
   * @param trials of one sweep
   * @param location where its data are
   * @throws UserError naming the setting, what it is and what it may be
   */
  public static void require(List<Trial> trials, DataLocation location) {
    TaskData check = new TaskData(location);
    Set<List<Object>> seen = new HashSet<>();
    for (Trial trial : trials) {
      List<Object> asked = new ArrayList<>();
      ASKED.forEach(setting -> asked.add(trial.find(setting)));
      if (seen.add(asked)) {
        check.require(trial);
      }
    }
  }

  private void require(Trial trial) {
    if (TaskWords.DIGITS.holds(trial.values())) {
      requireImages(trial);
    } else if (TaskWords.CAPTIONS.holds(trial.values())) {
      requireCaptions(trial);
    }
  }

  private boolean isEmbedded() {
    return location.path().isEmpty();
  }

  private void requireImages(Trial trial) {
    if (isEmbedded()) {
      return; // as many are drawn as are asked for
    }
    DigitData data = location.digits();
    requireAtMost(data.training().count(), trial, DigitRows.IMAGES, "for training and validation");
    requireAtMost(data.test().count(), trial, DigitRows.TEST_IMAGES, "for the test");
  }

  private void requireAtMost(int held, Trial trial, Setting setting, String purpose) {
    long asked = trial.find(setting).isPresent() ? trial.integer(setting) : held;
    if (asked > held) {
      throw new UserError(
          "%s=%d, but %s holds %d images %s; give %d to %d, or all"
              .formatted(
                  setting.key(),
                  asked,
                  location.path().orElseThrow(),
                  held,
                  purpose,
                  (long) setting.min(),
                  held));
    }
  }

  private void requireCaptions(Trial trial) {
    int width =
        isEmbedded() ? Scenes.FEATURES : location.captions().set().training().featureWidth();
    long asked = trial.integer(CaptionRows.EMBEDDING_UNITS);
    if (asked != width) {
      throw new UserError(
          "%s=%d, but the images have %d features, which take the same place; give %d"
              .formatted(CaptionRows.EMBEDDING_UNITS.key(), asked, width, width));
    }
    if (!isEmbedded() || !hasUsualLengths(trial)) {
      CaptionData data =
          isEmbedded() ? CaptionData.scenes(Scenes.Sizes.DEFAULT) : location.captions();
      requireLengths(trial, data.set());
    }
  }

  private static boolean hasUsualLengths(Trial trial) {
    return List.of(CaptionRows.MIN_LENGTH, CaptionRows.MAX_LENGTH).stream()
        .allMatch(setting -> trial.find(setting).equals(setting.defaultValue(trial.values())));
  }

  private static void requireLengths(Trial trial, CaptionSet set) {
    long least = trial.integer(CaptionRows.MIN_LENGTH);
    long most = trial.integer(CaptionRows.MAX_LENGTH);
    for (Captions part : List.of(set.training(), set.validation(), set.test())) {
      int shortest = Integer.MAX_VALUE;
      int longest = 0;
      boolean some = false;
      for (int caption = 0; caption < part.count(); caption++) {
        int length = part.length(caption);
        shortest = Math.min(shortest, length);
        longest = Math.max(longest, length);
        some |= length >= least && length <= most;
      }
      if (!some) {
        throw new UserError(
            "no caption has %s=%d to %s=%d words with start and end; the data hold lengths %d to %d"
                .formatted(
                    CaptionRows.MIN_LENGTH.key(),
                    least,
                    CaptionRows.MAX_LENGTH.key(),
                    most,
                    shortest,
                    longest));
      }
    }
  }
}
