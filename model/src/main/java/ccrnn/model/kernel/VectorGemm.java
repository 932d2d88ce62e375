package ccrnn.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products on the Vector API. B lies in panels of {@value #WIDTH} columns; a tile of C, some rows
 * by two vectors, stays in registers while the sums run. Long sums are cut into pieces that fit the
 * first-level cache: a piece continues the chain that the one before it stored.
 */
final class VectorGemm implements Gemm {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /** Columns of a panel: two vectors of 16, four of 8 or eight of 4 lanes. */
  private static final int WIDTH = 32;

  /** Terms of the sums per piece: a panel of 256 x 32 floats is 32 KiB. */
  private static final int DEPTH = 256;

  /** Rows of the tallest tile; 20 sums fill most of the 32 registers of AVX-512 and NEON. */
  private static final int TALL = 10;

  private final float[] edge = new float[TALL * WIDTH];

  /** Panels of B: column j of row p is element {@code (j / 32 * capacity + p) * 32 + j % 32}. */
  private static final class Panels implements Packed {
    private final float[] data;
    private final int capacity;
    private final int columns;
    private int used;

    Panels(int rows, int columns) {
      this.capacity = rows;
      this.columns = columns;
      this.used = rows;
      this.data = new float[(columns + WIDTH - 1) / WIDTH * rows * WIDTH];
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
    return new Panels(rows, columns);
  }

  @Override
  public void pack(int rows, float[] b, int at, int stride, Packed into) {
    Panels packed = (Panels) into;
    packed.used = rows;
    for (int j = 0; j < packed.columns; j += WIDTH) {
      int width = Math.min(WIDTH, packed.columns - j);
      int target = j * packed.capacity;
      for (int p = 0; p < rows; p++) {
        System.arraycopy(b, at + p * stride + j, packed.data, target + p * WIDTH, width);
      }
    }
  }

  @Override
  public void packTransposed(float[] w, int at, int stride, Packed into) {
    Panels packed = (Panels) into;
    packed.used = packed.capacity;
    for (int j = 0; j < packed.columns; j++) {
      int target = j / WIDTH * WIDTH * packed.capacity + j % WIDTH;
      int source = at + j * stride;
      for (int p = 0; p < packed.used; p++) {
        packed.data[target + p * WIDTH] = w[source + p];
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
    product(m, a, aAt, aStride, 1, (Panels) b, start, startAt, startStride, c, cAt, cStride);
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
    product(m, a, aAt, 1, aStride, (Panels) b, start, startAt, startStride, c, cAt, cStride);
  }

  private void product(
      int m,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      Panels b,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    float[] from = start;
    int fromAt = startAt;
    int fromStride = startStride;
    for (int p = 0; p < b.used; p += DEPTH) {
      int depth = Math.min(DEPTH, b.used - p);
      for (int j = 0; j < b.columns; j += WIDTH) {
        int width = Math.min(WIDTH, b.columns - j);
        int panel = j * b.capacity + p * WIDTH;
        for (int i = 0; i < m; ) {
          int rows = tileRows(m - i);
          int aTile = aAt + i * aRowStep + p * aTermStep;
          int fromTile = fromAt + i * fromStride + j;
          int cTile = cAt + i * cStride + j;
          if (width == WIDTH) {
            tile(
                rows,
                WIDTH,
                depth,
                a,
                aTile,
                aRowStep,
                aTermStep,
                b.data,
                panel,
                from,
                fromTile,
                fromStride,
                c,
                cTile,
                cStride);
          } else {
            for (int r = 0; r < rows; r++) {
              System.arraycopy(from, fromTile + r * fromStride, edge, r * WIDTH, width);
            }
            tile(
                rows, width, depth, a, aTile, aRowStep, aTermStep, b.data, panel, edge, 0, WIDTH,
                edge, 0, WIDTH);
            for (int r = 0; r < rows; r++) {
              System.arraycopy(edge, r * WIDTH, c, cTile + r * cStride, width);
            }
          }
          i += rows;
        }
      }
      from = c;
      fromAt = cAt;
      fromStride = cStride;
    }
  }

  /**
   * Height of the next tile where so many rows are left: registers allow ten of 16 lanes, four of
   * 8.
   */
  private static int tileRows(int left) {
    if (left >= TALL && LANES.length() != 8) {
      return TALL;
    }
    return left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  /** One tile of {@code rows} rows over the vectors that cover {@code width} columns of a panel. */
  private static void tile(
      int rows,
      int width,
      int k,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    int lanes = LANES.length();
    int j = 0;
    for (; j + lanes < width; j += 2 * lanes) {
      switch (rows) {
        case TALL ->
            tile10x2(
                k,
                a,
                aAt,
                aRowStep,
                aTermStep,
                b,
                bAt + j,
                start,
                startAt + j,
                startStride,
                c,
                cAt + j,
                cStride);
        case 4 ->
            tile4x2(
                k,
                a,
                aAt,
                aRowStep,
                aTermStep,
                b,
                bAt + j,
                start,
                startAt + j,
                startStride,
                c,
                cAt + j,
                cStride);
        case 2 ->
            tile2x2(
                k,
                a,
                aAt,
                aRowStep,
                aTermStep,
                b,
                bAt + j,
                start,
                startAt + j,
                startStride,
                c,
                cAt + j,
                cStride);
        default ->
            tile1x2(
                k,
                a,
                aAt,
                aRowStep,
                aTermStep,
                b,
                bAt + j,
                start,
                startAt + j,
                startStride,
                c,
                cAt + j,
                cStride);
      }
    }
    if (j < width) {
      switch (rows) {
        case TALL ->
            tile10x1(
                k,
                a,
                aAt,
                aRowStep,
                aTermStep,
                b,
                bAt + j,
                start,
                startAt + j,
                startStride,
                c,
                cAt + j,
                cStride);
        case 4 ->
            tile4x1(
                k,
                a,
                aAt,
                aRowStep,
                aTermStep,
                b,
                bAt + j,
                start,
                startAt + j,
                startStride,
                c,
                cAt + j,
                cStride);
        case 2 ->
            tile2x1(
                k,
                a,
                aAt,
                aRowStep,
                aTermStep,
                b,
                bAt + j,
                start,
                startAt + j,
                startStride,
                c,
                cAt + j,
                cStride);
        default ->
            tile1x1(
                k,
                a,
                aAt,
                aRowStep,
                aTermStep,
                b,
                bAt + j,
                start,
                startAt + j,
                startStride,
                c,
                cAt + j,
                cStride);
      }
    }
  }

  private static void tile10x2(
      int k,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    int lanes = LANES.length();
    int s0 = startAt;
    int s1 = startAt + 1 * startStride;
    int s2 = startAt + 2 * startStride;
    int s3 = startAt + 3 * startStride;
    int s4 = startAt + 4 * startStride;
    int s5 = startAt + 5 * startStride;
    int s6 = startAt + 6 * startStride;
    int s7 = startAt + 7 * startStride;
    int s8 = startAt + 8 * startStride;
    int s9 = startAt + 9 * startStride;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    FloatVector c01 = FloatVector.fromArray(LANES, start, s0 + lanes);
    FloatVector c10 = FloatVector.fromArray(LANES, start, s1);
    FloatVector c11 = FloatVector.fromArray(LANES, start, s1 + lanes);
    FloatVector c20 = FloatVector.fromArray(LANES, start, s2);
    FloatVector c21 = FloatVector.fromArray(LANES, start, s2 + lanes);
    FloatVector c30 = FloatVector.fromArray(LANES, start, s3);
    FloatVector c31 = FloatVector.fromArray(LANES, start, s3 + lanes);
    FloatVector c40 = FloatVector.fromArray(LANES, start, s4);
    FloatVector c41 = FloatVector.fromArray(LANES, start, s4 + lanes);
    FloatVector c50 = FloatVector.fromArray(LANES, start, s5);
    FloatVector c51 = FloatVector.fromArray(LANES, start, s5 + lanes);
    FloatVector c60 = FloatVector.fromArray(LANES, start, s6);
    FloatVector c61 = FloatVector.fromArray(LANES, start, s6 + lanes);
    FloatVector c70 = FloatVector.fromArray(LANES, start, s7);
    FloatVector c71 = FloatVector.fromArray(LANES, start, s7 + lanes);
    FloatVector c80 = FloatVector.fromArray(LANES, start, s8);
    FloatVector c81 = FloatVector.fromArray(LANES, start, s8 + lanes);
    FloatVector c90 = FloatVector.fromArray(LANES, start, s9);
    FloatVector c91 = FloatVector.fromArray(LANES, start, s9 + lanes);
    int a0 = aAt;
    int a1 = aAt + 1 * aRowStep;
    int a2 = aAt + 2 * aRowStep;
    int a3 = aAt + 3 * aRowStep;
    int a4 = aAt + 4 * aRowStep;
    int a5 = aAt + 5 * aRowStep;
    int a6 = aAt + 6 * aRowStep;
    int a7 = aAt + 7 * aRowStep;
    int a8 = aAt + 8 * aRowStep;
    int a9 = aAt + 9 * aRowStep;
    int step = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH + lanes);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + step]);
      c00 = v0.fma(b0, c00);
      c01 = v0.fma(b1, c01);
      FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + step]);
      c10 = v1.fma(b0, c10);
      c11 = v1.fma(b1, c11);
      FloatVector v2 = FloatVector.broadcast(LANES, a[a2 + step]);
      c20 = v2.fma(b0, c20);
      c21 = v2.fma(b1, c21);
      FloatVector v3 = FloatVector.broadcast(LANES, a[a3 + step]);
      c30 = v3.fma(b0, c30);
      c31 = v3.fma(b1, c31);
      FloatVector v4 = FloatVector.broadcast(LANES, a[a4 + step]);
      c40 = v4.fma(b0, c40);
      c41 = v4.fma(b1, c41);
      FloatVector v5 = FloatVector.broadcast(LANES, a[a5 + step]);
      c50 = v5.fma(b0, c50);
      c51 = v5.fma(b1, c51);
      FloatVector v6 = FloatVector.broadcast(LANES, a[a6 + step]);
      c60 = v6.fma(b0, c60);
      c61 = v6.fma(b1, c61);
      FloatVector v7 = FloatVector.broadcast(LANES, a[a7 + step]);
      c70 = v7.fma(b0, c70);
      c71 = v7.fma(b1, c71);
      FloatVector v8 = FloatVector.broadcast(LANES, a[a8 + step]);
      c80 = v8.fma(b0, c80);
      c81 = v8.fma(b1, c81);
      FloatVector v9 = FloatVector.broadcast(LANES, a[a9 + step]);
      c90 = v9.fma(b0, c90);
      c91 = v9.fma(b1, c91);
      step += aTermStep;
    }
    int t0 = cAt;
    int t1 = cAt + 1 * cStride;
    int t2 = cAt + 2 * cStride;
    int t3 = cAt + 3 * cStride;
    int t4 = cAt + 4 * cStride;
    int t5 = cAt + 5 * cStride;
    int t6 = cAt + 6 * cStride;
    int t7 = cAt + 7 * cStride;
    int t8 = cAt + 8 * cStride;
    int t9 = cAt + 9 * cStride;
    c00.intoArray(c, t0);
    c01.intoArray(c, t0 + lanes);
    c10.intoArray(c, t1);
    c11.intoArray(c, t1 + lanes);
    c20.intoArray(c, t2);
    c21.intoArray(c, t2 + lanes);
    c30.intoArray(c, t3);
    c31.intoArray(c, t3 + lanes);
    c40.intoArray(c, t4);
    c41.intoArray(c, t4 + lanes);
    c50.intoArray(c, t5);
    c51.intoArray(c, t5 + lanes);
    c60.intoArray(c, t6);
    c61.intoArray(c, t6 + lanes);
    c70.intoArray(c, t7);
    c71.intoArray(c, t7 + lanes);
    c80.intoArray(c, t8);
    c81.intoArray(c, t8 + lanes);
    c90.intoArray(c, t9);
    c91.intoArray(c, t9 + lanes);
  }

  private static void tile4x2(
      int k,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    int lanes = LANES.length();
    int s0 = startAt;
    int s1 = startAt + 1 * startStride;
    int s2 = startAt + 2 * startStride;
    int s3 = startAt + 3 * startStride;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    FloatVector c01 = FloatVector.fromArray(LANES, start, s0 + lanes);
    FloatVector c10 = FloatVector.fromArray(LANES, start, s1);
    FloatVector c11 = FloatVector.fromArray(LANES, start, s1 + lanes);
    FloatVector c20 = FloatVector.fromArray(LANES, start, s2);
    FloatVector c21 = FloatVector.fromArray(LANES, start, s2 + lanes);
    FloatVector c30 = FloatVector.fromArray(LANES, start, s3);
    FloatVector c31 = FloatVector.fromArray(LANES, start, s3 + lanes);
    int a0 = aAt;
    int a1 = aAt + 1 * aRowStep;
    int a2 = aAt + 2 * aRowStep;
    int a3 = aAt + 3 * aRowStep;
    int step = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH + lanes);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + step]);
      c00 = v0.fma(b0, c00);
      c01 = v0.fma(b1, c01);
      FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + step]);
      c10 = v1.fma(b0, c10);
      c11 = v1.fma(b1, c11);
      FloatVector v2 = FloatVector.broadcast(LANES, a[a2 + step]);
      c20 = v2.fma(b0, c20);
      c21 = v2.fma(b1, c21);
      FloatVector v3 = FloatVector.broadcast(LANES, a[a3 + step]);
      c30 = v3.fma(b0, c30);
      c31 = v3.fma(b1, c31);
      step += aTermStep;
    }
    int t0 = cAt;
    int t1 = cAt + 1 * cStride;
    int t2 = cAt + 2 * cStride;
    int t3 = cAt + 3 * cStride;
    c00.intoArray(c, t0);
    c01.intoArray(c, t0 + lanes);
    c10.intoArray(c, t1);
    c11.intoArray(c, t1 + lanes);
    c20.intoArray(c, t2);
    c21.intoArray(c, t2 + lanes);
    c30.intoArray(c, t3);
    c31.intoArray(c, t3 + lanes);
  }

  private static void tile2x2(
      int k,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    int lanes = LANES.length();
    int s0 = startAt;
    int s1 = startAt + 1 * startStride;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    FloatVector c01 = FloatVector.fromArray(LANES, start, s0 + lanes);
    FloatVector c10 = FloatVector.fromArray(LANES, start, s1);
    FloatVector c11 = FloatVector.fromArray(LANES, start, s1 + lanes);
    int a0 = aAt;
    int a1 = aAt + 1 * aRowStep;
    int step = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH + lanes);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + step]);
      c00 = v0.fma(b0, c00);
      c01 = v0.fma(b1, c01);
      FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + step]);
      c10 = v1.fma(b0, c10);
      c11 = v1.fma(b1, c11);
      step += aTermStep;
    }
    int t0 = cAt;
    int t1 = cAt + 1 * cStride;
    c00.intoArray(c, t0);
    c01.intoArray(c, t0 + lanes);
    c10.intoArray(c, t1);
    c11.intoArray(c, t1 + lanes);
  }

  private static void tile1x2(
      int k,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    int lanes = LANES.length();
    int s0 = startAt;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    FloatVector c01 = FloatVector.fromArray(LANES, start, s0 + lanes);
    int a0 = aAt;
    int step = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH + lanes);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + step]);
      c00 = v0.fma(b0, c00);
      c01 = v0.fma(b1, c01);
      step += aTermStep;
    }
    int t0 = cAt;
    c00.intoArray(c, t0);
    c01.intoArray(c, t0 + lanes);
  }

  private static void tile10x1(
      int k,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    int lanes = LANES.length();
    int s0 = startAt;
    int s1 = startAt + 1 * startStride;
    int s2 = startAt + 2 * startStride;
    int s3 = startAt + 3 * startStride;
    int s4 = startAt + 4 * startStride;
    int s5 = startAt + 5 * startStride;
    int s6 = startAt + 6 * startStride;
    int s7 = startAt + 7 * startStride;
    int s8 = startAt + 8 * startStride;
    int s9 = startAt + 9 * startStride;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    FloatVector c10 = FloatVector.fromArray(LANES, start, s1);
    FloatVector c20 = FloatVector.fromArray(LANES, start, s2);
    FloatVector c30 = FloatVector.fromArray(LANES, start, s3);
    FloatVector c40 = FloatVector.fromArray(LANES, start, s4);
    FloatVector c50 = FloatVector.fromArray(LANES, start, s5);
    FloatVector c60 = FloatVector.fromArray(LANES, start, s6);
    FloatVector c70 = FloatVector.fromArray(LANES, start, s7);
    FloatVector c80 = FloatVector.fromArray(LANES, start, s8);
    FloatVector c90 = FloatVector.fromArray(LANES, start, s9);
    int a0 = aAt;
    int a1 = aAt + 1 * aRowStep;
    int a2 = aAt + 2 * aRowStep;
    int a3 = aAt + 3 * aRowStep;
    int a4 = aAt + 4 * aRowStep;
    int a5 = aAt + 5 * aRowStep;
    int a6 = aAt + 6 * aRowStep;
    int a7 = aAt + 7 * aRowStep;
    int a8 = aAt + 8 * aRowStep;
    int a9 = aAt + 9 * aRowStep;
    int step = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + step]);
      c00 = v0.fma(b0, c00);
      FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + step]);
      c10 = v1.fma(b0, c10);
      FloatVector v2 = FloatVector.broadcast(LANES, a[a2 + step]);
      c20 = v2.fma(b0, c20);
      FloatVector v3 = FloatVector.broadcast(LANES, a[a3 + step]);
      c30 = v3.fma(b0, c30);
      FloatVector v4 = FloatVector.broadcast(LANES, a[a4 + step]);
      c40 = v4.fma(b0, c40);
      FloatVector v5 = FloatVector.broadcast(LANES, a[a5 + step]);
      c50 = v5.fma(b0, c50);
      FloatVector v6 = FloatVector.broadcast(LANES, a[a6 + step]);
      c60 = v6.fma(b0, c60);
      FloatVector v7 = FloatVector.broadcast(LANES, a[a7 + step]);
      c70 = v7.fma(b0, c70);
      FloatVector v8 = FloatVector.broadcast(LANES, a[a8 + step]);
      c80 = v8.fma(b0, c80);
      FloatVector v9 = FloatVector.broadcast(LANES, a[a9 + step]);
      c90 = v9.fma(b0, c90);
      step += aTermStep;
    }
    int t0 = cAt;
    int t1 = cAt + 1 * cStride;
    int t2 = cAt + 2 * cStride;
    int t3 = cAt + 3 * cStride;
    int t4 = cAt + 4 * cStride;
    int t5 = cAt + 5 * cStride;
    int t6 = cAt + 6 * cStride;
    int t7 = cAt + 7 * cStride;
    int t8 = cAt + 8 * cStride;
    int t9 = cAt + 9 * cStride;
    c00.intoArray(c, t0);
    c10.intoArray(c, t1);
    c20.intoArray(c, t2);
    c30.intoArray(c, t3);
    c40.intoArray(c, t4);
    c50.intoArray(c, t5);
    c60.intoArray(c, t6);
    c70.intoArray(c, t7);
    c80.intoArray(c, t8);
    c90.intoArray(c, t9);
  }

  private static void tile4x1(
      int k,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    int lanes = LANES.length();
    int s0 = startAt;
    int s1 = startAt + 1 * startStride;
    int s2 = startAt + 2 * startStride;
    int s3 = startAt + 3 * startStride;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    FloatVector c10 = FloatVector.fromArray(LANES, start, s1);
    FloatVector c20 = FloatVector.fromArray(LANES, start, s2);
    FloatVector c30 = FloatVector.fromArray(LANES, start, s3);
    int a0 = aAt;
    int a1 = aAt + 1 * aRowStep;
    int a2 = aAt + 2 * aRowStep;
    int a3 = aAt + 3 * aRowStep;
    int step = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + step]);
      c00 = v0.fma(b0, c00);
      FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + step]);
      c10 = v1.fma(b0, c10);
      FloatVector v2 = FloatVector.broadcast(LANES, a[a2 + step]);
      c20 = v2.fma(b0, c20);
      FloatVector v3 = FloatVector.broadcast(LANES, a[a3 + step]);
      c30 = v3.fma(b0, c30);
      step += aTermStep;
    }
    int t0 = cAt;
    int t1 = cAt + 1 * cStride;
    int t2 = cAt + 2 * cStride;
    int t3 = cAt + 3 * cStride;
    c00.intoArray(c, t0);
    c10.intoArray(c, t1);
    c20.intoArray(c, t2);
    c30.intoArray(c, t3);
  }

  private static void tile2x1(
      int k,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    int lanes = LANES.length();
    int s0 = startAt;
    int s1 = startAt + 1 * startStride;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    FloatVector c10 = FloatVector.fromArray(LANES, start, s1);
    int a0 = aAt;
    int a1 = aAt + 1 * aRowStep;
    int step = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + step]);
      c00 = v0.fma(b0, c00);
      FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + step]);
      c10 = v1.fma(b0, c10);
      step += aTermStep;
    }
    int t0 = cAt;
    int t1 = cAt + 1 * cStride;
    c00.intoArray(c, t0);
    c10.intoArray(c, t1);
  }

  private static void tile1x1(
      int k,
      float[] a,
      int aAt,
      int aRowStep,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int startStride,
      float[] c,
      int cAt,
      int cStride) {
    int lanes = LANES.length();
    int s0 = startAt;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    int a0 = aAt;
    int step = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + p * WIDTH);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + step]);
      c00 = v0.fma(b0, c00);
      step += aTermStep;
    }
    int t0 = cAt;
    c00.intoArray(c, t0);
  }
}
