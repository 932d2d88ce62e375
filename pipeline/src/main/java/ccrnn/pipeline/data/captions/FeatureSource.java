package ccrnn.pipeline.data.captions;

import java.io.IOException;

/** Where features of images come from. */
interface FeatureSource {
  /** Numbers per image. */
  int width();

  /** How many images there are. */
  long count();

  /** What it is, in a few words, for the provenance. */
  String description();

  /**
   * Hands out the features of every image once, in any order.
   *
   * @throws IOException if the storage fails
   */
  void forEach(Row row) throws IOException;

  /** Takes the features of an image. */
  interface Row {
    /**
     * @param image id
     * @param features only good during the call, not to be modified
     */
    void take(long image, float[] features);
  }
}
