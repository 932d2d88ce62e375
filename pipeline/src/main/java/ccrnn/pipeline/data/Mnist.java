package ccrnn.pipeline.data;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Digits;
import ccrnn.pipeline.UserError;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * MNIST's files in a folder: IDX, plain or gzip, in numbers of any size. An IDX file is a magic
 * number (element type and number of dimensions), the dimensions as 32-bit big-endian numbers, and
 * the elements, here unsigned bytes.
 */
final class Mnist {
  private static final int IMAGES_MAGIC = 0x0803;
  private static final int LABELS_MAGIC = 0x0801;
  private static final int MOST_IMAGES = (Integer.MAX_VALUE - 8) / Digits.PIXELS;

  /** Names of the published files: both pairs, or one of them. */
  private static final String WHOLE = "mnist";

  private static final String TRAINING_ALONE = "mnist-train";
  private static final String TEST_ALONE = "mnist-t10k";

  /** In the published files. */
  private static final int TRAINING_IMAGES = 60_000;

  private static final int TEST_IMAGES = 10_000;

  /** One in so many images is for the test where they come in one piece, as in MNIST. */
  private static final int TEST_SHARE = 7;

  /** A fifth of the training images validates, so that fewer would leave none. */
  private static final int LEAST_TRAINING = 5;

  /** Of the choice of the test images; part of every result with such data. */
  private static final long DIVISION_SEED = 0x6d6e_6973_74L;

  private final DataFolder folder;
  private final EnumMap<MnistFile, DataFolder.Entry> files;

