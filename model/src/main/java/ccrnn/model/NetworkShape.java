package ccrnn.model;

import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.cortex.LstmCortex;
import ccrnn.model.cortex.TanhCortex;
import ccrnn.model.parameter.Layout;
import ccrnn.model.readout.Readout;
import java.util.Optional;

/**
 * Size of a network.
 *
 * @param cortex kind of cortex
 * @param inputs I, 1 or more
 * @param cortexUnits H, 1 or more
 * @param outputs O, 1 or more
 * @param cerebellum size of the cerebellum; empty for a crnn
 */
public record NetworkShape(
    CortexKind cortex,
    int inputs,
    int cortexUnits,
    int outputs,
    Optional<CerebellumShape> cerebellum) {
  /** Checks the numbers. */
  public NetworkShape {
    if (inputs < 1 || cortexUnits < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          inputs + " inputs, " + cortexUnits + " units, " + outputs + " outputs");
    }
  }

  /**
   * Tells the width of the cortical state.
   *
   * @return D: 2 H for an LSTM, H for tanh
   */
  public int stateWidth() {
    return cortex == CortexKind.LSTM ? 2 * cortexUnits : cortexUnits;
  }

  /**
   * Lays the parameters out: cortex, readout, then cerebellum, so that what stays plastic under any
   * lesion is one run of the flat array.
   *
   * @return where each block lies
   */
  public Layout layout() {
    Layout.Builder layout = cortexAndReadout();
    cerebellum.ifPresent(
        shape -> Cerebellum.declare(layout, stateWidth(), shape.units(), shape.hiddenLayers()));
    return layout.build();
  }

  /**
   * Finds the cerebellum's parameters.
   *
   * @return index of their first in the flat array; its length where there is no cerebellum
   */
  public int cerebellumOffset() {
    return cortexAndReadout().length();
  }

  private Layout.Builder cortexAndReadout() {
    Layout.Builder layout = Layout.builder();
    switch (cortex) {
      case LSTM -> LstmCortex.declare(layout, inputs, cortexUnits);
      case TANH -> TanhCortex.declare(layout, inputs, cortexUnits);
    }
    Readout.declare(layout, cortexUnits, outputs);
    return layout;
  }
}
