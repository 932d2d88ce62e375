package ccrnn.model.readout;

import ccrnn.model.kernel.Softmax;
import org.ejml.data.FMatrixRMaj;

/** Cross-entropy of scores against the right class: the negative log-likelihood of the softmax. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * Adds up the negative log-likelihoods of some rows and writes their gradient.
   *
   * @param rows how many rows
   * @param y scores: rows of O from {@code yRow} on, not modified unless it is dy
   * @param yRow first row of y and of dy
   * @param classes right classes from {@code classAt} on, not modified
   * @param classAt index of the class of the first row
   * @param copies how often row r occurs, at index r modulo {@code size}, not modified
   * @param size B
   * @param scale factor on the gradient of the sum
   * @param dy gradient at y, modified; may be y itself
   * @return sum over rows of -log softmax(y)[class], in nats, copies included
   */
  public static double backward(
      int rows,
      FMatrixRMaj y,
      int yRow,
      int[] classes,
      int classAt,
      float[] copies,
      int size,
      float scale,
      FMatrixRMaj dy) {
    int width = y.numCols;
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      int at = (yRow + r) * width;
      int right = at + classes[classAt + r];
      float score = y.data[right];
      double logSum = Softmax.apply(width, y.data, at, dy.data, at);
      float weight = copies[r % size];
      sum += weight * (logSum - score);
      float factor = scale * weight;
      for (int j = at; j < at + width; j++) {
        dy.data[j] *= factor;
      }
      dy.data[right] -= factor;
    }
    return sum;
  }
}
