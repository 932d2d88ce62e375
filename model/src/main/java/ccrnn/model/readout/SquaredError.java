package ccrnn.model.readout;

import org.ejml.data.FMatrixRMaj;

/** Mean squared error of the coordinates of a path. */
public final class SquaredError {
  private SquaredError() {}

  /**
   * Adds up the squared errors of one step and writes their gradient.
   *
   * @param size B
   * @param y outputs: B rows of O from {@code yRow} on, not modified
   * @param yRow first row of y and of dy
   * @param target B rows of O from {@code targetRow} on, not modified
   * @param targetRow first row of the target
   * @param copies how often each sequence occurs, B, not modified
   * @param scale factor on the gradient of the sum of squares over 2
   * @param dy gradient at y, modified
   * @return sum of squared errors over coordinates and sequences, copies included
   */
  public static double backward(
      int size,
      FMatrixRMaj y,
      int yRow,
      FMatrixRMaj target,
      int targetRow,
      float[] copies,
      float scale,
      FMatrixRMaj dy) {
    int width = y.numCols;
    double squares = 0;
    for (int b = 0; b < size; b++) {
      int at = (yRow + b) * width;
      int from = (targetRow + b) * width;
      for (int j = 0; j < width; j++) {
        float error = y.data[at + j] - target.data[from + j];
        squares += (double) error * error * copies[b];
        dy.data[at + j] = scale * copies[b] * error;
      }
    }
    return squares;
  }
}
