package ccrnn.model.kernel;

import java.util.Arrays;

/**
 * Products in ordinary Java, in loops that the JIT compiler vectorises: a line of C at a time, four
 * terms of the sums per pass, every array of the inner loop read from its beginning (JDK 17 does
 * not vectorise loops with offsets, with two stores or with more terms).
 *
 * <p>Long loops are the fast ones, so a line is a row of C or, where C is tall and narrow, a
 * column. Lines are made in groups, and their sums in pieces so short that the operand along the
 * line stays in the first-level cache for all lines of the group.
 */
final class PlainGemm implements Gemm {
  /** Most floats of a piece of the operand along the lines: half of a cache of 64 KiB. */
  private static final int PIECE = 8192;

  /** Most terms of a piece. */
  private static final int DEPTH = 64;

  /** Most floats of a group of lines. */
  private static final int GROUP = 65_536;

  /** Rows of C shorter than this are better made by columns, if those are longer. */
  private static final int NARROW = 128;

  private static final int TERMS = 4;

  /** Rows of B as arrays of their own. */
  private static final class Rows implements Packed {
    private final float[][] rows;
    private final int columns;
    private int used;

    Rows(int rows, int columns) {
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

  /** The lines at work. Grows to the largest product. */
  private float[][] lines = new float[0][0];

  /** Columns of A, terms of a piece. Grows likewise. */
  private float[][] columns = new float[0][0];

  /** Factors of a line in a piece. */
  private final float[] factors = new float[DEPTH];

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
    transpose(packed.used, packed.columns, w, at, stride, packed.rows);
  }

  /** {@code to[p][i] = from[at + i * stride + p]}, in strips that keep few lines of memory open. */
  private static void transpose(
      int rows, int columns, float[] from, int at, int stride, float[][] to) {
    int strip = 16;
    for (int i0 = 0; i0 < columns; i0 += strip) {
      int i1 = Math.min(i0 + strip, columns);
      for (int p = 0; p < rows; p++) {
        float[] target = to[p];
        int source = at + i0 * stride + p;
        for (int i = i0; i < i1; i++) {
          target[i] = from[source];
          source += stride;
        }
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

  private void product(
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
    if (n < NARROW && n < m) {
      byColumns(m, a, aAt, aRowStep, aTermStep, b, start, startAt, startStride, c, cAt, cStride);
    } else {
      byRows(m, a, aAt, aRowStep, aTermStep, b, start, startAt, startStride, c, cAt, cStride);
    }
  }

  private static int depth(int length) {
    return Math.max(TERMS, Math.min(DEPTH, PIECE / length / TERMS * TERMS));
  }

  private static float[][] grown(float[][] arrays, int count, int length) {
    if (arrays.length >= count && arrays[0].length >= length) {
      return arrays;
    }
    int longest = arrays.length == 0 ? 0 : arrays[0].length;
    return new float[Math.max(count, arrays.length)][Math.max(length, longest)];
  }

  private void byRows(
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
    int depth = depth(n);
    int group = Math.min(m, Math.max(1, GROUP / n));
    lines = grown(lines, group, n);
    for (int i0 = 0; i0 < m; i0 += group) {
      int count = Math.min(group, m - i0);
      for (int i = 0; i < count; i++) {
        System.arraycopy(start, startAt + (i0 + i) * startStride, lines[i], 0, n);
      }
      for (int p = 0; p < b.used; p += depth) {
        int terms = Math.min(depth, b.used - p);
        for (int i = 0; i < count; i++) {
          int source = aAt + (i0 + i) * aRowStep + p * aTermStep;
          for (int t = 0; t < terms; t++) {
            factors[t] = a[source];
            source += aTermStep;
          }
          add(n, lines[i], terms, factors, b.rows, p);
        }
      }
      for (int i = 0; i < count; i++) {
        System.arraycopy(lines[i], 0, c, cAt + (i0 + i) * cStride, n);
      }
    }
  }

  private void byColumns(
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
    int depth = Math.min(depth(m), (b.used + TERMS - 1) / TERMS * TERMS);
    int group = Math.min(b.columns, Math.max(1, GROUP / m));
    lines = grown(lines, group, m);
    columns = grown(columns, depth, m);
    for (int j0 = 0; j0 < b.columns; j0 += group) {
      int count = Math.min(group, b.columns - j0);
      if (startStride == 0) {
        for (int j = 0; j < count; j++) {
          Arrays.fill(lines[j], 0, m, start[startAt + j0 + j]);
        }
      } else {
        transpose(count, m, start, startAt + j0, startStride, lines);
      }
      for (int p = 0; p < b.used; p += depth) {
        int terms = Math.min(depth, b.used - p);
        int source = aAt + p * aTermStep;
        if (aRowStep == 1) {
          for (int t = 0; t < terms; t++) {
            System.arraycopy(a, source + t * aTermStep, columns[t], 0, m);
          }
        } else {
          transpose(terms, m, a, source, aRowStep, columns);
        }
        for (int j = 0; j < count; j++) {
          for (int t = 0; t < terms; t++) {
            factors[t] = b.rows[p + t][j0 + j];
          }
          add(m, lines[j], terms, factors, columns, 0);
        }
      }
      for (int j = 0; j < count; j++) {
        float[] line = lines[j];
        int target = cAt + j0 + j;
        for (int i = 0; i < m; i++) {
          c[target] = line[i];
          target += cStride;
        }
      }
    }
  }

  /** {@code line += factors[t] * along[p + t]}, in the order of t. */
  private static void add(int n, float[] line, int terms, float[] factors, float[][] along, int p) {
    int t = 0;
    for (; t + TERMS <= terms; t += TERMS) {
      addFour(
          n,
          line,
          factors[t],
          along[p + t],
          factors[t + 1],
          along[p + t + 1],
          factors[t + 2],
          along[p + t + 2],
          factors[t + 3],
          along[p + t + 3]);
    }
    for (; t < terms; t++) {
      addOne(n, line, factors[t], along[p + t]);
    }
  }

  private static void addFour(
      int n,
      float[] line,
      float a0,
      float[] b0,
      float a1,
      float[] b1,
      float a2,
      float[] b2,
      float a3,
      float[] b3) {
    for (int j = 0; j < n; j++) {
      line[j] =
          Math.fma(
              a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], line[j]))));
    }
  }

  private static void addOne(int n, float[] line, float a0, float[] b0) {
    for (int j = 0; j < n; j++) {
      line[j] = Math.fma(a0, b0[j], line[j]);
    }
  }
}
