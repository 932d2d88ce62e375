package ccrnn.model.kernel;

/** Copies rows of a matrix to the beginning of an array, side by side, and back. */
final class Tile {
  private Tile() {}

  /** Copies rows x columns elements of a matrix. */
  static void gather(int rows, int columns, float[] from, int at, int stride, float[] to) {
    if (columns == stride) {
      System.arraycopy(from, at, to, 0, rows * columns);
      return;
    }
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, at + r * stride, to, r * columns, columns);
    }
  }

  /** Copies them back. */
  static void scatter(int rows, int columns, float[] from, float[] to, int at, int stride) {
    if (columns == stride) {
      System.arraycopy(from, 0, to, at, rows * columns);
      return;
    }
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, r * columns, to, at + r * stride, columns);
    }
  }
}
