package ccrnn.pipeline.data.captions;

import java.util.Arrays;

/** Features by image, in one array. */
final class FeatureTable {
  private final long[] ids;
  private final int width;
  private final float[] values;

  /**
   * @param ids ascending, kept
   */
  FeatureTable(long[] ids, int width) {
    this.ids = ids;
    this.width = width;
    this.values = new float[Math.multiplyExact(ids.length, width)];
  }

  int width() {
    return width;
  }

  int count() {
    return ids.length;
  }

  long id(int row) {
    return ids[row];
  }

  /** Images x width, in order of the ids; the array itself. */
  float[] values() {
    return values;
  }

  /** The row of an image; negative if there is none. */
  int row(long image) {
    return Arrays.binarySearch(ids, image);
  }

  /** Where the features of an image begin; negative if there is no such image. */
  int at(long image) {
    return row(image) * width;
  }
}
