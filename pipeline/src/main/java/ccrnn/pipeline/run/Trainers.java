package ccrnn.pipeline.run;

import ccrnn.model.CortexKind;
import ccrnn.model.NetworkShape;
import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.learning.Adam;
import ccrnn.model.learning.ClipSettings;
import ccrnn.model.learning.FeedbackSettings;
import ccrnn.model.learning.LearningSettings;
import ccrnn.model.learning.Schedule;
import ccrnn.model.lesion.Lesion;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.LineDrawing;
import ccrnn.model.task.Task;
import ccrnn.model.training.RecurrentTrainee;
import ccrnn.model.training.Trainer;
import ccrnn.model.training.TrialSettings;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** From the settings of a trial to its trainer: the one place that knows both vocabularies. */
public final class Trainers {
  private static final List<Setting> UNWIRED =
      List.of(
          Setting.LESION_FRACTION,
          Setting.CEREBELLUM_OUTPUT,
          Setting.WEIGHT_INIT,
          Setting.FORGET_GATE,
          Setting.HIDDEN_STATE,
          Setting.EARLY_STOPPING,
          Setting.UPDATES,
          Setting.OPTIMIZER,
          Setting.LEARNING_RATE_SCHEDULE,
          Setting.WEIGHT_DECAY,
          Setting.PROBES);

  private Trainers() {}

  /**
   * Makes a trainer that has not trained yet.
   *
   * @param trial its settings
   * @param kernel carrier of the hot loops; changes no result
   * @param stop polled before every batch; training ends when it tells true
   * @return the trainer
   * @throws RuntimeException if the sizes are beyond what an array holds
   */
  public static Trainer<?> of(Trial trial, Kernel kernel, BooleanSupplier stop) {
    requireWired(trial);
    int batchSize = integer(trial, Setting.BATCH_SIZE);
    long seed = trial.integer(Setting.SEED);
    Task task = new LineDrawing(lineDrawing(trial), batchSize, new Streams(seed));
    NetworkShape shape =
        new NetworkShape(
            trial.word(Setting.CORTEX).equals("lstm") ? CortexKind.LSTM : CortexKind.TANH,
            task.answer(),
            task.inputs(),
            integer(trial, Setting.CORTEX_UNITS),
            task.outputs(),
            cerebellum(trial));
    TrialSettings settings =
        new TrialSettings(shape, learning(trial), lesion(trial), batchSize, seed);
    return new Trainer<>(
        new RecurrentTrainee(settings, task, kernel),
        task,
        new Batch(batchSize, task),
        Schedule.NONE,
        stop);
  }

  /** What a sweep can say and a trainer cannot do yet must not pass for something else. */
  private static void requireWired(Trial trial) {
    if (!trial.word(Setting.TASK).equals("line-drawing")
        || trial.word(Setting.NETWORK).equals("bptt")) {
      throw new IllegalArgumentException("this task or network is not wired yet");
    }
    for (Setting setting : UNWIRED) {
      Optional<Object> value = trial.find(setting);
      if (value.isPresent() && !value.equals(setting.defaultValue(trial.values()))) {
        throw new IllegalArgumentException(setting.key() + " is not wired yet");
      }
    }
  }

  private static LineDrawing.Settings lineDrawing(Trial trial) {
    return new LineDrawing.Settings(
        integer(trial, Setting.STEPS),
        integer(trial, Setting.CUES),
        trial.number(Setting.LINE_LENGTH),
        trial.number(Setting.NOISE),
        trial.number(Setting.TEST_NOISE),
        integer(trial, Setting.BATCHES),
        integer(trial, Setting.VALIDATION_SIZE),
        integer(trial, Setting.TEST_SIZE));
  }

  private static Optional<CerebellumShape> cerebellum(Trial trial) {
    if (!hasCerebellum(trial)) {
      return Optional.empty();
    }
    OptionalInt fibres =
        trial
            .find(Setting.FIBRES)
            .map(value -> OptionalInt.of(Math.toIntExact((Long) value)))
            .orElse(OptionalInt.empty());
    return Optional.of(
        new CerebellumShape(
            integer(trial, Setting.CEREBELLUM_UNITS),
            integer(trial, Setting.CEREBELLUM_LAYERS),
            fibres,
            CerebellumShape.Context.NONE));
  }

  private static LearningSettings learning(Trial trial) {
    boolean cerebellum = hasCerebellum(trial);
    // A cortex alone predicts no feedback and has nothing frozen: these mean nothing there.
    double scale = cerebellum ? trial.number(Setting.FEEDBACK_SCALE) : 0;
    boolean terminal = cerebellum && trial.word(Setting.TERMINAL_FEEDBACK).equals("predicted");
    boolean countAll = trial.find(Setting.CLIP_SCOPE).filter("learning"::equals).isEmpty();
    return new LearningSettings(
        new FeedbackSettings(
            integer(trial, Setting.FEEDBACK_HORIZON),
            integer(trial, Setting.FEEDBACK_INTERVAL),
            scale,
            terminal
                ? FeedbackSettings.TerminalFeedback.PREDICTED
                : FeedbackSettings.TerminalFeedback.NONE),
        new Adam.Settings(
            trial.number(Setting.LEARNING_RATE),
            trial.number(Setting.ADAM_BETA1),
            trial.number(Setting.ADAM_BETA2),
            trial.number(Setting.ADAM_EPSILON)),
        new ClipSettings(
            trial.number(Setting.CLIP_NORM),
            countAll ? ClipSettings.Scope.ALL : ClipSettings.Scope.LEARNING));
  }

  private static Lesion lesion(Trial trial) {
    if (!hasCerebellum(trial)) {
      return Lesion.NONE;
    }
    Lesion.Kind kind =
        switch (trial.word(Setting.LESION)) {
          case "none" -> Lesion.Kind.NONE;
          case "cerebellum" -> Lesion.Kind.CEREBELLUM;
          case "inferior-olive" -> Lesion.Kind.INFERIOR_OLIVE;
          case "fixed" -> Lesion.Kind.FIXED;
          default -> throw new IllegalArgumentException("lesion " + trial.word(Setting.LESION));
        };
    return kind == Lesion.Kind.NONE
        ? Lesion.NONE
        : new Lesion(kind, integer(trial, Setting.LESION_EPOCH));
  }

  private static boolean hasCerebellum(Trial trial) {
    return trial.word(Setting.NETWORK).equals("ccrnn");
  }

  private static int integer(Trial trial, Setting setting) {
    return Math.toIntExact(trial.integer(setting));
  }
}
