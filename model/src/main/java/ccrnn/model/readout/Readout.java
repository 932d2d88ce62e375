package ccrnn.model.readout;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Linear;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Streams;
import org.ejml.data.FMatrixRMaj;

/** {@code y = W_o h + b_o}, as published in the code. */
public final class Readout {
  private static final String WEIGHT = "readout.weight";
  private static final String BIAS = "readout.bias";

  private final Parameters parameters;
  private final Linear linear;

  /**
   * Binds the readout to its parameters.
   *
   * @param parameters with the blocks of {@link #declare}
   * @param kernel of the hot loops
   * @param mostRows most rows at once
   */
  public Readout(Parameters parameters, Kernel kernel, int mostRows) {
    this.parameters = parameters;
    this.linear = new Linear(parameters, kernel, mostRows, WEIGHT, BIAS);
  }

  /**
   * Declares the blocks of a readout.
   *
   * @param layout gets the blocks
   * @param units H
   * @param outputs O
   */
  public static void declare(Layout.Builder layout, int units, int outputs) {
    layout.add(WEIGHT, outputs, units).add(BIAS, outputs, 1);
  }

  /**
   * Draws initial weights and biases, uniform within 1 / sqrt(H), as published in the code.
   *
   * @param streams of the trial's seed
   */
  public void initialise(Streams streams) {
    double bound = 1 / StrictMath.sqrt(linear.in());
    int index = 0;
    for (String name : new String[] {WEIGHT, BIAS}) {
      Block block = parameters.layout().block(name);
      streams.stream(Purpose.READOUT_WEIGHTS, index++)
          .fillUniform(parameters.values(), block.offset(), block.length(), bound);
    }
  }

  /** Takes over the present values of the parameters; due after every change of them. */
  public void pack() {
    linear.pack();
  }

  /**
   * y = h W_oᵀ + b_o.
   *
   * @param rows how many rows
   * @param h columns H; rows from {@code hRow} on are read, not modified
   * @param hRow first row of h
   * @param y columns O; rows from {@code yRow} on are modified
   * @param yRow first row of y
   */
  public void forward(int rows, FMatrixRMaj h, int hRow, FMatrixRMaj y, int yRow) {
    linear.forward(rows, h, hRow, y, yRow);
  }

  /**
   * Writes the gradients of the readout and the gradient at its inputs.
   *
   * @param rows how many rows from the first on; with none the gradients are zero
   * @param h columns H, of the forward pass, not modified
   * @param dy columns O, not modified
   * @param dh columns H, modified
   */
  public void backward(int rows, FMatrixRMaj h, FMatrixRMaj dy, FMatrixRMaj dh) {
    linear.gradients(rows, h, 0, dy, 0);
    linear.backward(rows, dy, 0, dh, 0);
  }
}
