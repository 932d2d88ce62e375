package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.family.rows.TrialValues.constant;
import static ccrnn.pipeline.family.rows.TrialValues.integer;
import static ccrnn.pipeline.family.rows.TrialValues.is;

import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.feedback.FeedbackSettings;
import ccrnn.model.feedback.ForgetGate;
import ccrnn.model.feedback.InitialWeights;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.feedback.Probe;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.parameter.Initializer;
import ccrnn.model.task.Task;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.Learning;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.family.task.Tasks;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** From the settings of a trial to cortex and cerebellum: knows both vocabularies. */
final class FeedbackTrainees {
  private FeedbackTrainees() {}

  static RecurrentTrainee of(Trial trial, DataLocation data, Kernel kernel) {
    Task task = Tasks.of(trial, data);
    return new RecurrentTrainee(settings(trial, task), task, kernel, probes(trial));
  }

  private static TrialSettings settings(Trial trial, Task task) {
    NetworkShape shape =
        new NetworkShape(
            CortexKind.valueOf(constant(trial.word(CortexRows.CORTEX))),
            task.answer(),
            task.inputs(),
            integer(trial, CortexRows.CORTEX_UNITS),
            task.outputs(),
            cerebellum(trial));
    return new TrialSettings(
        shape,
        new InitialWeights(
            Initializer.valueOf(constant(trial.word(CortexRows.WEIGHT_INIT))),
            is(trial, CerebellumRows.CEREBELLUM_OUTPUT, "random")
                ? Cerebellum.OutputLayer.RANDOM
                : Cerebellum.OutputLayer.ZERO,
            trial.number(CortexRows.CORTEX_WEIGHT_SCALE)),
        learning(trial, task),
        lesion(trial),
        integer(trial, CommonRows.BATCH_SIZE),
        trial.integer(CommonRows.SEED));
  }

  private static Optional<CerebellumShape> cerebellum(Trial trial) {
    if (!hasCerebellum(trial)) {
      return Optional.empty();
    }
    OptionalInt fibres =
        trial.find(CerebellumRows.FIBRES).isPresent()
            ? OptionalInt.of(integer(trial, CerebellumRows.FIBRES))
            : OptionalInt.empty();
    return Optional.of(
        new CerebellumShape(
            integer(trial, CerebellumRows.CEREBELLUM_UNITS),
            integer(trial, CerebellumRows.CEREBELLUM_LAYERS),
            fibres,
            is(trial, FeedbackRows.CEREBELLUM_CONTEXT, "target")
                ? CerebellumShape.Context.TARGET
                : CerebellumShape.Context.NONE));
  }

  private static LearningSettings learning(Trial trial, Task task) {
    boolean cerebellum = hasCerebellum(trial);
    // A cortex alone predicts no feedback and has nothing frozen: these mean nothing there.
    double scale = cerebellum ? trial.number(CerebellumRows.FEEDBACK_SCALE) : 0;
    boolean terminal = cerebellum && trial.word(FeedbackRows.TERMINAL_FEEDBACK).equals("predicted");
    boolean full = trial.word(CommonRows.NETWORK).equals(FeedbackRows.BPTT);
    return new LearningSettings(
        new FeedbackSettings(
            full ? task.steps() : integer(trial, FeedbackRows.FEEDBACK_HORIZON),
            trial.find(FeedbackRows.FEEDBACK_INTERVAL).isPresent()
                ? integer(trial, FeedbackRows.FEEDBACK_INTERVAL)
                : 1,
            scale,
            terminal
                ? FeedbackSettings.TerminalFeedback.PREDICTED
                : FeedbackSettings.TerminalFeedback.NONE,
            is(trial, FeedbackRows.UPDATES, "per-truncation")
                ? FeedbackSettings.Update.PER_TRUNCATION
                : FeedbackSettings.Update.PER_BATCH,
            is(trial, FeedbackRows.HIDDEN_STATE, "keep")
                ? FeedbackSettings.HiddenState.KEEP
                : FeedbackSettings.HiddenState.RESET),
        Learning.optimizer(trial),
        new ClipSettings(
            trial.number(LearningRows.CLIP_NORM),
            is(trial, FeedbackRows.CLIP_SCOPE, "learning")
                ? ClipSettings.Scope.LEARNING
                : ClipSettings.Scope.ALL),
        is(trial, CortexRows.FORGET_GATE, "forced") ? ForgetGate.FORCED : ForgetGate.FREE,
        trial.find(CaptionRows.INPUT_DROPOUT).map(share -> (Double) share).orElse(0.0));
  }

  private static Lesion lesion(Trial trial) {
    if (!hasCerebellum(trial) || is(trial, CerebellumRows.LESION, "none")) {
      return Lesion.NONE;
    }
    return new Lesion(
        Lesion.Kind.valueOf(constant(trial.word(CerebellumRows.LESION))),
        integer(trial, CerebellumRows.LESION_EPOCH),
        trial.find(CerebellumRows.LESION_FRACTION).map(share -> (Double) share).orElse(1.0));
  }

  private static Set<Probe> probes(Trial trial) {
    EnumSet<Probe> probes = EnumSet.noneOf(Probe.class);
    for (String word : trial.words(CommonRows.PROBES)) {
      probes.add(Probe.valueOf(constant(word)));
    }
    return probes;
  }

  private static boolean hasCerebellum(Trial trial) {
    return trial.word(CommonRows.NETWORK).equals(FeedbackRows.CCRNN);
  }
}
