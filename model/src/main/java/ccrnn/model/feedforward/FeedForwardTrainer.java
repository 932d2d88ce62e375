package ccrnn.model.feedforward;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.learning.Adam;
import ccrnn.model.learning.GradientClip;
import ccrnn.model.learning.Optimizer;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.training.Diverged;
import ccrnn.model.training.EpochRecord;
import ccrnn.model.training.Evaluation;
import ccrnn.model.training.TrialState;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.ejml.data.FMatrixRMaj;

/**
 * One trial of a feed-forward network, epoch by epoch. Single-threaded; all memory is allocated
 * here and none in the batch loop. The epochs are a pure function of settings and task.
 *
 * <p>Records and evaluations read as those of the recurrent networks with S = 1: losses are squared
 * distances to the target, mean over sequences. The training loss is that of the network as it
 * trains, on predicted activity where there is one; validation and test run without cerebella. A
 * single point does not waver, so dysmetria is 0.
 */
public final class FeedForwardTrainer {
  private final FeedForwardSettings settings;
  private final Task task;
  private final BooleanSupplier stop;
  private final FeedForwardNetwork network;
  private final LayerDecoupling decoupling;
  private final GradientClip clip = new GradientClip();
  private final Optimizer optimizer;
  private final Batch batch;
  private final FMatrixRMaj output; // B x O
  private int epochs;

  /**
   * Draws the initial parameters.
   *
   * @param settings of the trial
   * @param task what is learnt: points, in a single step
   * @param kernel carrier of the hot loops; does not change any result
   * @param stop polled before every batch; training ends when it tells true
   * @throws IllegalArgumentException if the task has several steps or does not ask for points
   */
  public FeedForwardTrainer(
      FeedForwardSettings settings, Task task, Kernel kernel, BooleanSupplier stop) {
    if (task.answer() != Answer.TRAJECTORY || task.steps() != 1) {
      throw new IllegalArgumentException(
          "a feed-forward network answers with one point, not with %s of %d steps"
              .formatted(task.answer(), task.steps()));
    }
    this.settings = settings;
    this.task = task;
    this.stop = stop;
    network = new FeedForwardNetwork(settings, task.inputs(), task.outputs(), kernel);
    decoupling = new LayerDecoupling(network, task.outputs());
    optimizer = new Adam(settings.adam(), network.parameters().layout().length(), kernel);
    batch = new Batch(settings.batchSize(), task);
    output = new FMatrixRMaj(settings.batchSize(), task.outputs());
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
    double losses = 0;
    double norms = 0;
    for (int i = 0; i < task.batches(); i++) {
      requireGoingOn();
      task.training(epoch, i, batch);
      losses += finite(decoupling.gradients(batch), "training loss", epoch);
      norms += finite(apply(), "gradient norm", epoch);
    }
    Evaluation validation = evaluate(task.validation(epoch));
    finite(validation.loss(), "validation loss", epoch);
    epochs = epoch;
    return new EpochRecord(
        epoch,
        losses / task.batches(),
        validation.loss(),
        validation.dysmetria(),
        norms / task.batches());
  }

  /** Clips the gradients, changes the parameters, and returns the norm before clipping. */
  private double apply() {
    float[] gradients = network.parameters().gradients();
    double norm = clip.norm(gradients, gradients.length);
    clip.apply(norm, settings.clipNorm(), gradients, gradients.length);
    optimizer.step(network.parameters().values(), gradients, gradients.length);
    network.pack();
    return norm;
  }

  private static double finite(double value, String what, int epoch) {
    if (!Double.isFinite(value)) {
      throw new Diverged(epoch, what + " " + value);
    }
    return value;
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
    while (sequences.next(batch) > 0) {
      requireGoingOn();
      network.predict(batch.size(), batch.input(), output);
      squares += squaredErrors();
      count += batch.total();
    }
    return new Evaluation(count, squares / count, 0);
  }

  /** Squared distance of outputs and targets, summed over sequences, copies included. */
  private double squaredErrors() {
    int width = output.numCols;
    double sum = 0;
    for (int row = 0; row < batch.size(); row++) {
      double squares = 0;
      for (int j = row * width; j < (row + 1) * width; j++) {
        double error = (double) output.data[j] - batch.target().data[j];
        squares += error * error;
      }
      sum += batch.multiplicities()[row] * squares;
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
        optimizer.steps(),
        network.parameters().values().clone(),
        optimizer.memory().stream().map(float[]::clone).toList());
  }

  /**
   * Goes on from a state of a trial with the same settings.
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
    optimizer.restore(state.optimizerSteps(), state.memory());
    System.arraycopy(state.values(), 0, values, 0, values.length);
    epochs = state.epochs();
    network.pack();
  }

  /**
   * The network under training, for probes and tests.
   *
   * @return the network itself
   */
  public FeedForwardNetwork network() {
    return network;
  }
}
