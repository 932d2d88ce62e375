package ccrnn.pipeline.family.layers;

import static ccrnn.pipeline.sweep.Row.choice;
import static ccrnn.pipeline.sweep.Row.integer;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.When;

/** Settings of feed-forward networks whose layers are decoupled by cerebella. */
public final class LayerRows {
  /** Layers without recurrence. */
  static final String FEEDFORWARD = "feedforward";

  /** What the cerebella of a feed-forward network predict. */
  public static final Setting DECOUPLING =
      choice("none")
          .word("none", "nothing: ordinary backpropagation")
          .word("predicted-activity", "activity of a layer (inverse model, forward unlocking)")
          .word("predicted-feedback", "feedback to a layer (forward model, backward unlocking)")
          .word("both", "activity and feedback (full unlocking)")
          .about("what the cerebella of a feed-forward network predict")
          .named("decoupling");

  /** The cerebella predict something. */
  static final When PREDICTOR =
      When.is(DECOUPLING, "predicted-activity", "predicted-feedback", "both");

  /** They predict feedback. */
  static final When FEEDBACK_PREDICTOR = When.is(DECOUPLING, "predicted-feedback", "both");

  /** Width of the hidden layers of a feed-forward network. */
  public static final Setting HIDDEN_UNITS =
      integer(50)
          .range(1, 8_192)
          .unit("units")
          .about("units of each hidden layer")
          .source("ours: as many as the cortex has for line drawing")
          .named("hidden-units");

  /** Depth of a feed-forward network. */
  public static final Setting HIDDEN_LAYERS =
      integer(2)
          .range(1, 64)
          .unit("layers")
          .about("hidden layers, each decoupled from the next")
          .source("ours")
          .named("hidden-layers");

  /** Activation function of the hidden layers. */
  public static final Setting HIDDEN_ACTIVATION =
      choice("tanh")
          .of("tanh", "relu")
          .about("activation function of the hidden layers")
          .source("ours")
          .named("hidden-activation");

  private LayerRows() {}
}
