package ccrnn.model.feedback;

import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.LstmCortex;
import ccrnn.model.cortex.TanhCortex;
import ccrnn.model.embedding.Embedding;
import ccrnn.model.parameter.Layout;
import ccrnn.model.readout.Readout;
import ccrnn.model.task.Answer;
import java.util.Optional;

/**
 * Size of a network.
 *
 * @param cortex kind of cortex
 * @param answer what is asked for; {@link Answer#WORDS} has an embedding of the words
 * @param inputs I, 1 or more
 * @param cortexUnits H, 1 or more
 * @param outputs O, 1 or more: coordinates, classes, or words of the vocabulary
 * @param cerebellum size of the cerebellum; empty for a crnn
 */
public record NetworkShape(
    CortexKind cortex,
    Answer answer,
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
    boolean context =
        cerebellum.isPresent() && cerebellum.get().context() == CerebellumShape.Context.TARGET;
    if (context && answer != Answer.CLASS) {
      throw new IllegalArgumentException("context to the cerebellum is a class");
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
   * Lays the parameters out: cortex, readout, embedding, then cerebellum, so that what stays
   * plastic under any lesion is one run of the flat array.
   *
   * @return where each block lies
   */
  public Layout layout() {
    Layout.Builder layout = allButCerebellum();
    cerebellum.ifPresent(shape -> Cerebellum.declare(layout, stateWidth(), shape, outputs));
    return layout.build();
  }

  /**
   * Finds the cerebellum's parameters.
   *
   * @return index of their first in the flat array; its length where there is no cerebellum
   */
  public int cerebellumOffset() {
    return allButCerebellum().length();
  }

  private Layout.Builder allButCerebellum() {
    Layout.Builder layout = Layout.builder();
    switch (cortex) {
      case LSTM -> LstmCortex.declare(layout, inputs, cortexUnits);
      case TANH -> TanhCortex.declare(layout, inputs, cortexUnits);
    }
    Readout.declare(layout, cortexUnits, outputs);
    if (answer == Answer.WORDS) {
      Embedding.declare(layout, outputs, inputs);
    }
    return layout;
  }
}
