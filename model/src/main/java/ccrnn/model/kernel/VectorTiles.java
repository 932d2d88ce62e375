package ccrnn.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link VectorGemm}: {@code tileRxV} keeps R rows by V vectors of C in
 * registers while the sums run over k terms. Element (row i, term p) of A is {@code a[aAt + i *
 * aRowStep + p * aTermStep]}; rows of the panel of B are {@value #WIDTH} floats apart. Written out
 * because only local variables stay in registers; five by four is the best of the shapes measured
 * on AVX-512 (130 of 166 GFLOP/s, against 115 for ten by two): it needs the fewest loads and
 * broadcasts per product.
 */
final class VectorTiles {
  static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /** Floats of a vector. */
  static final int LENGTH = LANES.length();

  /** Columns of a panel: four vectors of 16, eight of 8 or sixteen of 4 lanes. */
  static final int WIDTH = 64;

  /** Rows of a tall tile. */
  static final int TALL = 5;

  private VectorTiles() {}

  static void tile5x4(
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
    int s0 = startAt;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    FloatVector c01 = FloatVector.fromArray(LANES, start, s0 + LENGTH);
    FloatVector c02 = FloatVector.fromArray(LANES, start, s0 + 2 * LENGTH);
    FloatVector c03 = FloatVector.fromArray(LANES, start, s0 + 3 * LENGTH);
    int s1 = startAt + startStride;
    FloatVector c10 = FloatVector.fromArray(LANES, start, s1);
    FloatVector c11 = FloatVector.fromArray(LANES, start, s1 + LENGTH);
    FloatVector c12 = FloatVector.fromArray(LANES, start, s1 + 2 * LENGTH);
    FloatVector c13 = FloatVector.fromArray(LANES, start, s1 + 3 * LENGTH);
    int s2 = startAt + 2 * startStride;
    FloatVector c20 = FloatVector.fromArray(LANES, start, s2);
    FloatVector c21 = FloatVector.fromArray(LANES, start, s2 + LENGTH);
    FloatVector c22 = FloatVector.fromArray(LANES, start, s2 + 2 * LENGTH);
    FloatVector c23 = FloatVector.fromArray(LANES, start, s2 + 3 * LENGTH);
    int s3 = startAt + 3 * startStride;
    FloatVector c30 = FloatVector.fromArray(LANES, start, s3);
    FloatVector c31 = FloatVector.fromArray(LANES, start, s3 + LENGTH);
    FloatVector c32 = FloatVector.fromArray(LANES, start, s3 + 2 * LENGTH);
    FloatVector c33 = FloatVector.fromArray(LANES, start, s3 + 3 * LENGTH);
    int s4 = startAt + 4 * startStride;
    FloatVector c40 = FloatVector.fromArray(LANES, start, s4);
    FloatVector c41 = FloatVector.fromArray(LANES, start, s4 + LENGTH);
    FloatVector c42 = FloatVector.fromArray(LANES, start, s4 + 2 * LENGTH);
    FloatVector c43 = FloatVector.fromArray(LANES, start, s4 + 3 * LENGTH);
    int a0 = aAt;
    int a1 = aAt + aRowStep;
    int a2 = aAt + 2 * aRowStep;
    int a3 = aAt + 3 * aRowStep;
    int a4 = aAt + 4 * aRowStep;
    int term = 0;
    for (int p = 0; p < k; p++) {
      int bRow = bAt + p * WIDTH;
      FloatVector b0 = FloatVector.fromArray(LANES, b, bRow);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bRow + LENGTH);
      FloatVector b2 = FloatVector.fromArray(LANES, b, bRow + 2 * LENGTH);
      FloatVector b3 = FloatVector.fromArray(LANES, b, bRow + 3 * LENGTH);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + term]);
      c00 = v0.fma(b0, c00);
      c01 = v0.fma(b1, c01);
      c02 = v0.fma(b2, c02);
      c03 = v0.fma(b3, c03);
      FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + term]);
      c10 = v1.fma(b0, c10);
      c11 = v1.fma(b1, c11);
      c12 = v1.fma(b2, c12);
      c13 = v1.fma(b3, c13);
      FloatVector v2 = FloatVector.broadcast(LANES, a[a2 + term]);
      c20 = v2.fma(b0, c20);
      c21 = v2.fma(b1, c21);
      c22 = v2.fma(b2, c22);
      c23 = v2.fma(b3, c23);
      FloatVector v3 = FloatVector.broadcast(LANES, a[a3 + term]);
      c30 = v3.fma(b0, c30);
      c31 = v3.fma(b1, c31);
      c32 = v3.fma(b2, c32);
      c33 = v3.fma(b3, c33);
      FloatVector v4 = FloatVector.broadcast(LANES, a[a4 + term]);
      c40 = v4.fma(b0, c40);
      c41 = v4.fma(b1, c41);
      c42 = v4.fma(b2, c42);
      c43 = v4.fma(b3, c43);
      term += aTermStep;
    }
    int t0 = cAt;
    c00.intoArray(c, t0);
    c01.intoArray(c, t0 + LENGTH);
    c02.intoArray(c, t0 + 2 * LENGTH);
    c03.intoArray(c, t0 + 3 * LENGTH);
    int t1 = cAt + cStride;
    c10.intoArray(c, t1);
    c11.intoArray(c, t1 + LENGTH);
    c12.intoArray(c, t1 + 2 * LENGTH);
    c13.intoArray(c, t1 + 3 * LENGTH);
    int t2 = cAt + 2 * cStride;
    c20.intoArray(c, t2);
    c21.intoArray(c, t2 + LENGTH);
    c22.intoArray(c, t2 + 2 * LENGTH);
    c23.intoArray(c, t2 + 3 * LENGTH);
    int t3 = cAt + 3 * cStride;
    c30.intoArray(c, t3);
    c31.intoArray(c, t3 + LENGTH);
    c32.intoArray(c, t3 + 2 * LENGTH);
    c33.intoArray(c, t3 + 3 * LENGTH);
    int t4 = cAt + 4 * cStride;
    c40.intoArray(c, t4);
    c41.intoArray(c, t4 + LENGTH);
    c42.intoArray(c, t4 + 2 * LENGTH);
    c43.intoArray(c, t4 + 3 * LENGTH);
  }

  static void tile5x3(
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
    int s0 = startAt;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    FloatVector c01 = FloatVector.fromArray(LANES, start, s0 + LENGTH);
    FloatVector c02 = FloatVector.fromArray(LANES, start, s0 + 2 * LENGTH);
    int s1 = startAt + startStride;
    FloatVector c10 = FloatVector.fromArray(LANES, start, s1);
    FloatVector c11 = FloatVector.fromArray(LANES, start, s1 + LENGTH);
    FloatVector c12 = FloatVector.fromArray(LANES, start, s1 + 2 * LENGTH);
    int s2 = startAt + 2 * startStride;
    FloatVector c20 = FloatVector.fromArray(LANES, start, s2);
    FloatVector c21 = FloatVector.fromArray(LANES, start, s2 + LENGTH);
    FloatVector c22 = FloatVector.fromArray(LANES, start, s2 + 2 * LENGTH);
    int s3 = startAt + 3 * startStride;
    FloatVector c30 = FloatVector.fromArray(LANES, start, s3);
    FloatVector c31 = FloatVector.fromArray(LANES, start, s3 + LENGTH);
    FloatVector c32 = FloatVector.fromArray(LANES, start, s3 + 2 * LENGTH);
    int s4 = startAt + 4 * startStride;
    FloatVector c40 = FloatVector.fromArray(LANES, start, s4);
    FloatVector c41 = FloatVector.fromArray(LANES, start, s4 + LENGTH);
    FloatVector c42 = FloatVector.fromArray(LANES, start, s4 + 2 * LENGTH);
    int a0 = aAt;
    int a1 = aAt + aRowStep;
    int a2 = aAt + 2 * aRowStep;
    int a3 = aAt + 3 * aRowStep;
    int a4 = aAt + 4 * aRowStep;
    int term = 0;
    for (int p = 0; p < k; p++) {
      int bRow = bAt + p * WIDTH;
      FloatVector b0 = FloatVector.fromArray(LANES, b, bRow);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bRow + LENGTH);
      FloatVector b2 = FloatVector.fromArray(LANES, b, bRow + 2 * LENGTH);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + term]);
      c00 = v0.fma(b0, c00);
      c01 = v0.fma(b1, c01);
      c02 = v0.fma(b2, c02);
      FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + term]);
      c10 = v1.fma(b0, c10);
      c11 = v1.fma(b1, c11);
      c12 = v1.fma(b2, c12);
      FloatVector v2 = FloatVector.broadcast(LANES, a[a2 + term]);
      c20 = v2.fma(b0, c20);
      c21 = v2.fma(b1, c21);
      c22 = v2.fma(b2, c22);
      FloatVector v3 = FloatVector.broadcast(LANES, a[a3 + term]);
      c30 = v3.fma(b0, c30);
      c31 = v3.fma(b1, c31);
      c32 = v3.fma(b2, c32);
      FloatVector v4 = FloatVector.broadcast(LANES, a[a4 + term]);
      c40 = v4.fma(b0, c40);
      c41 = v4.fma(b1, c41);
      c42 = v4.fma(b2, c42);
      term += aTermStep;
    }
    int t0 = cAt;
    c00.intoArray(c, t0);
    c01.intoArray(c, t0 + LENGTH);
    c02.intoArray(c, t0 + 2 * LENGTH);
    int t1 = cAt + cStride;
    c10.intoArray(c, t1);
    c11.intoArray(c, t1 + LENGTH);
    c12.intoArray(c, t1 + 2 * LENGTH);
    int t2 = cAt + 2 * cStride;
    c20.intoArray(c, t2);
    c21.intoArray(c, t2 + LENGTH);
    c22.intoArray(c, t2 + 2 * LENGTH);
    int t3 = cAt + 3 * cStride;
    c30.intoArray(c, t3);
    c31.intoArray(c, t3 + LENGTH);
    c32.intoArray(c, t3 + 2 * LENGTH);
    int t4 = cAt + 4 * cStride;
    c40.intoArray(c, t4);
    c41.intoArray(c, t4 + LENGTH);
    c42.intoArray(c, t4 + 2 * LENGTH);
  }

  static void tile5x2(
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
    int s0 = startAt;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    FloatVector c01 = FloatVector.fromArray(LANES, start, s0 + LENGTH);
    int s1 = startAt + startStride;
    FloatVector c10 = FloatVector.fromArray(LANES, start, s1);
    FloatVector c11 = FloatVector.fromArray(LANES, start, s1 + LENGTH);
    int s2 = startAt + 2 * startStride;
    FloatVector c20 = FloatVector.fromArray(LANES, start, s2);
    FloatVector c21 = FloatVector.fromArray(LANES, start, s2 + LENGTH);
    int s3 = startAt + 3 * startStride;
    FloatVector c30 = FloatVector.fromArray(LANES, start, s3);
    FloatVector c31 = FloatVector.fromArray(LANES, start, s3 + LENGTH);
    int s4 = startAt + 4 * startStride;
    FloatVector c40 = FloatVector.fromArray(LANES, start, s4);
    FloatVector c41 = FloatVector.fromArray(LANES, start, s4 + LENGTH);
    int a0 = aAt;
    int a1 = aAt + aRowStep;
    int a2 = aAt + 2 * aRowStep;
    int a3 = aAt + 3 * aRowStep;
    int a4 = aAt + 4 * aRowStep;
    int term = 0;
    for (int p = 0; p < k; p++) {
      int bRow = bAt + p * WIDTH;
      FloatVector b0 = FloatVector.fromArray(LANES, b, bRow);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bRow + LENGTH);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + term]);
      c00 = v0.fma(b0, c00);
      c01 = v0.fma(b1, c01);
      FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + term]);
      c10 = v1.fma(b0, c10);
      c11 = v1.fma(b1, c11);
      FloatVector v2 = FloatVector.broadcast(LANES, a[a2 + term]);
      c20 = v2.fma(b0, c20);
      c21 = v2.fma(b1, c21);
      FloatVector v3 = FloatVector.broadcast(LANES, a[a3 + term]);
      c30 = v3.fma(b0, c30);
      c31 = v3.fma(b1, c31);
      FloatVector v4 = FloatVector.broadcast(LANES, a[a4 + term]);
      c40 = v4.fma(b0, c40);
      c41 = v4.fma(b1, c41);
      term += aTermStep;
    }
    int t0 = cAt;
    c00.intoArray(c, t0);
    c01.intoArray(c, t0 + LENGTH);
    int t1 = cAt + cStride;
    c10.intoArray(c, t1);
    c11.intoArray(c, t1 + LENGTH);
    int t2 = cAt + 2 * cStride;
    c20.intoArray(c, t2);
    c21.intoArray(c, t2 + LENGTH);
    int t3 = cAt + 3 * cStride;
    c30.intoArray(c, t3);
    c31.intoArray(c, t3 + LENGTH);
    int t4 = cAt + 4 * cStride;
    c40.intoArray(c, t4);
    c41.intoArray(c, t4 + LENGTH);
  }

  static void tile5x1(
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
    int s0 = startAt;
    FloatVector c00 = FloatVector.fromArray(LANES, start, s0);
    int s1 = startAt + startStride;
    FloatVector c10 = FloatVector.fromArray(LANES, start, s1);
    int s2 = startAt + 2 * startStride;
    FloatVector c20 = FloatVector.fromArray(LANES, start, s2);
    int s3 = startAt + 3 * startStride;
    FloatVector c30 = FloatVector.fromArray(LANES, start, s3);
    int s4 = startAt + 4 * startStride;
    FloatVector c40 = FloatVector.fromArray(LANES, start, s4);
    int a0 = aAt;
    int a1 = aAt + aRowStep;
    int a2 = aAt + 2 * aRowStep;
    int a3 = aAt + 3 * aRowStep;
    int a4 = aAt + 4 * aRowStep;
    int term = 0;
    for (int p = 0; p < k; p++) {
      int bRow = bAt + p * WIDTH;
      FloatVector b0 = FloatVector.fromArray(LANES, b, bRow);
      FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + term]);
      c00 = v0.fma(b0, c00);
      FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + term]);
      c10 = v1.fma(b0, c10);
      FloatVector v2 = FloatVector.broadcast(LANES, a[a2 + term]);
      c20 = v2.fma(b0, c20);
      FloatVector v3 = FloatVector.broadcast(LANES, a[a3 + term]);
      c30 = v3.fma(b0, c30);
      FloatVector v4 = FloatVector.broadcast(LANES, a[a4 + term]);
      c40 = v4.fma(b0, c40);
      term += aTermStep;
    }
    int t0 = cAt;
    c00.intoArray(c, t0);
    int t1 = cAt + cStride;
    c10.intoArray(c, t1);
    int t2 = cAt + 2 * cStride;
    c20.intoArray(c, t2);
    int t3 = cAt + 3 * cStride;
    c30.intoArray(c, t3);
    int t4 = cAt + 4 * cStride;
    c40.intoArray(c, t4);
  }

  static void tile1x4(
      int k,
      float[] a,
      int aAt,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      float[] c,
      int cAt) {
    FloatVector c00 = FloatVector.fromArray(LANES, start, startAt);
    FloatVector c01 = FloatVector.fromArray(LANES, start, startAt + LENGTH);
    FloatVector c02 = FloatVector.fromArray(LANES, start, startAt + 2 * LENGTH);
    FloatVector c03 = FloatVector.fromArray(LANES, start, startAt + 3 * LENGTH);
    int term = 0;
    for (int p = 0; p < k; p++) {
      int bRow = bAt + p * WIDTH;
      FloatVector b0 = FloatVector.fromArray(LANES, b, bRow);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bRow + LENGTH);
      FloatVector b2 = FloatVector.fromArray(LANES, b, bRow + 2 * LENGTH);
      FloatVector b3 = FloatVector.fromArray(LANES, b, bRow + 3 * LENGTH);
      FloatVector v0 = FloatVector.broadcast(LANES, a[aAt + term]);
      c00 = v0.fma(b0, c00);
      c01 = v0.fma(b1, c01);
      c02 = v0.fma(b2, c02);
      c03 = v0.fma(b3, c03);
      term += aTermStep;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LENGTH);
    c02.intoArray(c, cAt + 2 * LENGTH);
    c03.intoArray(c, cAt + 3 * LENGTH);
  }

  static void tile1x2(
      int k,
      float[] a,
      int aAt,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      float[] c,
      int cAt) {
    FloatVector c00 = FloatVector.fromArray(LANES, start, startAt);
    FloatVector c01 = FloatVector.fromArray(LANES, start, startAt + LENGTH);
    int term = 0;
    for (int p = 0; p < k; p++) {
      int bRow = bAt + p * WIDTH;
      FloatVector b0 = FloatVector.fromArray(LANES, b, bRow);
      FloatVector b1 = FloatVector.fromArray(LANES, b, bRow + LENGTH);
      FloatVector v0 = FloatVector.broadcast(LANES, a[aAt + term]);
      c00 = v0.fma(b0, c00);
      c01 = v0.fma(b1, c01);
      term += aTermStep;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LENGTH);
  }

  static void tile1x1(
      int k,
      float[] a,
      int aAt,
      int aTermStep,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      float[] c,
      int cAt) {
    FloatVector c00 = FloatVector.fromArray(LANES, start, startAt);
    int term = 0;
    for (int p = 0; p < k; p++) {
      int bRow = bAt + p * WIDTH;
      FloatVector b0 = FloatVector.fromArray(LANES, b, bRow);
      FloatVector v0 = FloatVector.broadcast(LANES, a[aAt + term]);
      c00 = v0.fma(b0, c00);
      term += aTermStep;
    }
    c00.intoArray(c, cAt);
  }
}
