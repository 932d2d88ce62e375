package ccrnn.model.kernel;

/**
 * Products on the Vector API. B lies in panels of {@value #WIDTH} columns; a tile of C, some rows
 * by two vectors, stays in registers while the sums run. Long sums are cut into pieces that fit the
 * first-level cache: a piece continues the chain that the one before it stored.
 */
final class VectorGemm implements Gemm {
  /**
   * Terms of the sums per piece: a panel of 128 x 64 floats, 32 KiB, stays in the first-level
   * cache.
   */
  private static final int DEPTH = 128;

  /** Vectors of the widest tile: 8 lanes come with 16 registers, 16 and 4 lanes with 32. */
  private static final int WIDEST = VectorTiles.LENGTH == 8 ? 2 : 4;

  private final float[] edge = new float[VectorTiles.TALL * VectorTiles.WIDTH];

  /** Panels of B: column j of row p is element {@code (j / 64 * capacity + p) * 64 + j % 64}. */
  private static final class Panels implements Packed {
    private final float[] data;
    private final int capacity;
    private final int columns;
    private int used;

    Panels(int rows, int columns) {
      this.capacity = rows;
      this.columns = columns;
      this.used = rows;
      this.data =
          new float
              [(columns + VectorTiles.WIDTH - 1) / VectorTiles.WIDTH * rows * VectorTiles.WIDTH];
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
    for (int j = 0; j < packed.columns; j += VectorTiles.WIDTH) {
      int width = Math.min(VectorTiles.WIDTH, packed.columns - j);
      int target = j * packed.capacity;
      for (int p = 0; p < rows; p++) {
        System.arraycopy(
            b, at + p * stride + j, packed.data, target + p * VectorTiles.WIDTH, width);
      }
    }
  }

  @Override
  public void packTransposed(float[] w, int at, int stride, Packed into) {
    Panels packed = (Panels) into;
    packed.used = packed.capacity;
    for (int j = 0; j < packed.columns; j += VectorTiles.WIDTH) {
      int width = Math.min(VectorTiles.WIDTH, packed.columns - j);
      int target = j * packed.capacity;
      for (int p = 0; p < packed.used; p++) {
        int source = at + j * stride + p;
        for (int column = target; column < target + width; column++) {
          packed.data[column] = w[source];
          source += stride;
        }
        target += VectorTiles.WIDTH;
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
      for (int j = 0; j < b.columns; j += VectorTiles.WIDTH) {
        int width = Math.min(VectorTiles.WIDTH, b.columns - j);
        int panel = j * b.capacity + p * VectorTiles.WIDTH;
        int rows;
        for (int i = 0; i < m; i += rows) {
          rows = m - i >= VectorTiles.TALL ? VectorTiles.TALL : 1;
          int aTile = aAt + i * aRowStep + p * aTermStep;
          int fromTile = fromAt + i * fromStride + j;
          int cTile = cAt + i * cStride + j;
          if (width % VectorTiles.LENGTH == 0) {
            strip(
                rows,
                width,
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
            // The last vector would reach beyond the row: the tile is made aside and copied.
            for (int r = 0; r < rows; r++) {
              int at = fromTile + r * fromStride;
              System.arraycopy(from, at, edge, r * VectorTiles.WIDTH, width);
            }
            strip(
                rows,
                width,
                depth,
                a,
                aTile,
                aRowStep,
                aTermStep,
                b.data,
                panel,
                edge,
                0,
                VectorTiles.WIDTH,
                edge,
                0,
                VectorTiles.WIDTH);
            for (int r = 0; r < rows; r++) {
              System.arraycopy(edge, r * VectorTiles.WIDTH, c, cTile + r * cStride, width);
            }
          }
        }
      }
      from = c;
      fromAt = cAt;
      fromStride = cStride;
    }
  }

  /** Tiles side by side, over the vectors that cover {@code width} columns of a panel. */
  private static void strip(
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
    int vectors = (width + VectorTiles.LENGTH - 1) / VectorTiles.LENGTH;
    int done = 0;
    while (done < vectors) {
      int wide = Math.min(vectors - done, WIDEST);
      int j = done * VectorTiles.LENGTH;
      int s = startAt + j;
      int t = cAt + j;
      int bTile = bAt + j;
      if (rows == VectorTiles.TALL) {
        switch (wide) {
          case 4 ->
              VectorTiles.tile5x4(
                  k, a, aAt, aRowStep, aTermStep, b, bTile, start, s, startStride, c, t, cStride);
          case 3 ->
              VectorTiles.tile5x3(
                  k, a, aAt, aRowStep, aTermStep, b, bTile, start, s, startStride, c, t, cStride);
          case 2 ->
              VectorTiles.tile5x2(
                  k, a, aAt, aRowStep, aTermStep, b, bTile, start, s, startStride, c, t, cStride);
          default ->
              VectorTiles.tile5x1(
                  k, a, aAt, aRowStep, aTermStep, b, bTile, start, s, startStride, c, t, cStride);
        }
      } else {
        wide = wide == 3 ? 2 : wide;
        switch (wide) {
          case 4 -> VectorTiles.tile1x4(k, a, aAt, aTermStep, b, bTile, start, s, c, t);
          case 2 -> VectorTiles.tile1x2(k, a, aAt, aTermStep, b, bTile, start, s, c, t);
          default -> VectorTiles.tile1x1(k, a, aAt, aTermStep, b, bTile, start, s, c, t);
        }
      }
      done += wide;
    }
  }
}
