package ccrnn.pipeline.family.rows;

import static ccrnn.pipeline.sweep.Row.choice;
import static ccrnn.pipeline.sweep.Row.integer;
import static ccrnn.pipeline.sweep.Row.number;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.When;

/**
 * Settings of a cerebellum, for families that have one: its parts, and what is switched off. Each
 * family says which of its networks have it, and how large it is where not as usual.
 */
public final class CerebellumRows {
  /** What is switched off. */
  public static final Setting LESION =
      choice("none")
          .word("none", "nothing")
          .word("cerebellum", "its predicted feedback and its learning")
          .word("inferior-olive", "the learning of the cerebellum, which goes on predicting")
          .word("fixed", "the same as inferior-olive, its name as a control")
          .about(
              "what is switched off; fixed from epoch 1 on needs cerebellum-output: random to be"
                  + " more than no cerebellum")
          .named("lesion");

  /** The lesion silences outputs of the cerebellum. */
  public static final When SILENCED = When.is(LESION, "cerebellum");

  /** First epoch of the lesion. */
  public static final Setting LESION_EPOCH =
      integer()
          .range(1, 1_000_000)
          .unit("epoch, 1-based")
          .about("the lesion acts from the start of this epoch; needed with every lesion")
          .only(When.is(LESION, "cerebellum", "inferior-olive", "fixed"))
          .named("lesion-epoch");

  /** How much of the cerebellum is switched off. */
  public static final Setting LESION_FRACTION =
      number(1)
          .neutral()
          .range(0.0001, 1)
          .about("share of the Purkinje outputs that the lesion silences, drawn at random")
          .source("ours: the code has whole lesions only")
          .only(SILENCED)
          .named("lesion-fraction");

  /** Mossy-fibre inputs per granule cell. */
  public static final Setting FIBRES =
      integer()
          .range(1, 65_536)
          .unit("inputs per granule cell")
          .about("mossy-fibre inputs per granule cell; all when absent")
          .source("code: dense; 4 in the sparse variant")
          .absent("all")
          .named("fibres");

  /** Scale of the predicted feedback. */
  public static final Setting FEEDBACK_SCALE =
      number(0.1)
          .range(0, 1)
          .about("factor on the predicted feedback")
          .source("code: sg_factor 0.1, after Jaderberg et al. 2017; 1 between layers")
          .named("feedback-scale");

  /** Width of the granule layers. */
  public static final Setting CEREBELLUM_UNITS =
      integer(400)
          .range(1, 65_536)
          .unit("units")
          .about("granule cells in each hidden layer of the cerebellum")
          .source("code: synth_nhid; ours for reaching")
          .named("cerebellum-units");

  /** Hidden layers of the cerebellum. */
  public static final Setting CEREBELLUM_LAYERS =
      integer(1)
          .range(0, 16)
          .unit("layers")
          .about("hidden layers of the cerebellum; 0 is a linear cerebellum")
          .source("paper: one hidden layer; code: two for captions")
          .named("cerebellum-layers");

  /** Initial weights of the Purkinje outputs. */
  public static final Setting CEREBELLUM_OUTPUT =
      choice("zero")
          .neutral()
          .of("zero", "random")
          .about("initial output layer of the cerebellum; zero predicts nothing until it learns")
          .source("code: zero")
          .named("cerebellum-output");

  private CerebellumRows() {}
}
