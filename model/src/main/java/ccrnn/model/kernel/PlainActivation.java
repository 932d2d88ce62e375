package ccrnn.model.kernel;

/**
 * Activation functions in ordinary Java, in loops that the JIT compiler vectorises: no branches,
 * one store, every array from its beginning on (JDK 17 does not vectorise loops with offsets).
 */
final class PlainActivation implements Activation {
  /** Elements that are copied aside at once: long loops, within the first-level cache. */
  private static final int PIECE = 4096;

  private final float[] piece = new float[PIECE];

  /** y may be x. */
  private static void sigmoid(int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = Polynomials.sigmoid(x[i]);
    }
  }

  /** y may be x. */
  private static void tanh(int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = Polynomials.tanh(x[i]);
    }
  }

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    if (xAt == 0 && yAt == 0) {
      sigmoid(n, x, y);
      return;
    }
    for (int from = 0; from < n; from += PIECE) {
      int length = Math.min(PIECE, n - from);
      System.arraycopy(x, xAt + from, piece, 0, length);
      sigmoid(length, piece, piece);
      System.arraycopy(piece, 0, y, yAt + from, length);
    }
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    if (xAt == 0 && yAt == 0) {
      tanh(n, x, y);
      return;
    }
    for (int from = 0; from < n; from += PIECE) {
      int length = Math.min(PIECE, n - from);
      System.arraycopy(x, xAt + from, piece, 0, length);
      tanh(length, piece, piece);
      System.arraycopy(piece, 0, y, yAt + from, length);
    }
  }

  @Override
  public void gates(int rows, int units, float[] gates, int at) {
    int stride = 4 * units;
    int most = PIECE / (2 * units);
    if (most == 0) {
      for (int i = at; i < at + rows * stride; i += stride) {
        sigmoid(2 * units, gates, i, gates, i);
        tanh(units, gates, i + 2 * units, gates, i + 2 * units);
        sigmoid(units, gates, i + 3 * units, gates, i + 3 * units);
      }
      return;
    }
    for (int row = 0; row < rows; row += most) {
      int tall = Math.min(most, rows - row);
      int i = at + row * stride;
      Tile.gather(tall, 2 * units, gates, i, stride, piece);
      sigmoid(tall * 2 * units, piece, piece);
      Tile.scatter(tall, 2 * units, piece, gates, i, stride);
      Tile.gather(tall, units, gates, i + 2 * units, stride, piece);
      tanh(tall * units, piece, piece);
      Tile.scatter(tall, units, piece, gates, i + 2 * units, stride);
      Tile.gather(tall, units, gates, i + 3 * units, stride, piece);
      sigmoid(tall * units, piece, piece);
      Tile.scatter(tall, units, piece, gates, i + 3 * units, stride);
    }
  }
}
