package ccrnn.model.task;

import ccrnn.model.random.Stream;

/**
 * Captioned images, read once and shared by all trials of a process. An image is known by a vector
 * of features, a caption is a run of words that begins with {@link #START} and ends with {@link
 * #END}. Nobody may modify the arrays.
 */
public final class Captions {
  /** The word that fills up; no caption holds it. */
  public static final int PADDING = 0;

  /** The first word of every caption. */
  public static final int START = 1;

  /** The last word of every caption. */
  public static final int END = 2;

  /** Stands for every word that is not in the vocabulary. */
  public static final int UNKNOWN = 3;

  private final int featureWidth;
  private final int vocabulary;
  private final float[] features;
  private final int[] words;
  private final int[] offsets;
  private final int[] images;
  private final int[] byImage; // captions in order of their images
  private final int[] firstOfImage; // images + 1; where an image's begin in byImage

  /**
   * Takes captions over; the arrays are kept, not copied.
   *
   * @param featureWidth I
   * @param features images x I, image by image
   * @param vocabulary number of words, O
   * @param words 0 .. O - 1, caption after caption
   * @param offsets where each caption begins, ascending; one more, the number of words, at the end
   * @param images which image each caption describes
   * @throws IllegalArgumentException if sizes do not fit, a word or an image is none, or a caption
   *     does not run from START to END with neither within
   */
  public Captions(
      int featureWidth,
      float[] features,
      int vocabulary,
      int[] words,
      int[] offsets,
      int[] images) {
    if (featureWidth < 1 || features.length % featureWidth != 0) {
      throw new IllegalArgumentException(
          features.length + " numbers are no features of width " + featureWidth);
    }
    if (offsets.length != images.length + 1 || offsets[0] != 0) {
      throw new IllegalArgumentException(
          offsets.length + " offsets for " + images.length + " captions");
    }
    if (offsets[images.length] != words.length) {
      throw new IllegalArgumentException(
          "offsets end at " + offsets[images.length] + " of " + words.length + " words");
    }
    this.featureWidth = featureWidth;
    this.features = features;
    this.vocabulary = vocabulary;
    this.words = words;
    this.offsets = offsets;
    this.images = images;
    for (int i = 0; i < images.length; i++) {
      check(i);
    }
    firstOfImage = new int[images() + 1];
    for (int image : images) {
      firstOfImage[image + 1]++;
    }
    for (int i = 0; i < images(); i++) {
      firstOfImage[i + 1] += firstOfImage[i];
    }
    byImage = new int[images.length];
    int[] next = firstOfImage.clone();
    for (int i = 0; i < images.length; i++) {
      byImage[next[images[i]]++] = i;
    }
  }

  private void check(int caption) {
    int from = offsets[caption];
    int to = offsets[caption + 1];
    boolean whole =
        from >= 0
            && to - from >= 2
            && to <= words.length
            && words[from] == START
            && words[to - 1] == END;
    for (int i = from + 1; whole && i < to - 1; i++) {
      whole = words[i] >= UNKNOWN && words[i] < vocabulary;
    }
    if (!whole) {
      throw new IllegalArgumentException("caption " + caption + " is no run of words");
    }
    if (images[caption] < 0 || images[caption] >= images()) {
      throw new IllegalArgumentException(
          "caption " + caption + " is of image " + images[caption] + " of " + images());
    }
  }

  /**
   * Counts the captions.
   *
   * @return their number
   */
  public int count() {
    return images.length;
  }

  /**
   * Counts the images.
   *
   * @return their number; some may have no caption
   */
  public int images() {
    return features.length / featureWidth;
  }

  /**
   * Tells the width of the features.
   *
   * @return I
   */
  public int featureWidth() {
    return featureWidth;
  }

  /**
   * Tells how many words there are.
   *
   * @return O
   */
  public int vocabulary() {
    return vocabulary;
  }

  /**
   * Tells how long a caption is.
   *
   * @param caption 0 .. count - 1
   * @return words with START and END
   */
  public int length(int caption) {
    return offsets[caption + 1] - offsets[caption];
  }

  /**
   * Tells where a caption begins.
   *
   * @param caption 0 .. count - 1
   * @return index of its first word in {@link #words}
   */
  public int offset(int caption) {
    return offsets[caption];
  }

  /**
   * Tells which image a caption describes.
   *
   * @param caption 0 .. count - 1
   * @return 0 .. images - 1
   */
  public int image(int caption) {
    return images[caption];
  }

  /**
   * The words of all captions.
   *
   * @return caption after caption; the array itself, not to be modified
   */
  public int[] words() {
    return words;
  }

  /**
   * The features of all images.
   *
   * @return images x I; the array itself, not to be modified
   */
  public float[] features() {
    return features;
  }

  /**
   * Tells how many captions describe an image: its references when a generated one is scored.
   *
   * @param image 0 .. images - 1
   * @return their number, whatever their length
   */
  public int captionsOf(int image) {
    return firstOfImage[image + 1] - firstOfImage[image];
  }

  /**
   * Names a caption of an image.
   *
   * @param image 0 .. images - 1
   * @param i 0 .. captionsOf(image) - 1
   * @return 0 .. count - 1
   */
  public int captionOf(int image, int i) {
    if (i < 0 || i >= captionsOf(image)) {
      throw new IndexOutOfBoundsException(
          "image " + image + " has " + captionsOf(image) + " captions, not a caption " + i);
    }
    return byImage[firstOfImage[image] + i];
  }

  /** Numbers of the captions whose length is in a range, ascending by length, then by number. */
  int[] ofLengths(int min, int max) {
    int[] first = new int[max - min + 2]; // by length - min
    for (int caption = 0; caption < count(); caption++) {
      if (length(caption) >= min && length(caption) <= max) {
        first[length(caption) - min + 1]++;
      }
    }
    for (int i = 1; i < first.length; i++) {
      first[i] += first[i - 1];
    }
    int[] sorted = new int[first[first.length - 1]];
    for (int caption = 0; caption < count(); caption++) {
      if (length(caption) >= min && length(caption) <= max) {
        sorted[first[length(caption) - min]++] = caption;
      }
    }
    return sorted;
  }

  /** Shuffles the elements from .. to - 1 (Fisher and Yates). */
  static void shuffle(int[] values, int from, int to, Stream stream) {
    for (int i = to - 1; i > from; i--) {
      int j = from + stream.nextInt(i - from + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
