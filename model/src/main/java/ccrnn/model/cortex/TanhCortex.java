package ccrnn.model.cortex;

import ccrnn.model.kernel.Activation;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Initializer;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Linear;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Streams;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * Simple recurrent network, as published in the code: {@code h_t = tanh(W_ih x_t + b_ih + W_hh
 * h_{t-1} + b_hh)}.
 */
public final class TanhCortex implements Cortex {
  private final Parameters parameters;
  private final Activation activation;
  private final int units;
  private final Linear fromInput;
  private final Linear fromState;

  // Stacked rows S x B.
  private final FMatrixRMaj x; // I
  private final FMatrixRMaj hPrevious; // H
  private final FMatrixRMaj h; // H
  private final FMatrixRMaj dSums; // H, before tanh

  private final FMatrixRMaj boundaries; // R + N B x H

  // Of the last forward.
  private Truncations truncations;
  private boolean fromZero;

  private final FMatrixRMaj dh; // N B x H

  /**
   * Binds the cortex to its parameters and allocates the memory of a batch.
   *
   * @param parameters with the blocks of {@link #declare}
   * @param kernel of the hot loops
   * @param most the longest sequences, cut into the most truncations
   * @param batch most sequences at once
   */
  public TanhCortex(Parameters parameters, Kernel kernel, Truncations most, int batch) {
    this.parameters = parameters;
    this.activation = kernel.activation();
    int rows = most.steps() * batch;
    fromInput =
        new Linear(
            parameters, kernel, rows, Blocks.WEIGHT_INPUT, Blocks.BIAS_INPUT, Blocks.BIAS_STATE);
    fromState = new Linear(parameters, kernel, rows, Blocks.WEIGHT_STATE);
    units = fromState.in();
    x = new FMatrixRMaj(rows, fromInput.in());
    hPrevious = new FMatrixRMaj(rows, units);
    h = new FMatrixRMaj(rows, units);
    dSums = new FMatrixRMaj(rows, units);
    boundaries = new FMatrixRMaj((1 + most.count()) * batch, units);
    dh = new FMatrixRMaj(most.count() * batch, units);
  }

  /**
   * Declares the blocks of a simple recurrent network.
   *
   * @param layout gets the blocks
   * @param inputs I
   * @param units H
   */
  public static void declare(Layout.Builder layout, int inputs, int units) {
    Blocks.declare(layout, inputs, units, 1);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int stateWidth() {
    return units;
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
    int starts = fromZero ? 1 : batch;
    if (fromZero) {
      Arrays.fill(boundaries.data, 0, units, 0f);
    } else {
      System.arraycopy(start.data, 0, boundaries.data, 0, batch * units);
      // Step 0 comes first among the stacked rows.
      System.arraycopy(start.data, 0, hPrevious.data, 0, batch * units);
    }
    Blocks.stack(truncations, batch, input, x);
    fromInput.forward(truncations.steps() * batch, x, 0, h, 0);
    for (int t = 0; t < truncations.steps(); t++) {
      int row = truncations.position(t) * batch;
      if (t > 0 || !fromZero) {
        fromState.addForward(batch, hPrevious, row, h, row);
      }
      int at = row * units;
      activation.tanh(batch * units, h.data, at, h.data, at);
      if (t + 1 < truncations.steps()) {
        int next = truncations.position(t + 1) * batch * units;
        System.arraycopy(h.data, at, hPrevious.data, next, batch * units);
      }
      if (truncations.endsTruncation(t)) {
        int boundary = (starts + truncations.truncationOf(t) * batch) * units;
        System.arraycopy(h.data, at, boundaries.data, boundary, batch * units);
      }
    }
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
    int starts = truncations.count() * batch * units;
    if (dEnds == null) {
      Arrays.fill(dh.data, 0, starts, 0f);
    } else {
      System.arraycopy(dEnds.data, 0, dh.data, 0, starts);
    }
    for (int offset = truncations.horizon() - 1; offset >= 0; offset--) {
      int row = truncations.firstPosition(offset) * batch;
      int rows = truncations.countWith(offset) * batch;
      int at = row * units;
      for (int u = 0; u < rows * units; u++) {
        float y = h.data[at + u];
        dSums.data[at + u] = (dh.data[u] + dOutputs.data[at + u]) * (1f - y * y);
      }
      if (offset > 0 || dStarts != null) {
        fromState.backward(rows, dSums, row, dh, 0);
      }
    }
    if (dStarts != null) {
      System.arraycopy(dh.data, 0, dStarts.data, 0, starts);
    }
    int all = truncations.steps() * batch;
    fromInput.gradients(all, x, 0, dSums, 0);
    // The rows of step 0 come first; a zero state before it adds nothing.
    int first = fromZero ? batch : 0;
    fromState.gradients(all - first, hPrevious, first, dSums, first);
  }

  @Override
  public void backwardToInput(int batch, FMatrixRMaj dInput) {
    fromInput.backward(truncations.steps() * batch, dSums, 0, dInput, 0);
  }
}
