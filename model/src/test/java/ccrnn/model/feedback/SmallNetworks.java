package ccrnn.model.feedback;

import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.parameter.Block;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.LineDrawing;
import ccrnn.model.task.Task;
import ccrnn.model.training.Schedule;
import ccrnn.model.training.Trainer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Networks and trials that are small enough for tests, on line drawing. */
public final class SmallNetworks {
  public static final int BATCH = 6;

  private SmallNetworks() {}

  public static NetworkShape crnn(CortexKind cortex, int units) {
    return new NetworkShape(cortex, Answer.TRAJECTORY, 1, units, 2, Optional.empty());
  }

  public static NetworkShape ccrnn(CortexKind cortex, int units, int granules, int layers) {
    return new NetworkShape(
        cortex, Answer.TRAJECTORY, 1, units, 2, Optional.of(cerebellum(granules, layers)));
  }

  public static CerebellumShape cerebellum(int granules, int layers) {
    return new CerebellumShape(granules, layers, OptionalInt.empty(), CerebellumShape.Context.NONE);
  }

  /** A network for a task. */
  public static NetworkShape shape(
      CortexKind cortex, Task task, int units, Optional<CerebellumShape> cerebellum) {
    return new NetworkShape(
        cortex, task.answer(), task.inputs(), units, task.outputs(), cerebellum);
  }

  public static LearningSettings learning(int horizon, int interval) {
    return new LearningSettings(
        new FeedbackSettings(horizon, interval, 0.1, FeedbackSettings.TerminalFeedback.PREDICTED),
        new Adam.Settings(1e-3, 0.9, 0.98, 1e-9),
        new ClipSettings(1, ClipSettings.Scope.ALL));
  }

  /** Gradients of whole sequences from the zero state. */
  public static double gradients(
      FeedbackDecoupling decoupling,
      Network network,
      FeedbackSettings settings,
      Batch batch,
      CerebellumFunction function) {
    Truncations truncations = network.truncations(batch.steps());
    Window all =
        new Window(0, truncations, batch.steps(), network.shape().answer(), settings.interval());
    return decoupling.gradients(batch, all, null, function, ClipSettings.Scope.ALL, 0);
  }

  public static FeedbackDecoupling decoupling(
      Network network, FeedbackSettings settings, int batch) {
    return new FeedbackDecoupling(network, settings, batch, Optional.empty(), Optional.empty());
  }

  public static LineDrawing task(long seed) {
    return task(seed, 0);
  }

  public static LineDrawing task(long seed, double noise) {
    var settings = new LineDrawing.Settings(10, 7, 10, noise, noise, 4, 20, 20);
    return new LineDrawing(settings, BATCH, new Streams(seed));
  }

  public static Trainer<RecurrentTrainee> trainer(
      NetworkShape shape, LearningSettings learning, Lesion lesion, long seed) {
    TrialSettings settings = new TrialSettings(shape, learning, lesion, BATCH, seed);
    return trainer(settings, task(seed, 0.1), Kernel.PLAIN, () -> false);
  }

  public static Trainer<RecurrentTrainee> trainer(
      TrialSettings settings, Task task, Kernel kernel, BooleanSupplier stop) {
    return new Trainer<>(new RecurrentTrainee(settings, task, kernel), Schedule.NONE, stop);
  }

  /**
   * A network of a seed whose output layer of the cerebellum is not zero, so that feedback flows.
   */
  public static Network speaking(NetworkShape shape, Truncations truncations, int batch) {
    Network network =
        Network.initialised(
            shape, truncations, batch, InitialWeights.PUBLISHED, new Streams(11), Kernel.PLAIN);
    SplittableRandom random = new SplittableRandom(5);
    for (Block block : network.parameters().layout().blocks()) {
      if (block.offset() >= shape.cerebellumOffset()) {
        for (int i = block.offset(); i < block.end(); i++) {
          network.parameters().values()[i] = (float) (random.nextDouble() - 0.5);
        }
      }
    }
    network.pack();
    return network;
  }
}
