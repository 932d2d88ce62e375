package ccrnn.model.kernel;

/**
 * Products of 32-bit matrices. Every element of the result is the chain {@code fma(a[k-1], b[k-1],
 * ... fma(a[0], b[0], start))}, so that all implementations agree in every bit.
 *
 * <p>An instance owns scratch memory and belongs to one thread.
 */
public interface Gemm {

  /** The right-hand side of a product, k x n, in the order that the kernel reads it. */
  interface Packed {
    /**
     * @return k, the length of the sums
     */
    int rows();

    /**
     * @return n, the columns of the product
     */
    int columns();
  }

  /**
   * Allocates memory for a right-hand side.
   *
   * @param rows k, the length of the sums, at least 1
   * @param columns n, the columns of the product, at least 1
   * @return memory to pack into, of unspecified content, to be used with this kind of kernel only
   */
  Packed allocate(int rows, int columns);

  /**
   * Packs the first rows of B.
   *
   * @param rows how many rows to pack, at most the capacity; the sums get this length
   * @param b B: rows x n, not modified
   * @param at index of the first element of B
   * @param stride distance between rows of B
   * @param into where to, modified
   */
  void pack(int rows, float[] b, int at, int stride, Packed into);

  /**
   * Packs the transpose of W.
   *
   * @param w W: n x k, not modified
   * @param at index of the first element of W
   * @param stride distance between rows of W
   * @param into receives the transpose, k x n, modified
   */
  void packTransposed(float[] w, int at, int stride, Packed into);

  /**
   * C = start + A B.
   *
   * @param m rows of A and C
   * @param a A: m x k, not modified
   * @param aAt index of the first element of A
   * @param aStride distance between rows of A
   * @param b B: k x n, packed, not modified
   * @param start the values that the sums begin with, m x n, not modified unless it is C itself
   * @param startAt index of the first element of start
   * @param startStride distance between rows of start; 0 begins every row with the same values
   * @param c C: m x n, modified; may be the array and place of start, must not overlap A
   * @param cAt index of the first element of C
   * @param cStride distance between rows of C
   */
  void multiply(
      int m,
      float[] a,
      int aAt,
      int aStride,
      Packed b,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride);

  /**
   * C = start + Aᵀ B, the form of a weight gradient.
   *
   * @param m columns of A and rows of C
   * @param a A: k x m, not modified
   * @param aAt index of the first element of A
   * @param aStride distance between rows of A
   * @param b B: k x n, packed, not modified
   * @param start the values that the sums begin with, m x n, not modified unless it is C itself
   * @param startAt index of the first element of start
   * @param startStride distance between rows of start; 0 begins every row with the same values
   * @param c C: m x n, modified; may be the array and place of start, must not overlap A
   * @param cAt index of the first element of C
   * @param cStride distance between rows of C
   */
  void multiplyTransposed(
      int m,
      float[] a,
      int aAt,
      int aStride,
      Packed b,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride);
}
