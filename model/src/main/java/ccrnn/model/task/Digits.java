package ccrnn.model.task;

import ccrnn.model.random.Stream;
import java.util.stream.IntStream;

/**
 * Images of handwritten digits, 28 x 28 as in MNIST, read once and shared by all trials of a
 * process. Nobody may modify the arrays.
 */
public final class Digits {
  /** Rows of an image, and pixels of a row. */
  public static final int SIDE = 28;

  /** Pixels of an image. */
  public static final int PIXELS = SIDE * SIDE;

  private final byte[] pixels;
  private final byte[] labels;

  /**
   * Takes images over.
   *
   * @param pixels count x 784, image by image, row by row, unsigned; kept, not copied
   * @param labels 0 .. 9, one for each image; kept, not copied
   * @throws IllegalArgumentException if numbers of images and labels differ or a label is no digit
   */
  public Digits(byte[] pixels, byte[] labels) {
    if (pixels.length != (long) labels.length * PIXELS) {
      throw new IllegalArgumentException(
          pixels.length + " pixels for " + labels.length + " labels");
    }
    for (byte label : labels) {
      if (label < 0 || label > 9) {
        throw new IllegalArgumentException("label " + label + " is no digit");
      }
    }
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Counts the images.
   *
   * @return their number
   */
  public int count() {
    return labels.length;
  }

  /**
   * Chooses images from all of them, of each digit its share: the shares are rounded down, and the
   * places that are left go to the largest remainders, the smaller digit first. Files may be in an
   * order that means something, so that their first images are no sample.
   *
   * @param number how many, 0 .. count
   * @param stream draws which; not used where all are asked for
   * @return the chosen images in the order in which they stand here; this if it is all of them
   * @throws IllegalArgumentException if there are fewer
   */
  public Digits chosen(int number, Stream stream) {
    if (number < 0 || number > count()) {
      throw new IllegalArgumentException(number + " images of " + count());
    }
    if (number == count()) {
      return this;
    }
    boolean[] taken = new boolean[count()];
    int[][] byDigit = byDigit();
    int[] shares = shares(number, byDigit);
    for (int digit = 0; digit < byDigit.length; digit++) {
      int[] images = byDigit[digit];
      for (int i = 0; i < shares[digit]; i++) {
        int j = i + stream.nextInt(images.length - i);
        taken[images[j]] = true;
        images[j] = images[i];
      }
    }
    byte[] some = new byte[number * PIXELS];
    byte[] shown = new byte[number];
    int next = 0;
    for (int image = 0; image < count(); image++) {
      if (taken[image]) {
        System.arraycopy(pixels, image * PIXELS, some, next * PIXELS, PIXELS);
        shown[next++] = labels[image];
      }
    }
    return new Digits(some, shown);
  }

  /** How many images of each digit a choice has. */
  private int[] shares(int number, int[][] byDigit) {
    int[] shares = new int[byDigit.length];
    long[] remainders = new long[shares.length];
    int left = number;
    for (int digit = 0; digit < shares.length; digit++) {
      long share = (long) number * byDigit[digit].length;
      shares[digit] = (int) (share / count());
      remainders[digit] = share % count();
      left -= shares[digit];
    }
    for (; left > 0; left--) {
      int largest = 0;
      for (int digit = 1; digit < shares.length; digit++) {
        if (remainders[digit] > remainders[largest]) {
          largest = digit;
        }
      }
      shares[largest]++;
      remainders[largest] = -1;
    }
    return shares;
  }

  /** The images of each digit, in order. */
  private int[][] byDigit() {
    int[][] byDigit = new int[DigitTemplates.DIGITS][];
    for (int i = 0; i < byDigit.length; i++) {
      int digit = i;
      byDigit[digit] =
          IntStream.range(0, count()).filter(image -> labels[image] == digit).toArray();
    }
    return byDigit;
  }

  /**
   * Tells which digit an image shows.
   *
   * @param image 0 .. count - 1
   * @return 0 .. 9
   */
  public int label(int image) {
    return labels[image];
  }

  /**
   * The pixels of all images.
   *
   * @return count x 784, unsigned; the array itself, not to be modified
   */
  public byte[] pixels() {
    return pixels;
  }
}
