package ccrnn.model.parameter;

import ccrnn.model.kernel.Elementwise;
import ccrnn.model.kernel.Gemm;
import ccrnn.model.kernel.Kernel;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * y = x Wᵀ + b over many rows, with W: out x in and b: out among the parameters. Forward and
 * backward of every layer. Weights are packed once per update ({@link #pack}).
 */
public final class Linear {
  private final Parameters parameters;
  private final Gemm gemm;
  private final Elementwise elementwise;
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
   * @param kernel carrier of the hot loops
   * @param mostRows most rows of x that {@link #gradients} is called with
   * @param weight name of W: out x in
   * @param biases names of biases, each out x 1, that are added up (an LSTM has two); may be none
   */
  public Linear(
      Parameters parameters, Kernel kernel, int mostRows, String weight, String... biases) {
    this.parameters = parameters;
    this.gemm = kernel.gemm();
    this.elementwise = kernel.elementwise();
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
   * @param rows how many rows
   * @param x columns: in; rows from {@code xRow} on are read, not modified
   * @param xRow first row of x
   * @param y columns: out; rows from {@code yRow} on are modified
   * @param yRow first row of y
   */
  public void forward(int rows, FMatrixRMaj x, int xRow, FMatrixRMaj y, int yRow) {
    require(rows, x, xRow, in);
    require(rows, y, yRow, out);
    gemm.multiply(rows, x.data, xRow * in, in, forward, bias, 0, 0, y.data, yRow * out, out);
  }

  /**
   * y += x Wᵀ, without the bias.
   *
   * @param rows how many rows
   * @param x columns: in; rows from {@code xRow} on are read, not modified
   * @param xRow first row of x
   * @param y columns: out; rows from {@code yRow} on are modified
   * @param yRow first row of y
   */
  public void addForward(int rows, FMatrixRMaj x, int xRow, FMatrixRMaj y, int yRow) {
    require(rows, x, xRow, in);
    require(rows, y, yRow, out);
    int yAt = yRow * out;
    gemm.multiply(rows, x.data, xRow * in, in, forward, y.data, yAt, out, y.data, yAt, out);
  }

  /**
   * dx = dy W.
   *
   * @param rows how many rows; with none nothing is modified
   * @param dy columns: out; rows from {@code dyRow} on are read, not modified
   * @param dyRow first row of dy
   * @param dx columns: in; rows from {@code dxRow} on are modified
   * @param dxRow first row of dx
   */
  public void backward(int rows, FMatrixRMaj dy, int dyRow, FMatrixRMaj dx, int dxRow) {
    require(rows, dy, dyRow, out);
    require(rows, dx, dxRow, in);
    if (rows == 0) {
      return;
    }
    gemm.multiply(rows, dy.data, dyRow * out, out, backward, zeros, 0, 0, dx.data, dxRow * in, in);
  }

  /**
   * Writes the gradients: dW = dyᵀ x, db = sum of the rows of dy.
   *
   * @param rows how many rows; with none the gradients are zero
   * @param x columns: in; rows from {@code xRow} on are read, not modified
   * @param xRow first row of x
   * @param dy columns: out; rows from {@code dyRow} on are read, not modified
   * @param dyRow first row of dy
   */
  public void gradients(int rows, FMatrixRMaj x, int xRow, FMatrixRMaj dy, int dyRow) {
    require(rows, x, xRow, in);
    require(rows, dy, dyRow, out);
    float[] gradients = parameters.gradients();
    if (rows == 0) {
      Arrays.fill(gradients, weight.offset(), weight.end(), 0f);
    } else {
      gemm.pack(rows, x.data, xRow * in, in, inputs);
      gemm.multiplyTransposed(
          out, dy.data, dyRow * out, out, inputs, zeros, 0, 0, gradients, weight.offset(), in);
    }
    if (biasOffsets.length > 0) {
      int first = biasOffsets[0];
      elementwise.sumRows(rows, out, dy.data, dyRow * out, gradients, first);
      for (int i = 1; i < biasOffsets.length; i++) {
        System.arraycopy(gradients, first, gradients, biasOffsets[i], out);
      }
    }
  }

  private static void require(int rows, FMatrixRMaj matrix, int row, int columns) {
    if (matrix.numCols != columns || row < 0 || row + rows > matrix.numRows) {
      throw new IllegalArgumentException(
          "rows %d to %d of %d columns are asked of a matrix of %d x %d"
              .formatted(row, row + rows, columns, matrix.numRows, matrix.numCols));
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
