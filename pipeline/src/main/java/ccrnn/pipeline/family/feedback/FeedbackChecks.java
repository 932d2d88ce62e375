package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.family.feedback.FeedbackRows.CEREBELLUM;
import static ccrnn.pipeline.family.feedback.FeedbackRows.CEREBELLUM_CONTEXT;
import static ccrnn.pipeline.family.feedback.FeedbackRows.FEEDBACK_INTERVAL;
import static ccrnn.pipeline.family.feedback.FeedbackRows.HIDDEN_STATE;
import static ccrnn.pipeline.family.rows.CerebellumRows.FIBRES;
import static ccrnn.pipeline.family.rows.CortexRows.CORTEX;
import static ccrnn.pipeline.family.rows.CortexRows.CORTEX_UNITS;
import static ccrnn.pipeline.family.rows.CortexRows.FORGET_GATE;
import static ccrnn.pipeline.family.rows.CortexRows.LSTM;

import ccrnn.pipeline.family.rows.LesionChecks;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.family.task.TaskChecks;
import ccrnn.pipeline.family.task.TaskWords;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Contradiction;
import ccrnn.pipeline.sweep.Contradiction.Check;
import ccrnn.pipeline.sweep.Setting;
import java.util.List;
import java.util.Map;

/** What contradicts in cortex and cerebellum. */
final class FeedbackChecks {
  private static final Check CONTEXT_OF_A_CLASS =
      Check.of(
          values -> hasContext(values) && !TaskWords.RECOGNITION.holds(values),
          values ->
              Contradiction.between(
                  CEREBELLUM_CONTEXT,
                  " is a class, and none is asked for by ",
                  CommonRows.TASK,
                  "set cerebellum-context to none or task to digit-recognition"));

  private static final Check CONTEXT_OF_AN_LSTM =
      Check.of(
          values -> hasContext(values) && !LSTM.holds(values),
          values ->
              Contradiction.between(
                  CEREBELLUM_CONTEXT,
                  " needs an LSTM, but there is ",
                  CORTEX,
                  "set cerebellum-context to none or cortex to lstm"));

  private static final Check GATE_TO_FORCE =
      Check.of(
          values -> values.get(FORGET_GATE).equals("forced") && !LSTM.holds(values),
          values ->
              Contradiction.between(
                  FORGET_GATE,
                  " needs an LSTM, but there is ",
                  CORTEX,
                  "set forget-gate to free or cortex to lstm"));

  private static final Check BATCHES_THAT_FOLLOW =
      Check.of(
          values -> values.get(HIDDEN_STATE).equals("keep") && TaskWords.CAPTIONS.holds(values),
          values ->
              Contradiction.between(
                  HIDDEN_STATE,
                  " needs batches that follow on each other, which is not so with ",
                  CommonRows.TASK,
                  "set hidden-state to reset"));

  private static final Check INTERVAL_WITHIN_A_LINE =
      Check.of(
          values ->
              TaskWords.LINES.holds(values)
                  && integer(values, FEEDBACK_INTERVAL) > integer(values, CuedRows.STEPS),
          values ->
              Contradiction.between(
                  FEEDBACK_INTERVAL,
                  " is above ",
                  CuedRows.STEPS,
                  "a sequence allows 1 to " + values.get(CuedRows.STEPS)));

  private static final Check INTERVAL_WITHIN_A_DIGIT =
      Check.of(
          values ->
              TaskWords.DIGIT_DRAWINGS.holds(values)
                  && integer(values, FEEDBACK_INTERVAL) > stepsOfADigit(values),
          values ->
              Contradiction.between(
                  FEEDBACK_INTERVAL,
                  " is above the %d time steps of a digit with ".formatted(stepsOfADigit(values)),
                  DigitRows.INPUT_SIZE,
                  "give 1 to " + stepsOfADigit(values)));

  private static final Check FIBRES_WITHIN_INPUTS =
      Check.of(
          values ->
              CEREBELLUM.holds(values)
                  && values.get(FIBRES) instanceof Long fibres
                  && fibres > inputsOfACerebellum(values),
          values ->
              Contradiction.between(
                  FIBRES,
                  " is above the %d inputs that a cerebellum has (%s per unit of the %s cortex) with "
                      .formatted(
                          inputsOfACerebellum(values),
                          LSTM.holds(values) ? "two" : "one",
                          values.get(CORTEX)),
                  CORTEX_UNITS,
                  "give 1 to " + inputsOfACerebellum(values) + ", or all"));

  /** In the order in which they are made: what others depend on comes first. */
  static final List<Check> ALL =
      List.of(
          LesionChecks.CEREBELLUM,
          LesionChecks.EPOCH_GIVEN,
          LesionChecks.EPOCH_WITHIN_TRAINING,
          LesionChecks.FRACTION_OF_OUTPUTS,
          CONTEXT_OF_A_CLASS,
          CONTEXT_OF_AN_LSTM,
          GATE_TO_FORCE,
          BATCHES_THAT_FOLLOW,
          INTERVAL_WITHIN_A_LINE,
          INTERVAL_WITHIN_A_DIGIT,
          TaskChecks.LINE_OF_SEVERAL_STEPS,
          FIBRES_WITHIN_INPUTS,
          TaskChecks.LENGTHS_OF_CAPTIONS,
          TaskChecks.NUMBER_OF_DRAWN_IMAGES);

  private FeedbackChecks() {}

  private static boolean hasContext(Map<Setting, Object> values) {
    return !values.get(CEREBELLUM_CONTEXT).equals("none") && CEREBELLUM.holds(values);
  }

  private static long stepsOfADigit(Map<Setting, Object> values) {
    return TaskChecks.PIXELS / integer(values, DigitRows.INPUT_SIZE);
  }

  private static long inputsOfACerebellum(Map<Setting, Object> values) {
    return (LSTM.holds(values) ? 2 : 1) * integer(values, CORTEX_UNITS);
  }

  private static long integer(Map<Setting, Object> values, Setting setting) {
    return (Long) values.get(setting);
  }
}
