package ccrnn.model.kernel;

/**
 * Activation functions in ordinary Java, in loops that the JIT compiler vectorises: no branches,
 * one store, every array from its beginning on (JDK 17 does not vectorise loops with offsets).
 */
final class PlainActivation implements Activation {
  /** Elements that are copied aside at once: long loops, within the first-level cache. */
  private static final int PIECE = 4096;

  private static final Loop SIGMOID = PlainActivation::sigmoid;
  private static final Loop TANH = PlainActivation::tanh;

  private final float[] piece = new float[PIECE];

  /** y = f(x) from the first elements on; y may be x. */
  private interface Loop {
    void apply(int n, float[] x, float[] y);
  }

  private static void sigmoid(int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = Polynomials.sigmoid(x[i]);
    }
  }

  private static void tanh(int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = Polynomials.tanh(x[i]);
    }
  }

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    apply(SIGMOID, n, x, xAt, y, yAt);
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    apply(TANH, n, x, xAt, y, yAt);
  }

  private void apply(Loop loop, int n, float[] x, int xAt, float[] y, int yAt) {
    if (xAt == 0 && yAt == 0) {
      loop.apply(n, x, y);
      return;
    }
    for (int from = 0; from < n; from += PIECE) {
      int length = Math.min(PIECE, n - from);
      System.arraycopy(x, xAt + from, piece, 0, length);
      loop.apply(length, piece, piece);
      System.arraycopy(piece, 0, y, yAt + from, length);
    }
  }

  @Override
  public void gates(int rows, int units, float[] gates, int at) {
    int stride = 4 * units;
    columns(SIGMOID, rows, 2 * units, gates, at, stride);
    columns(TANH, rows, units, gates, at + 2 * units, stride);
    columns(SIGMOID, rows, units, gates, at + 3 * units, stride);
  }

  /** Some columns of a matrix, in place: as many rows at once as fit. */
  private void columns(Loop loop, int rows, int columns, float[] x, int at, int stride) {
    int most = PIECE / columns;
    if (most <= 1) {
      for (int r = 0; r < rows; r++) {
        apply(loop, columns, x, at + r * stride, x, at + r * stride);
      }
      return;
    }
    for (int first = 0; first < rows; first += most) {
      int height = Math.min(most, rows - first);
      Tile.gather(height, columns, x, at + first * stride, stride, piece);
      loop.apply(height * columns, piece, piece);
      Tile.scatter(height, columns, piece, x, at + first * stride, stride);
    }
  }
}
