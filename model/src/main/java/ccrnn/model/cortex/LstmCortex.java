package ccrnn.model.cortex;

import ccrnn.model.kernel.Activation;
import ccrnn.model.kernel.Elementwise;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Initializer;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Linear;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Streams;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * Long short-term memory in PyTorch's convention, gates in the order i, f, g, o and two biases, as
 * published in the code:
 *
 * <pre>
 * [i f g o] = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh
 * c_t = sigmoid(f) c_{t-1} + sigmoid(i) tanh(g)
 * h_t = sigmoid(o) tanh(c_t)
 * </pre>
 */
public final class LstmCortex implements Cortex {
  private static final int GATES = 4;

  private final Parameters parameters;
  private final Activation activation;
  private final Elementwise elementwise;
  private final int units;
  private final Linear fromInput;
  private final Linear fromState;

  // Stacked rows S x B.
  private final FMatrixRMaj x; // I
  private final FMatrixRMaj gates; // 4 H, after their activation functions: i f g o
  private final FMatrixRMaj hPrevious; // H
  private final FMatrixRMaj cPrevious; // H
  private final FMatrixRMaj tanhC; // H
  private final FMatrixRMaj h; // H
  private final FMatrixRMaj dGates; // 4 H, before the activation functions

  private final FMatrixRMaj c; // B x H, of the present step
  private final FMatrixRMaj boundaries; // R + N B x D

  // Of the last forward.
  private Truncations truncations;
  private boolean fromZero;

  private final FMatrixRMaj dh; // N B x H
  private final FMatrixRMaj dc; // N B x H

  /**
   * Binds the cortex to its parameters and allocates the memory of a batch.
   *
   * @param parameters with the blocks of {@link #declare}
   * @param kernel of the hot loops
   * @param most the longest sequences, cut into the most truncations
   * @param batch most sequences at once
   */
  public LstmCortex(Parameters parameters, Kernel kernel, Truncations most, int batch) {
    this.parameters = parameters;
    this.activation = kernel.activation();
    this.elementwise = kernel.elementwise();
    int rows = most.steps() * batch;
    fromInput =
        new Linear(
            parameters, kernel, rows, Blocks.WEIGHT_INPUT, Blocks.BIAS_INPUT, Blocks.BIAS_STATE);
    fromState = new Linear(parameters, kernel, rows, Blocks.WEIGHT_STATE);
    units = fromState.in();
    x = new FMatrixRMaj(rows, fromInput.in());
    gates = new FMatrixRMaj(rows, GATES * units);
    hPrevious = new FMatrixRMaj(rows, units);
    cPrevious = new FMatrixRMaj(rows, units);
    tanhC = new FMatrixRMaj(rows, units);
    h = new FMatrixRMaj(rows, units);
    dGates = new FMatrixRMaj(rows, GATES * units);
    c = new FMatrixRMaj(batch, units);
    boundaries = new FMatrixRMaj((1 + most.count()) * batch, stateWidth());
    dh = new FMatrixRMaj(most.count() * batch, units);
    dc = new FMatrixRMaj(most.count() * batch, units);
  }

