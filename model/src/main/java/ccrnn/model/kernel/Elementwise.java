package ccrnn.model.kernel;

/**
 * Loops over elements and rows that are hot beside the products. Every result element is one fixed
 * chain of correctly rounded operations, written in {@link Chains}, so that all implementations
 * agree in every bit.
 *
 * <p>An instance owns scratch memory and belongs to one thread.
 */
public interface Elementwise {
  /**
   * x = x > 0 ? x : 0, without a sign; not a number stays so.
   *
   * @param n number of elements from the first on
   * @param x modified
   */
  void relu(int n, float[] x);

  /**
   * dx = dx times the slope of {@link #relu}: 1 where y > 0 and 0 where y = 0, not a number where y
   * is none.
   *
   * @param n number of elements from the first on
   * @param y results of {@link #relu}, not modified
   * @param dx gradient arriving at them, becomes that at its arguments
   */
  void reluBackward(int n, float[] y, float[] dx);

  /**
   * sums = sum of the rows of x, in their order.
   *
   * @param rows number of rows
   * @param n columns
   * @param x rows x n, not modified
   * @param at index of the first element of x
   * @param sums n elements, modified
   * @param sumsAt index of the first sum
   */
  void sumRows(int rows, int n, float[] x, int at, float[] sums, int sumsAt);

  /**
   * c = f c' + i g, the new cell of an LSTM from its gates.
   *
   * @param rows number of rows
   * @param units H
   * @param gates rows x 4 H in the order i f g o, after their activation functions, not modified
   * @param gatesAt index of the first gate
   * @param cPrevious c': rows x H, not modified
   * @param at index of the first element of c'
   * @param c rows x H from the first element on, modified
   */
  void lstmCell(
      int rows, int units, float[] gates, int gatesAt, float[] cPrevious, int at, float[] c);

  /**
   * h = o tanh(c), the output of an LSTM.
   *
   * @param rows number of rows
   * @param units H
   * @param gates rows x 4 H in the order i f g o, not modified
   * @param gatesAt index of the first gate
   * @param tanhC tanh(c): rows x H, not modified
   * @param h rows x H, modified
   * @param at index of the first element of tanhC and of h
   */
  void lstmOutput(
      int rows, int units, float[] gates, int gatesAt, float[] tanhC, float[] h, int at);

  /**
   * The cell of an LSTM backward.
   *
   * @param rows number of rows
   * @param units H
   * @param gates rows x 4 H in the order i f g o, after their activation functions, not modified
   * @param cPrevious rows x H, not modified
   * @param tanhC rows x H, not modified
   * @param dOutputs gradient at h from the readout: rows x H, not modified
   * @param row first row of these four and of dGates
   * @param dh gradient at h from the next step: rows x H from row 0 on, not modified
   * @param dc gradient at c from the next step: rows x H from row 0 on; becomes that at cPrevious
   * @param dGates gradient before the activation functions: rows x 4 H, modified
   */
  void lstmBackward(
      int rows,
      int units,
      float[] gates,
      float[] cPrevious,
      float[] tanhC,
      float[] dOutputs,
      int row,
      float[] dh,
      float[] dc,
      float[] dGates);

  /**
   * What moments lose of their magnitude in every step, so that those below it become zero. It is
   * far below rounding, but numbers that decay to the end of the range slow every operation down,
   * and 0.9 times the smallest of them is itself.
   */
  float TINY = 1e-30f;

  /**
   * One step of Adam: m = beta1 m + rest1 g, v = beta2 v + rest2 g², values -= rate m / (root
   * sqrt(v) + epsilon), with m and v drawn towards zero by {@link #TINY}.
   *
   * @param n number of parameters from the first on
   * @param values modified
   * @param gradients g, not modified
   * @param mean m, modified
   * @param meanSquare v, modified
   * @param rates of all steps
   * @param rate step size, corrected for the start
   * @param root factor of the root, corrected for the start
   */
  void adam(
      int n,
      float[] values,
      float[] gradients,
      float[] mean,
      float[] meanSquare,
      AdamRates rates,
      float rate,
      float root);

  /** Squares are added in so many lanes: element i in lane i mod {@value}. */
  int LANES = 512;

  /** Squares are added in 32 bits within pieces of this length and in 64 bits across them. */
  int PIECE = 8 * LANES;

  /**
   * Sum of squares in a fixed order: in every piece of {@link #PIECE} elements each lane adds its
   * squares with fused multiply-adds; then {@link Chains#total} adds the lanes, and the pieces
   * follow in their order.
   *
   * @param n number of elements from the first on
   * @param x not modified
   * @return the sum
   */
  double sumOfSquares(int n, float[] x);

  /**
   * x = factor x.
   *
   * @param n number of elements from the first on
   * @param x modified
   * @param factor the same for all
   */
  void scale(int n, float[] x, float factor);
}
