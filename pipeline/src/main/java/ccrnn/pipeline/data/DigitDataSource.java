package ccrnn.pipeline.data;

import ccrnn.model.task.DrawnDigits;
import ccrnn.pipeline.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digits, read or drawn once per JVM and shared by its trials for as long as they are among the
 * last that were asked for. Files that have changed are read again. Safe for any number of threads.
 */
public final class DigitDataSource {
  private static final Logger LOG = LoggerFactory.getLogger(DigitDataSource.class);

  /** Sets kept; MNIST takes 55 MB. */
  private static final int KEPT = 2;

  private DigitDataSource() {}

  /** What a set was made from; nothing if it was drawn. */
  private record Source(
      String location, Map<String, String> hadoop, List<DataFolder.Entry> files) {}

  /** Made when first asked for, once per JVM. */
  private static final class Shared {
    private static final RecentlyUsed<Source, DigitData> DATA = new RecentlyUsed<>(KEPT);
  }

  /**
   * Draws digits, for those who have none at hand.
   *
   * @param training images for training and validation
   * @param test images for the test
   * @return the same everywhere
   */
  public static DigitData embedded(int training, int test) {
    return Shared.DATA.find(
        new Source("drawn " + training + " " + test, Map.of(), List.of()),
        () ->
            new DigitData(
                DrawnDigits.draw(DrawnDigits.Part.TRAINING, training),
                DrawnDigits.draw(DrawnDigits.Part.TEST, test),
                DrawnDigits.IDENTITY));
  }

  /**
   * Tells how many images well-known data hold, without a look at them.
   *
   * @param identity of data
   * @return their sizes; nothing for data that are known by their sum alone
   */
  public static Optional<DigitData.Sizes> sizes(String identity) {
    return Mnist.sizes(identity);
  }

  /**
   * Reads a folder of MNIST files; see {@link #read(String, Map)}.
   *
   * @param location a path, or a URI that the Hadoop file system understands
   * @return the digits
   * @throws UserError if the folder or a file in it is not as it should be
   */
  public static DigitData read(String location) {
    return read(location, Map.of());
  }

  /**
   * Reads a folder of MNIST files, plain or gzip, under their usual names. Where there is but one
   * pair of images and labels, a seventh of it, always the same, becomes the test set, which is the
   * proportion of MNIST.
   *
   * @param location a path, or a URI that the Hadoop file system understands
   * @param hadoop Hadoop settings for a URI, on top of Hadoop's own; not used for a path
   * @return the digits
   * @throws UserError if the folder or a file in it is not as it should be
   */
  public static DigitData read(String location, Map<String, String> hadoop) {
    Mnist mnist = Mnist.in(DataFolder.of(location, hadoop));
    return Shared.DATA.find(
        new Source(location, Map.copyOf(hadoop), mnist.entries()), () -> read(mnist, location));
  }

  private static DigitData read(Mnist mnist, String location) {
    DigitData data = mnist.read();
    LOG.info("read {} images of {}", data.training().count() + data.test().count(), location);
    return data;
  }
}
