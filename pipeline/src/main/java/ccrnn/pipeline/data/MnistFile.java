package ccrnn.pipeline.data;

import java.util.List;

/**
 * The four files of MNIST (LeCun, Cortes and Burges). Their sums are those of the files that the
 * public mirrors hold, uncompressed.
 */
public enum MnistFile {
  /** 60,000 images for training and validation. */
  TRAIN_IMAGES(
      "train-images",
      "idx3-ubyte",
      47_040_016,
      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
  /** Their labels. */
  TRAIN_LABELS(
      "train-labels",
      "idx1-ubyte",
      60_008,
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
  /** 10,000 images for the test. */
  TEST_IMAGES(
      "t10k-images",
      "idx3-ubyte",
      7_840_016,
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
  /** Their labels. */
  TEST_LABELS(
      "t10k-labels",
      "idx1-ubyte",
      10_008,
      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

  private final String stem;
  private final String format;
  private final PublishedFile published;

  MnistFile(String stem, String format, long bytes, String sha256) {
    this.stem = stem;
    this.format = format;
    this.published = new PublishedFile(stem + "-" + format, bytes, sha256);
  }

  /**
   * What the mirrors hold.
   *
   * @return name and content
   */
  public PublishedFile published() {
    return published;
  }

  /** The names that such a file goes by, the one to take first first. */
  List<String> names() {
    String dotted = stem + "." + format;
    return List.of(published.name(), published.name() + ".gz", dotted, dotted + ".gz");
  }
}
