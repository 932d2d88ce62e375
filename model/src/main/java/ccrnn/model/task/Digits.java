package ccrnn.model.task;

import java.util.Arrays;

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
   * Takes the first images.
   *
   * @param number how many, 0 .. count
   * @return these images; this if it is all of them
   * @throws IllegalArgumentException if there are fewer
   */
  public Digits first(int number) {
    if (number < 0 || number > count()) {
      throw new IllegalArgumentException(number + " images of " + count());
    }
    return number == count()
        ? this
        : new Digits(Arrays.copyOf(pixels, number * PIXELS), Arrays.copyOf(labels, number));
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
