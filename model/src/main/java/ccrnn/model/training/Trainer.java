package ccrnn.model.training;

import ccrnn.model.Network;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.learning.Learner;
import ccrnn.model.lesion.CerebellumFunction;
import ccrnn.model.metric.Dysmetria;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.ejml.data.FMatrixRMaj;

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
  private final FMatrixRMaj output; // rows S x B, O, time-major
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
        || settings.network().outputs() != task.outputs()) {
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
    network =
        Network.initialised(
            settings.network(),
            truncations,
            settings.batchSize(),
            new Streams(settings.seed()),
            kernel);
    learner = new Learner(network, settings.learning(), settings.batchSize());
    batch = new Batch(settings.batchSize(), task);
    output = new FMatrixRMaj(task.steps() * settings.batchSize(), task.outputs());
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
    double norms = 0;
    for (int i = 0; i < task.batches(); i++) {
      requireGoingOn();
      task.training(epoch, i, batch);
      double loss = learner.gradients(batch, function);
      double norm = learner.apply(function);
      if (!Double.isFinite(loss)) {
        throw new Diverged(epoch, "training loss " + loss);
      }
      if (!Double.isFinite(norm)) {
        throw new Diverged(epoch, "gradient norm " + norm);
      }
      losses += loss;
      norms += norm;
    }
    Evaluation validation = evaluate(task.validation(epoch));
    if (!Double.isFinite(validation.loss())) {
      throw new Diverged(epoch, "validation loss " + validation.loss());
    }
    epochs = epoch;
    return new EpochRecord(
        epoch,
        losses / task.batches(),
        validation.loss(),
        validation.dysmetria(),
        norms / task.batches());
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
    long count = 0;
    double squares = 0;
    double residuals = 0;
    while (sequences.next(batch) > 0) {
      requireGoingOn();
      int size = batch.size();
      network.predict(size, batch.input(), output);
      squares += squaredErrors(size);
      residuals += Dysmetria.sumOfLineResiduals(task.steps(), size, output, batch.multiplicities());
      count += batch.total();
    }
    return new Evaluation(count, squares / (count * task.steps()), residuals / count);
  }

  /** Squared distance of outputs and targets, summed over steps and sequences, copies included. */
  private double squaredErrors(int size) {
    int width = task.outputs();
    double sum = 0;
    for (int row = 0; row < task.steps() * size; row++) {
      double squares = 0;
      for (int j = row * width; j < (row + 1) * width; j++) {
        double error = (double) output.data[j] - batch.target().data[j];
        squares += error * error;
      }
      sum += batch.multiplicities()[row % size] * squares;
    }
    return sum;
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
