package ccrnn.pipeline.run;

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
import ccrnn.model.layers.Decoupling;
import ccrnn.model.layers.FeedForwardSettings;
import ccrnn.model.layers.FeedForwardTrainee;
import ccrnn.model.layers.HiddenActivation;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.Adamax;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.OptimizerKind;
import ccrnn.model.optimizer.OptimizerSettings;
import ccrnn.model.optimizer.RmsProp;
import ccrnn.model.optimizer.Sgd;
import ccrnn.model.parameter.Initializer;
import ccrnn.model.task.Task;
import ccrnn.model.training.ReduceOnPlateau;
import ccrnn.model.training.Schedule;
import ccrnn.model.training.Trainer;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.DataLocation;
import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.family.task.Tasks;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** From the settings of a trial to its trainer: the one place that knows both vocabularies. */
public final class Trainers {
  /** A plateau does not lower the learning rate below this; source: the published code. */
  private static final double LOWEST_RATE = 1e-9;

  private Trainers() {}

  /**
   * Makes a trainer that has not trained yet.
   *
   * @param trial its settings
   * @param data where the data are that it may learn from
   * @param kernel carrier of the hot loops; changes no result
   * @param stop polled before every batch; training ends when it tells true
   * @return the trainer
   * @throws UserError if the data are not those of the trial
   * @throws RuntimeException if the sizes are beyond what an array holds
   */
  public static Trainer<?> of(Trial trial, DataLocation data, Kernel kernel, BooleanSupplier stop) {
    Task task = Tasks.of(trial, data);
    if (trial.word(CommonRows.NETWORK).equals("feedforward")) {
      var trainee = new FeedForwardTrainee(feedForward(trial), task, kernel);
      return new Trainer<>(trainee, schedule(trial), stop);
    }
    var trainee = new RecurrentTrainee(recurrent(trial, task), task, kernel, probes(trial));
    return new Trainer<>(trainee, schedule(trial), stop);
  }

  private static TrialSettings recurrent(Trial trial, Task task) {
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

  private static FeedForwardSettings feedForward(Trial trial) {
    Decoupling decoupling = Decoupling.valueOf(constant(trial.word(LayerRows.DECOUPLING)));
    boolean predicts = decoupling != Decoupling.NONE;
    return new FeedForwardSettings(
        decoupling,
        integer(trial, LayerRows.HIDDEN_LAYERS),
        integer(trial, LayerRows.HIDDEN_UNITS),
        HiddenActivation.valueOf(constant(trial.word(LayerRows.HIDDEN_ACTIVATION))),
        predicts ? integer(trial, CerebellumRows.CEREBELLUM_UNITS) : 1,
        predicts ? integer(trial, CerebellumRows.CEREBELLUM_LAYERS) : 0,
        trial.find(CerebellumRows.FEEDBACK_SCALE).map(scale -> (Double) scale).orElse(0.0),
        optimizer(trial),
        trial.number(LearningRows.CLIP_NORM),
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
    boolean full = trial.word(CommonRows.NETWORK).equals("bptt");
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
        optimizer(trial),
        new ClipSettings(
            trial.number(LearningRows.CLIP_NORM),
            is(trial, FeedbackRows.CLIP_SCOPE, "learning")
                ? ClipSettings.Scope.LEARNING
                : ClipSettings.Scope.ALL),
        is(trial, CortexRows.FORGET_GATE, "forced") ? ForgetGate.FORCED : ForgetGate.FREE,
        trial.find(CaptionRows.INPUT_DROPOUT).map(share -> (Double) share).orElse(0.0));
  }

  private static OptimizerSettings optimizer(Trial trial) {
    double rate = trial.number(LearningRows.LEARNING_RATE);
    double l2 = trial.number(LearningRows.WEIGHT_DECAY);
    OptimizerKind kind = OptimizerKind.valueOf(constant(trial.word(LearningRows.OPTIMIZER)));
    return switch (kind) {
      case ADAM ->
          new Adam.Settings(
              rate,
              trial.number(LearningRows.ADAM_BETA1),
              trial.number(LearningRows.ADAM_BETA2),
              trial.number(LearningRows.ADAM_EPSILON),
              l2);
      case ADAMAX ->
          new Adamax.Settings(
              rate,
              trial.number(LearningRows.ADAM_BETA1),
              trial.number(LearningRows.ADAM_BETA2),
              trial.number(LearningRows.ADAM_EPSILON),
              l2);
      case SGD -> new Sgd.Settings(rate, trial.number(LearningRows.MOMENTUM), l2);
      case RMSPROP -> {
        RmsProp.Settings published = (RmsProp.Settings) kind.published(rate, l2);
        yield new RmsProp.Settings(
            rate, published.alpha(), trial.number(LearningRows.MOMENTUM), published.epsilon(), l2);
      }
      case ADAGRAD, ADADELTA -> kind.published(rate, l2);
    };
  }

  private static Schedule schedule(Trial trial) {
    Optional<ReduceOnPlateau.Settings> plateau = Optional.empty();
    if (is(trial, LearningRows.LEARNING_RATE_SCHEDULE, "plateau")) {
      plateau =
          Optional.of(
              new ReduceOnPlateau.Settings(
                  trial.number(LearningRows.PLATEAU_FACTOR),
                  integer(trial, LearningRows.PLATEAU_PATIENCE),
                  LOWEST_RATE));
    }
    return new Schedule(
        plateau,
        trial.find(CommonRows.EARLY_STOPPING).isPresent()
            ? OptionalInt.of(integer(trial, CommonRows.EARLY_STOPPING))
            : OptionalInt.empty());
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
    return trial.word(CommonRows.NETWORK).equals("ccrnn");
  }

  private static boolean is(Trial trial, Setting setting, String word) {
    return trial.find(setting).filter(word::equals).isPresent();
  }

  /** The name of an enum's constant for a word of a sweep file. */
  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static int integer(Trial trial, Setting setting) {
    return Math.toIntExact(trial.integer(setting));
  }
}
