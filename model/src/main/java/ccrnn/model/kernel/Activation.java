package ccrnn.model.kernel;

/**
 * Activation functions over runs of an array, equal bits from every implementation ({@link
 * Polynomials} is the definition).
 *
 * <p>An instance owns scratch memory and belongs to one thread.
 */
public interface Activation {
  /**
   * y = 1 / (1 + e^-x), to 2 ulp or 1e-7.
   *
   * @param n number of elements
   * @param x the arguments, not modified unless it is y
   * @param xAt index of the first argument
   * @param y the results, modified; may be the array and place of x
   * @param yAt index of the first result
   */
  void sigmoid(int n, float[] x, int xAt, float[] y, int yAt);

  /**
   * y = tanh x, to 2 ulp or 1e-7.
   *
   * @param n number of elements
   * @param x the arguments, not modified unless it is y
   * @param xAt index of the first argument
   * @param y the results, modified; may be the array and place of x
   * @param yAt index of the first result
   */
  void tanh(int n, float[] x, int xAt, float[] y, int yAt);

  /**
   * The gates of an LSTM in place: i, f and o become their sigmoids, g its tanh.
   *
   * @param rows number of rows
   * @param units H
   * @param gates rows x 4 H in the order i f g o, modified
   * @param at index of the first gate
   */
  void gates(int rows, int units, float[] gates, int at);
}
