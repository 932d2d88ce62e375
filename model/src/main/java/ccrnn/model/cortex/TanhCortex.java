package ccrnn.model.cortex;

import ccrnn.model.kernel.Activation;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Linear;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Streams;
import java.util.Arrays;

/**
 * Simple recurrent network, as published in the code: {@code h_t = tanh(W_ih x_t + b_ih + W_hh
 * h_{t-1} + b_hh)}.
 */
public final class TanhCortex implements Cortex {
  private final Parameters parameters;
  private final Truncations truncations;
  private final Activation activation;
  private final int inputs;
  private final int units;
  private final Linear fromInput;
  private final Linear fromState;

  // All of these: stacked rows S x B.
  private final float[] x; // I
  private final float[] hPrevious; // H
  private final float[] h; // H
  private final float[] dSums; // H, before tanh

  private final float[] boundaries; // (N + 1) B x H
  private final float[] dh; // N B x H

  /**
   * Binds the cortex to its parameters and allocates the memory of a batch.
   *
   * @param parameters with the blocks of {@link #declare}
   * @param kernel of the hot loops
   * @param truncations of every sequence
   * @param batch most sequences at once
   */
  public TanhCortex(Parameters parameters, Kernel kernel, Truncations truncations, int batch) {
    this.parameters = parameters;
    this.truncations = truncations;
    this.activation = kernel.activation();
    int rows = truncations.steps() * batch;
    var gemm = kernel.gemm();
    fromInput =
        new Linear(
            parameters, gemm, rows, Blocks.WEIGHT_INPUT, Blocks.BIAS_INPUT, Blocks.BIAS_STATE);
    fromState = new Linear(parameters, gemm, rows, Blocks.WEIGHT_STATE);
    inputs = fromInput.in();
    units = fromState.in();
    x = new float[rows * inputs];
    hPrevious = new float[rows * units];
    h = new float[rows * units];
    dSums = new float[rows * units];
    boundaries = new float[(truncations.count() + 1) * batch * units];
    dh = new float[truncations.count() * batch * units];
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
  public void initialise(Streams streams) {
    Blocks.initialise(parameters, streams, units);
  }

  @Override
  public void pack() {
    fromInput.pack();
    fromState.pack();
  }

  @Override
  public void forward(int batch, float[] input) {
    Arrays.fill(hPrevious, 0, batch * units, 0f);
    Arrays.fill(boundaries, 0, batch * units, 0f);
    Blocks.stack(truncations, batch, inputs, input, x);
    fromInput.forward(truncations.steps() * batch, x, 0, h, 0);
    for (int t = 0; t < truncations.steps(); t++) {
      int at = truncations.position(t) * batch * units;
      fromState.addForward(batch, hPrevious, at, h, at);
      activation.tanh(batch * units, h, at, h, at);
      if (t + 1 < truncations.steps()) {
        int next = truncations.position(t + 1) * batch * units;
        System.arraycopy(h, at, hPrevious, next, batch * units);
      }
      if (truncations.endsTruncation(t)) {
        int boundary = (truncations.truncationOf(t) + 1) * batch * units;
        System.arraycopy(h, at, boundaries, boundary, batch * units);
      }
    }
  }

  @Override
  public float[] outputs() {
    return h;
  }

  @Override
  public float[] boundaries() {
    return boundaries;
  }

  @Override
  public void backward(int batch, float[] dOutputs, float[] dEnds, float[] dStarts) {
    int starts = truncations.count() * batch * units;
    if (dEnds == null) {
      Arrays.fill(dh, 0, starts, 0f);
    } else {
      System.arraycopy(dEnds, 0, dh, 0, starts);
    }
    for (int offset = truncations.horizon() - 1; offset >= 0; offset--) {
      int at = truncations.firstPosition(offset) * batch * units;
      int rows = truncations.countWith(offset) * batch;
      for (int u = 0; u < rows * units; u++) {
        float y = h[at + u];
        dSums[at + u] = (dh[u] + dOutputs[at + u]) * (1f - y * y);
      }
      if (offset > 0 || dStarts != null) {
        fromState.backward(rows, dSums, at, dh, 0);
      }
    }
    if (dStarts != null) {
      System.arraycopy(dh, 0, dStarts, 0, starts);
    }
    int all = truncations.steps() * batch;
    fromInput.gradients(all, x, 0, dSums, 0);
    fromState.gradients(all, hPrevious, 0, dSums, 0);
  }
}
