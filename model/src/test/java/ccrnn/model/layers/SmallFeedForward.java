package ccrnn.model.layers;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.parameter.Block;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Reaching;
import ccrnn.model.task.Task;
import ccrnn.model.training.Schedule;
import ccrnn.model.training.Trainer;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Feed-forward networks and trials that are small enough for tests. */
final class SmallFeedForward {
  static final int BATCH = 6;

  private SmallFeedForward() {}

  static FeedForwardSettings settings(
      Decoupling decoupling, HiddenActivation activation, int cerebellumLayers) {
    return new FeedForwardSettings(
        decoupling,
        3,
        8,
        activation,
        10,
        cerebellumLayers,
        0.7,
        new Adam.Settings(1e-3, 0.9, 0.98, 1e-9),
        1,
        BATCH,
        9);
  }

  static Reaching task(long seed, double noise) {
    return task(Reaching.CueCode.ONE_OF_N, seed, noise);
  }

  static Reaching task(Reaching.CueCode code, long seed, double noise) {
    return new Reaching(
        new Reaching.Settings(code, 7, 10, noise, noise, 4, 20, 20), BATCH, new Streams(seed));
  }

  static Trainer<FeedForwardTrainee> trainer(FeedForwardSettings settings, Kernel kernel) {
    return trainer(settings, task(settings.seed(), 0.1), kernel, () -> false);
  }

  static Trainer<FeedForwardTrainee> trainer(
      FeedForwardSettings settings, Task task, Kernel kernel, BooleanSupplier stop) {
    return new Trainer<>(new FeedForwardTrainee(settings, task, kernel), Schedule.NONE, stop);
  }

  /** A network whose cerebella's outputs are not zero, so that predictions matter. */
  static FeedForwardNetwork speaking(FeedForwardSettings settings, Reaching task) {
    var network = new FeedForwardNetwork(settings, task.inputs(), task.outputs(), Kernel.PLAIN);
    SplittableRandom random = new SplittableRandom(5);
    for (Block block : network.parameters().layout().blocks()) {
      if (block.offset() >= network.cerebellaOffset()) {
        for (int i = block.offset(); i < block.end(); i++) {
          network.parameters().values()[i] = (float) (random.nextDouble() - 0.5);
        }
      }
    }
    network.pack();
    return network;
  }
}
