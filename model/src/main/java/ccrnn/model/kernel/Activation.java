package ccrnn.model.kernel;

/**
 * Activation functions over runs of an array, equal bits from every implementation ({@link
 * Polynomials} is the definition).
 */
public interface Activation {
  /**
   * y = 1 / (1 + e^-x), to 2 ulp.
   *
   * @param n number of elements
   * @param x the arguments, not modified unless it is y
   * @param xAt index of the first argument
   * @param y the results, modified; may be the array and place of x
   * @param yAt index of the first result
   */
  void sigmoid(int n, float[] x, int xAt, float[] y, int yAt);

  /**
   * y = tanh x, to 2 ulp.
   *
   * @param n number of elements
   * @param x the arguments, not modified unless it is y
   * @param xAt index of the first argument
   * @param y the results, modified; may be the array and place of x
   * @param yAt index of the first result
   */
  void tanh(int n, float[] x, int xAt, float[] y, int yAt);
}
