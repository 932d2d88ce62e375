package ccrnn.model.training;

import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Diverged;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Trainee;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * One trial, epoch by epoch. Single-threaded; memory is allocated at the start, scratch memory of
 * the plain kernel in the first batches, and none in the batch loop after that. The epochs are a
 * pure function of settings and task.
 *
 * @param <T> kind of network
 */
public final class Trainer<T extends Trainee> {
  private final T trainee;
  private final Task task;
  private final BooleanSupplier stop;
  private final Batch batch;
  private final Optional<ReduceOnPlateau> plateau;
  private final Optional<EarlyStopping> earlyStopping;
  private int epochs;

  /**
   * Allocates the memory of a batch.
   *
   * @param trainee what learns
   * @param task what is learnt
   * @param batch memory for as many sequences as an update takes
   * @param schedule what the validation loss decides
   * @param stop polled before every batch; training ends when it tells true
   */
  public Trainer(T trainee, Task task, Batch batch, Schedule schedule, BooleanSupplier stop) {
    this.trainee = trainee;
    this.task = task;
    this.batch = batch;
    this.stop = stop;
    double rate = trainee.optimizer().learningRate();
    plateau = schedule.plateau().map(settings -> new ReduceOnPlateau(settings, rate));
    earlyStopping =
        schedule.earlyStopping().isPresent()
            ? Optional.of(new EarlyStopping(schedule.earlyStopping().getAsInt()))
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
   * Tells whether the schedule has ended training.
   *
   * @return true after an early stop
   */
  public boolean stoppedEarly() {
    return earlyStopping.isPresent() && earlyStopping.get().stopped();
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
    double rate = trainee.optimizer().learningRate();
    double losses = 0;
    double means = 0;
    double norms = 0;
    long sequences = 0;
    trainee.startEpoch(epoch);
    for (int i = 0; i < task.batches(); i++) {
      requireGoingOn();
      task.training(epoch, i, batch);
      trainee.update(batch);
      requireFinite(trainee.loss(), "training loss", epoch);
      requireFinite(trainee.norm(), "gradient norm", epoch);
      losses += batch.total() * trainee.loss();
      means += batch.total() * trainee.meanLoss();
      norms += trainee.norm();
      sequences += batch.total();
    }
    Evaluation validation = evaluate(task.validation(epoch));
    requireFinite(validation.loss(), "validation loss", epoch);
    plateau.ifPresent(
        schedule -> trainee.optimizer().learningRate(schedule.after(validation.loss())));
    earlyStopping.ifPresent(schedule -> schedule.after(validation.loss()));
    epochs = epoch;
    return new EpochRecord(
        epoch, losses / sequences, means / sequences, norms / task.batches(), rate, validation);
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
    return trainee.evaluate(sequences, batch, this::requireGoingOn);
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
    double[] schedule = new double[scheduleLength()];
    int at = 0;
    if (plateau.isPresent()) {
      double[] memory = plateau.get().memory();
      System.arraycopy(memory, 0, schedule, 0, memory.length);
      at = memory.length;
    }
    if (earlyStopping.isPresent()) {
      double[] memory = earlyStopping.get().memory();
      System.arraycopy(memory, 0, schedule, at, memory.length);
    }
    return new TrialState(
        epochs,
        trainee.optimizer().steps(),
        trainee.parameters().values().clone(),
        trainee.optimizer().memory().stream().map(float[]::clone).toList(),
        schedule);
  }

  private int scheduleLength() {
    return (plateau.isPresent() ? ReduceOnPlateau.MEMORY : 0)
        + (earlyStopping.isPresent() ? EarlyStopping.MEMORY : 0);
  }

  /**
   * Goes on from a state of a trial with the same settings, or with a lesion that had not yet
   * begun.
   *
   * @param state not modified
   * @throws IllegalArgumentException if the network has another number of parameters or the
   *     schedule is another
   */
  public void restore(TrialState state) {
    float[] values = trainee.parameters().values();
    if (state.values().length != values.length) {
      throw new IllegalArgumentException(
          "state of " + state.values().length + " parameters for a network of " + values.length);
    }
    if (state.schedule().length != scheduleLength()) {
      throw new IllegalArgumentException("state of a trial with another schedule");
    }
    List<float[]> memory = state.memory();
    trainee.optimizer().restore(state.optimizerSteps(), memory);
    System.arraycopy(state.values(), 0, values, 0, values.length);
    int at = 0;
    if (plateau.isPresent()) {
      at = ReduceOnPlateau.MEMORY;
      plateau.get().restore(Arrays.copyOf(state.schedule(), at));
      trainee.optimizer().learningRate(plateau.get().learningRate());
    }
    if (earlyStopping.isPresent()) {
      earlyStopping
          .get()
          .restore(Arrays.copyOfRange(state.schedule(), at, state.schedule().length));
    }
    epochs = state.epochs();
    trainee.pack();
  }

  /**
   * What is being learnt.
   *
   * @return the task itself
   */
  public Task task() {
    return task;
  }

  /**
   * What is being trained, for probes and tests.
   *
   * @return the trainee itself
   */
  public T trainee() {
    return trainee;
  }
}
