package ccrnn.model.kernel;

/**
 * Products in ordinary Java, in loops that the JIT compiler vectorises: one row of C at a time,
 * four terms of the sums per pass, every array of the inner loop read from its beginning (JDK 17
 * does not vectorise loops with offsets).
 */
final class PlainGemm implements Gemm {
  /** Rows of B as arrays of their own. */
  private static final class Rows implements Packed {
    private final float[][] rows;
    private final int columns;

    /** The row of C at work; its length lets the compiler drop range checks. */
    private final float[] row;

    private int used;

    Rows(int rows, int columns) {
      this.row = new float[columns];
      this.rows = new float[rows][columns];
      this.columns = columns;
      this.used = rows;
    }

    @Override
    public int rows() {
      return used;
    }

    @Override
    public int columns() {
      return columns;
    }
  }

  @Override
  public Packed allocate(int rows, int columns) {
    return new Rows(rows, columns);
  }

  @Override
  public void pack(int rows, float[] b, int at, int stride, Packed into) {
    Rows packed = (Rows) into;
    packed.used = rows;
    for (int p = 0; p < rows; p++) {
      System.arraycopy(b, at + p * stride, packed.rows[p], 0, packed.columns);
    }
  }

  @Override
  public void packTransposed(float[] w, int at, int stride, Packed into) {
    Rows packed = (Rows) into;
    packed.used = packed.rows.length;
    for (int p = 0; p < packed.used; p++) {
      float[] target = packed.rows[p];
      for (int j = 0; j < packed.columns; j++) {
        target[j] = w[at + j * stride + p];
      }
    }
  }

  @Override
  public void multiply(
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
      int cStride) {
    product(m, a, aAt, aStride, 1, (Rows) b, start, startAt, startStride, c, cAt, cStride);
  }

  @Override
  public void multiplyTransposed(
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
      int cStride) {
    product(m, a, aAt, 1, aStride, (Rows) b, start, startAt, startStride, c, cAt, cStride);
  }

  private static void product(
      int m,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      Rows b,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    int n = b.columns;
    float[] row = b.row;
    int k = b.used;
    int whole = k - k % 4;
    for (int i = 0; i < m; i++) {
      System.arraycopy(start, startAt + i * startStride, row, 0, n);
      int q = aAt + i * aRowStep;
      for (int p = 0; p < whole; p += 4) {
        addFour(
            row,
            a[q],
            b.rows[p],
            a[q + aTermStep],
            b.rows[p + 1],
            a[q + 2 * aTermStep],
            b.rows[p + 2],
            a[q + 3 * aTermStep],
            b.rows[p + 3]);
        q += 4 * aTermStep;
      }
      for (int p = whole; p < k; p++) {
        addOne(row, a[q], b.rows[p]);
        q += aTermStep;
      }
      System.arraycopy(row, 0, c, cAt + i * cStride, n);
    }
  }

  private static void addFour(
      float[] row,
      float a0,
      float[] b0,
      float a1,
      float[] b1,
      float a2,
      float[] b2,
      float a3,
      float[] b3) {
    for (int j = 0; j < row.length; j++) {
      row[j] =
          Math.fma(
              a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], row[j]))));
    }
  }

  private static void addOne(float[] row, float a0, float[] b0) {
    for (int j = 0; j < row.length; j++) {
      row[j] = Math.fma(a0, b0[j], row[j]);
    }
  }
}
