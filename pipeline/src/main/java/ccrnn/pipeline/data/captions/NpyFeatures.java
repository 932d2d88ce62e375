package ccrnn.pipeline.data.captions;

import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Features in a .npy file, a row for each image, and the ids of the images in another file. */
final class NpyFeatures implements FeatureSource {
  /** Before UTF-8, from editors of some systems. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final NpyFile features;
  private final long[] ids;

  private NpyFeatures(NpyFile features, long[] ids) {
    this.features = features;
    this.ids = ids;
  }

  /**
   * @param file rows of features
   * @param idFile ids in the order of the rows: .npy, or text with one id a line
   * @throws UserError if a file cannot be read or the two do not fit
   */
  static NpyFeatures open(Path file, Path idFile) throws IOException {
    NpyFile features = NpyFile.open(file);
    if (features.dimensions() < 2) {
      throw new UserError(
          "%s: of shape %s; a row of features for each image is expected"
              .formatted(file, features.shape()));
    }
    long[] ids =
        idFile.toString().endsWith(".npy") ? NpyFile.open(idFile).wholeNumbers() : lines(idFile);
    if (ids.length != features.rows()) {
      throw new UserError(
          "%s: %,d image ids for the %,d rows of %s"
              .formatted(idFile, ids.length, features.rows(), file));
    }
    return new NpyFeatures(features, ids);
  }

  private static long[] lines(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file");
    }
    List<String> lines = Files.readAllLines(file);
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
      lines.set(0, lines.get(0).substring(1));
    }
    long[] ids = new long[lines.size()];
    for (int i = 0; i < ids.length; i++) {
      try {
        ids[i] = Long.parseLong(lines.get(i).strip());
      } catch (NumberFormatException e) {
        throw new UserError(
            "%s, line %d: '%s' is no image id; one whole number a line is expected"
                .formatted(file, i + 1, lines.get(i)),
            e);
      }
    }
    return ids;
  }

  @Override
  public int width() {
    return features.width();
  }

  @Override
  public long count() {
    return ids.length;
  }

  @Override
  public String description() {
    return "file " + features.file().getFileName();
  }

  @Override
  public void forEach(Row row) throws IOException {
    features.forEachRow((i, values) -> row.take(ids[(int) i], values));
  }
}
