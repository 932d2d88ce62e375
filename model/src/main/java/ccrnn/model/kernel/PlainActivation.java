package ccrnn.model.kernel;

/** Activation functions in ordinary Java. */
final class PlainActivation implements Activation {
  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Polynomials.sigmoid(x[xAt + i]);
    }
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Polynomials.tanh(x[xAt + i]);
    }
  }
}
