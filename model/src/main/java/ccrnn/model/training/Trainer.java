package ccrnn.model.training;

import ccrnn.model.Network;
import ccrnn.model.cerebellum.SilencedOutputs;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.learning.Dropout;
import ccrnn.model.learning.Learner;
import ccrnn.model.lesion.CerebellumFunction;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * One trial, epoch by epoch. Single-threaded; all memory is allocated here and none in the batch
 * loop. The epochs are a pure function of settings and task.
 */
public final class Trainer {
  private final TrialSettings settings;
  private final Task task;
  private final BooleanSupplier stop;
  private final Network network;
  private final Learner learner;
  private final Batch batch;
  private final Evaluator evaluator;
  private int epochs;

  /**
   * Draws the initial parameters.
   *
   * @param settings of the trial
   * @param task what is learnt
   * @param kernel carrier of the hot loops; does not change any result
   * @param stop polled before every batch; training ends when it tells true
   */
  public Trainer(TrialSettings settings, Task task, Kernel kernel, BooleanSupplier stop) {
    this.settings = settings;
    this.task = task;
    this.stop = stop;
    if (settings.network().inputs() != task.inputs()
        || settings.network().outputs() != task.outputs()
        || settings.network().answer() != task.answer()) {
      throw new IllegalArgumentException(
          "a network of "
              + settings.network().inputs()
              + " inputs and "
              + settings.network().outputs()
              + " outputs for a task of "
              + task.inputs()
              + " and "
              + task.outputs());
    }
    Truncations truncations =
        new Truncations(task.steps(), settings.learning().feedback().horizon());
    Streams streams = new Streams(settings.seed());
    int batchSize = settings.batchSize();
    network = Network.initialised(settings.network(), truncations, batchSize, streams, kernel);
    learner =
        new Learner(
            network, settings.learning(), batchSize, silenced(settings, streams), dropout(streams));
    batch = new Batch(batchSize, task);
    evaluator = new Evaluator(network, task, batchSize, this::requireGoingOn);
  }

  private static Optional<SilencedOutputs> silenced(TrialSettings settings, Streams streams) {
    double fraction = settings.lesion().fraction();
    return fraction < 1
        ? Optional.of(SilencedOutputs.draw(settings.network().stateWidth(), fraction, streams))
        : Optional.empty();
  }

  private Optional<Dropout> dropout(Streams streams) {
    double probability = settings.learning().inputDropout();
    int elements = task.steps() * settings.batchSize() * task.inputs();
    return probability > 0
        ? Optional.of(new Dropout(probability, elements, streams))
        : Optional.empty();
  }

  /**
   * Counts finished epochs.
   *
   * @return 0 before the first
   */
  public int epochs() {
    return epochs;
  }

  /**
   * Trains and validates one epoch.
   *
   * @return what it left
   * @throws Diverged if a loss or a gradient is no longer finite
   * @throws CancellationException if the stop signal came; the trainer is then of no further use
   */
  public EpochRecord trainEpoch() {
    int epoch = epochs + 1;
    CerebellumFunction function = settings.lesion().functionIn(epoch);
    double losses = 0;
    double means = 0;
    double norms = 0;
    long sequences = 0;
    learner.startEpoch();
    for (int i = 0; i < task.batches(); i++) {
      requireGoingOn();
      task.training(epoch, i, batch);
      learner.update(batch, function);
      requireFinite(learner.loss(), "training loss", epoch);
      requireFinite(learner.norm(), "gradient norm", epoch);
      losses += batch.total() * learner.loss();
      means += batch.total() * learner.meanLoss();
      norms += learner.norm();
      sequences += batch.total();
    }
    Evaluation validation = evaluate(task.validation(epoch));
    requireFinite(validation.loss(), "validation loss", epoch);
    epochs = epoch;
    return new EpochRecord(
        epoch, losses / sequences, means / sequences, norms / task.batches(), validation);
  }

  private static void requireFinite(double value, String name, int epoch) {
    if (!Double.isFinite(value)) {
      throw new Diverged(epoch, name + " " + value);
    }
  }

  /**
   * Runs the test with the parameters as they are.
   *
   * @return its result
   * @throws CancellationException if the stop signal came
   */
  public Evaluation test() {
    return evaluate(task.test());
  }

  /**
   * Runs sequences with the parameters as they are.
   *
   * @param sequences of the trainer's task, from their beginning
   * @return behaviour over all of them
   * @throws CancellationException if the stop signal came
   */
  public Evaluation evaluate(Task.Sequences sequences) {
    return evaluator.evaluate(sequences, batch);
  }

  private void requireGoingOn() {
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped in epoch " + (epochs + 1));
    }
  }

  /**
   * Copies all that is needed to go on from here.
   *
   * @return a state that shares nothing with the trainer
   */
  public TrialState state() {
    return new TrialState(
        epochs,
        learner.optimizer().steps(),
        network.parameters().values().clone(),
        learner.optimizer().memory().stream().map(float[]::clone).toList());
  }

  /**
   * Goes on from a state of a trial with the same settings, or with a lesion that had not yet
   * begun.
   *
   * @param state not modified
   * @throws IllegalArgumentException if the network has another number of parameters
   */
  public void restore(TrialState state) {
    float[] values = network.parameters().values();
    if (state.values().length != values.length) {
      throw new IllegalArgumentException(
          "state of " + state.values().length + " parameters for a network of " + values.length);
    }
    List<float[]> memory = state.memory();
    learner.optimizer().restore(state.optimizerSteps(), memory);
    System.arraycopy(state.values(), 0, values, 0, values.length);
    epochs = state.epochs();
    network.pack();
  }

  /**
   * The network under training, for probes and tests.
   *
   * @return the network itself
   */
  public Network network() {
    return network;
  }
}
