package ccrnn.model.feedback;

import ccrnn.model.metric.CaptionScore;
import ccrnn.model.task.Captions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Captions that a trained network writes for test images, scored against what people said of them.
 */
final class WrittenCaptions {
  /** Images that are scored, the first of the test; source: the published code's batches of 300. */
  private static final int MOST_IMAGES = 300;

  /** Words that are written at most; source: the published code. */
  private static final int LENGTH = 20;

  private WrittenCaptions() {}

  /**
   * Writes and scores.
   *
   * @param test images and what people said of them
   * @param network that has learnt it
   * @param batch most images at once
   * @param beforeEachBatch called before every batch of images; throws to stop
   */
  static CaptionScore score(Captions test, Network network, int batch, Runnable beforeEachBatch) {
    int width = test.featureWidth();
    GreedyWords writer = new GreedyWords(network, batch);
    FMatrixRMaj features = new FMatrixRMaj(batch, width);
    CaptionScore score = new CaptionScore();
    int images = Math.min(MOST_IMAGES, test.images());
    for (int first = 0; first < images; first += batch) {
      beforeEachBatch.run();
      int size = Math.min(batch, images - first);
      System.arraycopy(test.features(), first * width, features.data, 0, size * width);
      int[] words = writer.write(size, features, LENGTH);
      for (int b = 0; b < size; b++) {
        List<int[]> references = references(test, first + b);
        if (!references.isEmpty()) {
          score.add(Arrays.copyOfRange(words, b * LENGTH, (b + 1) * LENGTH), references);
        }
      }
    }
    return score;
  }

  private static List<int[]> references(Captions captions, int image) {
    List<int[]> references = new ArrayList<>();
    for (int i = 0; i < captions.captionsOf(image); i++) {
      int caption = captions.captionOf(image, i);
      int at = captions.offset(caption);
      references.add(Arrays.copyOfRange(captions.words(), at, at + captions.length(caption)));
    }
    return references;
  }
}
