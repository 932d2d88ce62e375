package ccrnn.model.parameter;

import ccrnn.model.kernel.Gemm;

/**
 * y = x Wᵀ + b over many rows, with W: out x in and b: out among the parameters. Forward and
 * backward of every layer. Weights are packed once per update ({@link #pack}).
 */
public final class Linear {
  private final Parameters parameters;
  private final Gemm gemm;
  private final Block weight;
  private final int in;
  private final int out;
  private final float[] bias;
  private final int[] biasOffsets;
  private final float[] zeros;
  private final Gemm.Packed forward;
  private final Gemm.Packed backward;
  private final Gemm.Packed inputs;

  /**
   * Binds a layer to its parameters.
   *
   * @param parameters holds the blocks
   * @param gemm does the products
   * @param mostRows most rows of x that {@link #gradients} is called with
   * @param weight name of W: out x in
   * @param biases names of biases, each out x 1, that are added up (an LSTM has two); may be none
   */
  public Linear(Parameters parameters, Gemm gemm, int mostRows, String weight, String... biases) {
    this.parameters = parameters;
    this.gemm = gemm;
    this.weight = parameters.layout().block(weight);
    this.in = this.weight.columns();
    this.out = this.weight.rows();
    this.bias = new float[out];
    this.biasOffsets = new int[biases.length];
    for (int i = 0; i < biases.length; i++) {
      biasOffsets[i] = parameters.layout().block(biases[i]).offset();
    }
    this.zeros = new float[Math.max(in, out)];
    this.forward = gemm.allocate(in, out);
    this.backward = gemm.allocate(out, in);
    this.inputs = gemm.allocate(mostRows, in);
  }

  /** Takes over the present values of the parameters; due after every change of them. */
  public void pack() {
    float[] values = parameters.values();
    gemm.packTransposed(values, weight.offset(), in, forward);
    gemm.pack(out, values, weight.offset(), in, backward);
    for (int j = 0; j < out; j++) {
      float sum = 0;
      for (int offset : biasOffsets) {
        sum += values[offset + j];
      }
      bias[j] = sum;
    }
  }

  /**
   * y = x Wᵀ + b.
   *
   * @param rows rows of x and y
   * @param x rows x in, from {@code xAt}, not modified
   * @param xAt index of the first element of x
   * @param y rows x out, from {@code yAt}, modified
   * @param yAt index of the first element of y
   */
  public void forward(int rows, float[] x, int xAt, float[] y, int yAt) {
    gemm.multiply(rows, x, xAt, in, forward, bias, 0, 0, y, yAt, out);
  }

  /**
   * y += x Wᵀ, without the bias.
   *
   * @param rows rows of x and y
   * @param x rows x in, from {@code xAt}, not modified
   * @param xAt index of the first element of x
   * @param y rows x out, from {@code yAt}, modified
   * @param yAt index of the first element of y
   */
  public void addForward(int rows, float[] x, int xAt, float[] y, int yAt) {
    gemm.multiply(rows, x, xAt, in, forward, y, yAt, out, y, yAt, out);
  }

  /**
   * dx = dy W.
   *
   * @param rows rows of dy and dx
   * @param dy rows x out, from {@code dyAt}, not modified
   * @param dyAt index of the first element of dy
   * @param dx rows x in, from {@code dxAt}, modified
   * @param dxAt index of the first element of dx
   */
  public void backward(int rows, float[] dy, int dyAt, float[] dx, int dxAt) {
    gemm.multiply(rows, dy, dyAt, out, backward, zeros, 0, 0, dx, dxAt, in);
  }

  /**
   * Writes the gradients: dW = dyᵀ x, db = sum of the rows of dy.
   *
   * @param rows rows of x and dy, 1 or more
   * @param x rows x in, from {@code xAt}, not modified
   * @param xAt index of the first element of x
   * @param dy rows x out, from {@code dyAt}, not modified
   * @param dyAt index of the first element of dy
   */
  public void gradients(int rows, float[] x, int xAt, float[] dy, int dyAt) {
    float[] gradients = parameters.gradients();
    gemm.pack(rows, x, xAt, in, inputs);
    gemm.multiplyTransposed(
        out, dy, dyAt, out, inputs, zeros, 0, 0, gradients, weight.offset(), in);
    if (biasOffsets.length > 0) {
      int first = biasOffsets[0];
      java.util.Arrays.fill(gradients, first, first + out, 0f);
      for (int row = 0; row < rows; row++) {
        int at = dyAt + row * out;
        for (int j = 0; j < out; j++) {
          gradients[first + j] += dy[at + j];
        }
      }
      for (int i = 1; i < biasOffsets.length; i++) {
        System.arraycopy(gradients, first, gradients, biasOffsets[i], out);
      }
    }
  }

  /**
   * Counts the inputs.
   *
   * @return columns of x
   */
  public int in() {
    return in;
  }

  /**
   * Counts the outputs.
   *
   * @return columns of y
   */
  public int out() {
    return out;
  }
}