  /**
   * Declares the blocks of an LSTM.
   *
   * @param layout gets the blocks
   * @param inputs I
   * @param units H
   */
  public static void declare(Layout.Builder layout, int inputs, int units) {
    Blocks.declare(layout, inputs, units, GATES);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int stateWidth() {
    return 2 * units;
  }

  @Override
  public void initialise(Initializer weights, double scale, Streams streams) {
    Blocks.initialise(parameters, weights, scale, streams, units);
  }

  @Override
  public void pack() {
    fromInput.pack();
    fromState.pack();
  }

  @Override
  public void forward(Truncations truncations, int batch, FMatrixRMaj input, FMatrixRMaj start) {
    this.truncations = truncations;
    fromZero = start == null;
    int starts = start(batch, start);
    Blocks.stack(truncations, batch, input, x);
    fromInput.forward(truncations.steps() * batch, x, 0, gates, 0);
    for (int t = 0; t < truncations.steps(); t++) {
      int row = truncations.position(t) * batch;
      if (t > 0 || !fromZero) {
        fromState.addForward(batch, hPrevious, row, gates, row);
      }
      cell(batch, row);
      if (t + 1 < truncations.steps()) {
        int next = truncations.position(t + 1) * batch * units;
        System.arraycopy(h.data, row * units, hPrevious.data, next, batch * units);
        System.arraycopy(c.data, 0, cPrevious.data, next, batch * units);
      }
      if (truncations.endsTruncation(t)) {
        int boundary = starts + truncations.truncationOf(t) * batch;
        for (int b = 0; b < batch; b++) {
          int at = (boundary + b) * stateWidth();
          System.arraycopy(h.data, (row + b) * units, boundaries.data, at, units);
          System.arraycopy(c.data, b * units, boundaries.data, at + units, units);
        }
      }
    }
  }

  /** Puts the state before step 0 in place; returns R, its rows among the boundaries. */
  private int start(int batch, FMatrixRMaj start) {
    if (start == null) {
      Arrays.fill(cPrevious.data, 0, batch * units, 0f);
      Arrays.fill(boundaries.data, 0, stateWidth(), 0f);
      return 1;
    }
    System.arraycopy(start.data, 0, boundaries.data, 0, batch * stateWidth());
    // Step 0 comes first among the stacked rows.
    for (int b = 0; b < batch; b++) {
      System.arraycopy(start.data, b * 2 * units, hPrevious.data, b * units, units);
      System.arraycopy(start.data, (b * 2 + 1) * units, cPrevious.data, b * units, units);
    }
    return batch;
  }

  /** The second and third line of the class comment, for B rows from {@code row} on. */
  private void cell(int batch, int row) {
    float[] gates = this.gates.data;
    int first = row * GATES * units;
    activation.gates(batch, units, gates, first);
    elementwise.lstmCell(batch, units, gates, first, cPrevious.data, row * units, c.data);
    activation.tanh(batch * units, c.data, 0, tanhC.data, row * units);
    elementwise.lstmOutput(batch, units, gates, first, tanhC.data, h.data, row * units);
  }

  @Override
  public FMatrixRMaj outputs() {
    return h;
  }

  @Override
  public FMatrixRMaj boundaries() {
    return boundaries;
  }

  @Override
  public void backward(int batch, FMatrixRMaj dOutputs, FMatrixRMaj dEnds, FMatrixRMaj dStarts) {
    int starts = truncations.count() * batch;
    split(starts, dEnds);
    for (int offset = truncations.horizon() - 1; offset >= 0; offset--) {
      int row = truncations.firstPosition(offset) * batch;
      int rows = truncations.countWith(offset) * batch;
      elementwise.lstmBackward(
          rows,
          units,
          gates.data,
          cPrevious.data,
          tanhC.data,
          dOutputs.data,
          row,
          dh.data,
          dc.data,
          dGates.data);
      if (offset > 0 || dStarts != null) {
        fromState.backward(rows, dGates, row, dh, 0);
      }
    }
    if (dStarts != null) {
      join(starts, dStarts);
    }
    int all = truncations.steps() * batch;
    fromInput.gradients(all, x, 0, dGates, 0);
    // The rows of step 0 come first; a zero state before it adds nothing.
    int first = fromZero ? batch : 0;
    fromState.gradients(all - first, hPrevious, first, dGates, first);
  }

  @Override
  public void backwardToInput(int batch, FMatrixRMaj dInput) {
    fromInput.backward(truncations.steps() * batch, dGates, 0, dInput, 0);
  }

  private void split(int rows, FMatrixRMaj dEnds) {
    if (dEnds == null) {
      Arrays.fill(dh.data, 0, rows * units, 0f);
      Arrays.fill(dc.data, 0, rows * units, 0f);
      return;
    }
    for (int r = 0; r < rows; r++) {
      System.arraycopy(dEnds.data, r * 2 * units, dh.data, r * units, units);
      System.arraycopy(dEnds.data, (r * 2 + 1) * units, dc.data, r * units, units);
    }
  }

  private void join(int rows, FMatrixRMaj dStarts) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(dh.data, r * units, dStarts.data, r * 2 * units, units);
      System.arraycopy(dc.data, r * units, dStarts.data, (r * 2 + 1) * units, units);
    }
  }
}