  private Mnist(DataFolder folder, EnumMap<MnistFile, DataFolder.Entry> files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * Looks for the files.
   *
   * @throws UserError if there is neither pair of images and labels, or half a pair
   */
  static Mnist in(DataFolder folder) {
    EnumMap<MnistFile, DataFolder.Entry> files = new EnumMap<>(MnistFile.class);
    try {
      List<DataFolder.Entry> entries = folder.list();
      for (MnistFile file : MnistFile.values()) {
        file.names().stream()
            .flatMap(name -> entries.stream().filter(entry -> entry.name().equals(name)))
            .findFirst()
            .ifPresent(entry -> files.put(file, entry));
      }
    } catch (IOException e) {
      throw DataFolder.unreadable("data folder " + folder.address(""), e);
    }
    if (files.isEmpty()) {
      throw new UserError(
          "no MNIST file in "
              + folder.address("")
              + ": expected "
              + MnistFile.TRAIN_IMAGES.published().name()
              + "[.gz] and its like; `ccrnn data mnist --to DIR` downloads them");
    }
    Mnist mnist = new Mnist(folder, files);
    mnist.requirePair(MnistFile.TRAIN_IMAGES, MnistFile.TRAIN_LABELS);
    mnist.requirePair(MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS);
    return mnist;
  }

  private void requirePair(MnistFile images, MnistFile labels) {
    if (files.containsKey(images) != files.containsKey(labels)) {
      MnistFile there = files.containsKey(images) ? images : labels;
      MnistFile missing = there == images ? labels : images;
      throw new UserError(
          address(there)
              + " is there, but not "
              + missing.published().name()
              + "[.gz], which belongs to it");
    }
  }

  /** The files that {@link #read} reads. */
  List<DataFolder.Entry> entries() {
    return List.copyOf(files.values());
  }

  /**
   * Reads and checks all files.
   *
   * @throws UserError if one is not as it should be
   */
  DigitData read() {
    Map<MnistFile, String> sums = new EnumMap<>(MnistFile.class);
    if (files.size() == MnistFile.values().length) {
      Digits training = pair(MnistFile.TRAIN_IMAGES, MnistFile.TRAIN_LABELS, sums);
      Digits test = pair(MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS, sums);
      requireEnough(training.count(), LEAST_TRAINING, MnistFile.TRAIN_IMAGES);
      requireEnough(test.count(), 1, MnistFile.TEST_IMAGES);
      return new DigitData(training, test, identity(WHOLE, sums));
    }
    boolean train = files.containsKey(MnistFile.TRAIN_IMAGES);
    MnistFile images = train ? MnistFile.TRAIN_IMAGES : MnistFile.TEST_IMAGES;
    MnistFile labels = train ? MnistFile.TRAIN_LABELS : MnistFile.TEST_LABELS;
    Digits all = pair(images, labels, sums);
    requireEnough(all.count(), TEST_SHARE, images);
    return divided(all, identity(train ? TRAINING_ALONE : TEST_ALONE, sums));
  }

  private void requireEnough(int images, int least, MnistFile file) {
    if (images < least) {
      throw new UserError(
          address(file) + " holds " + images + " images; at least " + least + " are needed");
    }
  }

  /** Of the published files, by the name that {@link #identity} gives them. */
  static Optional<DigitData.Sizes> sizes(String identity) {
    return switch (identity) {
      case WHOLE -> Optional.of(new DigitData.Sizes(TRAINING_IMAGES, TEST_IMAGES));
      case TRAINING_ALONE -> Optional.of(divided(TRAINING_IMAGES));
      case TEST_ALONE -> Optional.of(divided(TEST_IMAGES));
      default -> Optional.empty();
    };
  }

  private static DigitData.Sizes divided(int images) {
    int test = images / TEST_SHARE;
    return new DigitData.Sizes(images - test, test);
  }

  /** The name where all files are the published ones, else a sum of their content. */
  private static String identity(String name, Map<MnistFile, String> sums) {
    if (sums.entrySet().stream()
        .allMatch(sum -> sum.getKey().published().sha256().equals(sum.getValue()))) {
      return name;
    }
    MessageDigest digest = PublishedFile.sha256Digest();
    digest.update(String.join(" ", sums.values()).getBytes(StandardCharsets.US_ASCII));
    return "sha256:" + PublishedFile.hexadecimal(digest).substring(0, 16);
  }

  /** Training and test from one set, whose order may mean something: MNIST's test set has two. */
  private static DigitData divided(Digits all, String identity) {
    int[] images = new int[all.count()];
    Stream stream = new Streams(DIVISION_SEED).stream(Purpose.DATA_SPLIT, 1);
    for (int i = 0; i < images.length; i++) {
      int j = stream.nextInt(i + 1);
      images[i] = images[j];
      images[j] = i;
    }
    int test = divided(images.length).test();
    return new DigitData(
        some(all, images, test, images.length), some(all, images, 0, test), identity);
  }

  private static Digits some(Digits all, int[] images, int from, int to) {
    byte[] pixels = new byte[(to - from) * Digits.PIXELS];
    byte[] labels = new byte[to - from];
    for (int i = from; i < to; i++) {
      System.arraycopy(
          all.pixels(),
          images[i] * Digits.PIXELS,
          pixels,
          (i - from) * Digits.PIXELS,
          Digits.PIXELS);
      labels[i - from] = (byte) all.label(images[i]);
    }
    return new Digits(pixels, labels);
  }

  private Digits pair(MnistFile images, MnistFile labels, Map<MnistFile, String> sums) {
    byte[] pixels = elements(images, IMAGES_MAGIC, sums);
    byte[] digits = elements(labels, LABELS_MAGIC, sums);
    int count = pixels.length / Digits.PIXELS;
    if (count != digits.length) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s holds %,d images, but %s holds %,d labels",
              address(images),
              count,
              address(labels),
              digits.length));
    }
    for (int i = 0; i < digits.length; i++) {
      if (digits[i] < 0 || digits[i] > 9) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "%s: label %,d is %d, which is no digit",
                address(labels),
                i + 1,
                digits[i] & 0xFF));
      }
    }
    return new Digits(pixels, digits);
  }

  private byte[] elements(MnistFile file, int magic, Map<MnistFile, String> sums) {
    MessageDigest digest = PublishedFile.sha256Digest();
    try (InputStream packed = folder.open(files.get(file).name());
        InputStream content = new DigestInputStream(Gzip.unpacked(packed), digest)) {
      byte[] elements = elements(new DataInputStream(content), magic, address(file));
      sums.put(file, PublishedFile.hexadecimal(digest));
      return elements;
    } catch (EOFException e) {
      throw new UserError(address(file) + " is truncated", e);
    } catch (ZipException e) {
      throw new UserError(address(file) + " is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw DataFolder.unreadable(address(file), e);
    }
  }

  private static byte[] elements(DataInputStream in, int magic, String address) throws IOException {
    int first = in.readInt();
    if (first != magic) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s is no IDX file of %s: it starts with %08x, not %08x",
              address,
              magic == IMAGES_MAGIC ? "images" : "labels",
              first,
              magic));
    }
    int count = in.readInt();
    int size = 1;
    if (magic == IMAGES_MAGIC) {
      int rows = in.readInt();
      int columns = in.readInt();
      if (rows != Digits.SIDE || columns != Digits.SIDE) {
        throw new UserError(
            address + " holds images of " + rows + " x " + columns + " pixels, not 28 x 28");
      }
      size = Digits.PIXELS;
    }
    if (count < 1 || count > MOST_IMAGES) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s announces %,d elements; 1 to %,d can be read",
              address,
              count & 0xFFFF_FFFFL,
              MOST_IMAGES));
    }
    int due = count * size;
    byte[] elements = in.readNBytes(due); // memory grows as bytes come, whatever is announced
    if (elements.length < due) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s is truncated: %,d of the %,d bytes after its head are there",
              address,
              elements.length,
              due));
    }
    if (in.read() >= 0) {
      throw new UserError(
          String.format(
              Locale.ROOT, "%s goes on after the %,d elements that it announces", address, count));
    }
    return elements;
  }

  private String address(MnistFile file) {
    return folder.address(files.get(file).name());
  }
}
