package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.family.Cost.PER_ACTIVATION;
import static ccrnn.pipeline.family.Cost.PER_PARAMETER;

import ccrnn.model.task.Batch;
import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.Exercises;
import ccrnn.pipeline.family.task.TaskWords;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.List;

/**
 * What cortex, readout and perhaps a cerebellum cost.
 *
 * <p>Per update of B sequences of S steps, with N = ceil(S / horizon) truncations, I inputs, H
 * cortex units, O outputs, g gates (4 for an LSTM, 1 for tanh), D = 2H (LSTM) or H (tanh) inputs
 * and outputs of the cerebellum, and W weights in the cerebellum, W1 of them in its first layer:
 *
 * <ul>
 *   <li>cortex: forward and weight gradients 2 SB gH (I + H) each, state gradients 2 SB gH H, and 2
 *       SB gH I more where the inputs learn (captions)
 *   <li>readout: forward 2 HO for each step that is read (the last one for a class); backward 4 HO
 *       for each observed step of a sequence
 *   <li>cerebellum, on the stacked states of all truncation boundaries, the zero state once:
 *       forward 2 (1 + N B) W (N - 1 where the last state gets no predicted feedback), weight
 *       gradients 2 (1 + (N - 1) B) W, data gradients as many rows times 2 (W - W1), as no gradient
 *       leaves its input. A mask of mossy fibres saves nothing
 *   <li>optimizer and clipping: a fixed number per parameter, for each truncation if parameters
 *       change after each
 * </ul>
 *
 * <p>Validation and test run cortex and readout forward. A lesion of the whole cerebellum ends all
 * its work; a lesion of its learning ends the backward pass only if the clipping norm does not ask
 * for it. Probes are not counted.
 */
final class FeedbackCost {
  private final Trial trial;
  private final Exercises exercises;
  private final double steps;
  private final double inputs;
  private final double outputs;
  private final double units;
  private final double gates;
  private final double truncations;
  private final boolean words;

  private FeedbackCost(Trial trial) {
    this.trial = trial;
    exercises = Exercises.of(trial, copies(trial));
    steps = exercises.steps();
    inputs = exercises.inputs();
    outputs = exercises.outputs();
    units = trial.integer(CortexRows.CORTEX_UNITS);
    gates = isLstm() ? 4 : 1;
    truncations =
        trial
            .find(FeedbackRows.FEEDBACK_HORIZON)
            .map(horizon -> Math.ceil(steps / (Long) horizon))
            .orElse(1.0);
    words = TaskWords.CAPTIONS.holds(trial.values());
  }

  static Cost of(Trial trial) {
    return new FeedbackCost(trial).cost();
  }

  private Cost cost() {
    long epochs = trial.integer(CommonRows.EPOCHS);
    long before = Math.min(LesionOnset.of(trial).after(), epochs);
    double validation = exercises.validation() * forward();
    double intact = exercises.training() * (cortex() + cerebellum()) + validation;
    double lesioned = exercises.training() * (cortex() + lesionedCerebellum()) + validation;
    return new Cost(
        List.of(new Cost.Stretch(before, intact), new Cost.Stretch(epochs - before, lesioned)),
        exercises.test() * forward());
  }

  private boolean is(Setting setting, String word) {
    return trial.find(setting).filter(word::equals).isPresent();
  }

  private boolean isLstm() {
    return is(CortexRows.CORTEX, "lstm");
  }

  /** One sequence, forward. */
  private double forward() {
    double activations = isLstm() ? 5 * units : units;
    return steps * (2 * gates * units * (inputs + units) + PER_ACTIVATION * activations)
        + exercises.read() * (2 * units * outputs + (words ? PER_ACTIVATION * outputs : 0));
  }

  /** One update of all but the cerebellum. */
  private double cortex() {
    double backward =
        steps * 2 * gates * units * (inputs + 2 * units + (words ? inputs : 0))
            + observed() * 4 * units * outputs;
    double parameters =
        gates * units * (inputs + units + 2)
            + outputs * (units + 1)
            + (words ? outputs * inputs : 0);
    return exercises.batch() * (forward() + backward) + changes() * PER_PARAMETER * parameters;
  }

  /** Steps of a sequence with a target, in training. */
  private double observed() {
    return trial
        .find(FeedbackRows.FEEDBACK_INTERVAL)
        .map(interval -> Math.ceil(exercises.read() / (Long) interval))
        .orElse(exercises.read());
  }

  /** How often parameters change in an update. */
  private double changes() {
    return is(FeedbackRows.UPDATES, "per-truncation") ? truncations : 1;
  }

  private boolean hasCerebellum() {
    return FeedbackRows.CEREBELLUM.holds(trial.values());
  }

  /** One update of the cerebellum. */
  private double cerebellum() {
    return hasCerebellum()
        ? cerebellumForward() + cerebellumBackward() + changes() * PER_PARAMETER * weights()
        : 0;
  }

  private double lesionedCerebellum() {
    if (!hasCerebellum()) {
      return 0;
    }
    if (CerebellumRows.SILENCED.holds(trial.values())) {
      return trial.number(CerebellumRows.LESION_FRACTION) < 1 ? cerebellum() : 0;
    }
    return is(FeedbackRows.CLIP_SCOPE, "all")
        ? cerebellumForward() + cerebellumBackward()
        : cerebellumForward();
  }

  private double cerebellumForward() {
    boolean terminal = is(FeedbackRows.TERMINAL_FEEDBACK, "predicted");
    return 2 * (1 + (truncations - (terminal ? 0 : 1)) * exercises.batch()) * weights();
  }

  private double cerebellumBackward() {
    return 2
        * (1 + (truncations - 1) * exercises.batch())
        * (weights() + (weights() - firstWeights()));
  }

  private double width() {
    return isLstm() ? 2 * units : units;
  }

  private double firstWeights() {
    long layers = trial.integer(CerebellumRows.CEREBELLUM_LAYERS);
    double first = layers == 0 ? width() : trial.integer(CerebellumRows.CEREBELLUM_UNITS);
    boolean context = is(FeedbackRows.CEREBELLUM_CONTEXT, "target");
    return (width() + (context ? outputs : 0)) * first;
  }

  private double weights() {
    long layers = trial.integer(CerebellumRows.CEREBELLUM_LAYERS);
    double granule = trial.integer(CerebellumRows.CEREBELLUM_UNITS);
    return layers == 0
        ? firstWeights()
        : firstWeights() + granule * width() + (layers - 1) * granule * granule;
  }

  /** Sequences that go on where others ended are no copies of each other. */
  private static Batch.Copies copies(Trial trial) {
    return trial.find(FeedbackRows.HIDDEN_STATE).filter("keep"::equals).isPresent()
        ? Batch.Copies.APART
        : Batch.Copies.MERGED;
  }
}
