package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.family.task.TaskWords.CAPTIONS;
import static ccrnn.pipeline.family.task.TaskWords.DIGITS;
import static ccrnn.pipeline.family.task.TaskWords.DIGIT_DRAWINGS;
import static ccrnn.pipeline.family.task.TaskWords.NO_CAPTIONS;
import static ccrnn.pipeline.family.task.TaskWords.PATHS;
import static ccrnn.pipeline.family.task.TaskWords.RECOGNITION;
import static ccrnn.pipeline.sweep.Row.choice;
import static ccrnn.pipeline.sweep.Row.integer;

import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.When;

/**
 * Settings of cortex and cerebellum where the cerebellum predicts the feedback that a truncation
 * cuts off. Sources: "code" is the published implementation (neuralml/ccDNI), "paper" is Boven et
 * al., Nature Communications 14 (2023), "ours" is neither.
 */
public final class FeedbackRows {
  /** Cortex alone. */
  static final String CRNN = "crnn";

  /** Cortex with a cerebellum. */
  static final String CCRNN = "ccrnn";

  /** Cortex alone, whose backpropagation reaches back to the beginning. */
  static final String BPTT = "bptt";

  static final When CEREBELLUM = When.network(CCRNN);
  private static final When RECURRENT = When.network(CRNN, CCRNN, BPTT);
  private static final When TRUNCATED = When.network(CRNN, CCRNN);
  private static final When CLIPPED = When.positive(LearningRows.CLIP_NORM);

  /** What the cerebellum is told beside the state of the cortex. */
  public static final Setting CEREBELLUM_CONTEXT =
      choice("none")
          .neutral()
          .word("none", "the state of the cortex alone")
          .word("target", "the true class too (cDNI)")
          .about("what the cerebellum is told; a target needs cortex lstm")
          .source("code: none")
          .only(CEREBELLUM)
          .only(RECOGNITION)
          .named("cerebellum-context");

  /** Length of a truncation. */
  public static final Setting FEEDBACK_HORIZON =
      integer(1)
          .in(DIGITS, 3)
          .in(CAPTIONS, 5)
          .range(1, 10_000)
          .unit("time steps")
          .about(
              "steps that backpropagation reaches back (length of a truncation); beyond the end of"
                  + " a sequence it is that of the sequence")
          .source("code: bptt, the 10 % horizon of line drawing and of digits; 5 for captions")
          .only(TRUNCATED)
          .named("feedback-horizon");

  /** Distance between observed targets. */
  public static final Setting FEEDBACK_INTERVAL =
      integer(2)
          .in(DIGIT_DRAWINGS, 4)
          .range(1, 10_000)
          .unit("time steps")
          .about("targets are seen at every n-th step, from step 0; 1 is every step")
          .source("code: spars_int")
          .only(PATHS)
          .named("feedback-interval");

  /** Predicted feedback at the end of the sequence. */
  public static final Setting TERMINAL_FEEDBACK =
      choice("predicted")
          .of("predicted", "none")
          .about("predicted feedback into the last state, where no future is left")
          .source("code: predicted; none is the finite-sequence form of Jaderberg et al. 2017")
          .only(CEREBELLUM)
          .named("terminal-feedback");

  /** Where a batch starts. */
  public static final Setting HIDDEN_STATE =
      choice("reset")
          .neutral()
          .of("reset", "keep")
          .about("state in which a training batch starts: zero, or the last of the batch before")
          .source("code: reset")
          .only(RECURRENT)
          .only(NO_CAPTIONS)
          .named("hidden-state");

  /** When parameters change. */
  public static final Setting UPDATES =
      choice("per-batch")
          .neutral()
          .in(CAPTIONS, "per-truncation")
          .of("per-batch", "per-truncation")
          .about("when parameters change: after the whole sequence, or after every truncation")
          .source("code")
          .only(TRUNCATED)
          .named("updates");

  /** What the clipping norm counts. */
  public static final Setting CLIP_SCOPE =
      choice("all")
          .of("all", "learning")
          .about("the norm counts all parameters, or only those that still learn")
          .source("code: all")
          .only(CEREBELLUM)
          .only(CLIPPED)
          .named("clip-scope");

  private FeedbackRows() {}
}
