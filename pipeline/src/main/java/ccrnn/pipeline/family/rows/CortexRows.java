package ccrnn.pipeline.family.rows;

import static ccrnn.pipeline.sweep.Row.choice;
import static ccrnn.pipeline.sweep.Row.integer;
import static ccrnn.pipeline.sweep.Row.number;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.When;

/** Settings of a recurrent cortex, for families that have one. */
public final class CortexRows {
  /** Kind of recurrent network. */
  public static final Setting CORTEX =
      choice("lstm").of("lstm", "tanh").about("kind of recurrent network").named("cortex");

  /** The cortex has gates. */
  public static final When LSTM = When.is(CORTEX, "lstm");

  /** Size of the cortex. */
  public static final Setting CORTEX_UNITS =
      integer(50)
          .range(1, 8_192)
          .unit("units")
          .about("recurrent units of the cortex")
          .source("code: nhid")
          .named("cortex-units");

  /** How initial weights are drawn. */
  public static final Setting WEIGHT_INIT =
      choice("uniform")
          .neutral()
          .of("uniform", "xavier", "orthogonal", "kaiming")
          .about("initial weights of cortex and readout")
          .source("code: uniform, the default of PyTorch")
          .named("weight-init");

  /** Strength of the cortex's initial weights. */
  public static final Setting CORTEX_WEIGHT_SCALE =
      number(1)
          .neutral()
          .range(0.0001, 1_000)
          .about(
              "factor on the initial weights and biases of the cortex; changes how correlated the"
                  + " inputs of the cerebellum are")
          .source("code: 1, the bias of its recording scripts")
          .named("cortex-weight-scale");

  /** Whether the LSTM may remember. */
  public static final Setting FORGET_GATE =
      choice("free")
          .neutral()
          .of("free", "forced")
          .about("forced holds the forget gates of the LSTM near closed")
          .source("code: free; forced is force_forget of its captions")
          .only(LSTM)
          .named("forget-gate");

  private CortexRows() {}
}
