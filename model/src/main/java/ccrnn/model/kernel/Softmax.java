package ccrnn.model.kernel;

/** Softmax of a row of scores. One carrier: the same bits everywhere. */
public final class Softmax {
  private Softmax() {}

  /**
   * y = softmax x.
   *
   * @param n number of scores, 1 or more
   * @param x the scores, not modified unless it is y
   * @param xAt index of the first score
   * @param y the probabilities, modified; may be the array and place of x
   * @param yAt index of the first probability
   * @return log of the sum of the exponentials of x
   */
  public static double apply(int n, float[] x, int xAt, float[] y, int yAt) {
    float largest = x[xAt];
    for (int i = 1; i < n; i++) {
      largest = Math.max(largest, x[xAt + i]);
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      float e = Polynomials.exp(Math.max(x[xAt + i] - largest, -Polynomials.EXP_LARGE));
      y[yAt + i] = e;
      sum += e;
    }
    float scale = (float) (1 / sum);
    for (int i = 0; i < n; i++) {
      y[yAt + i] *= scale;
    }
    return largest + StrictMath.log(sum);
  }
}
