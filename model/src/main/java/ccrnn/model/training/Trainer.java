package ccrnn.model.training;

import ccrnn.model.trainee.Diverged;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * One trial, epoch by epoch: leads any {@link Trainee}, of which it knows no more than that.
 * Single-threaded; memory is allocated at the start, scratch memory of the plain kernel in the
 * first batches, and none in the batch loop after that. The epochs are a pure function of the
 * trainee's settings and the schedule.
 *
 * @param <T> kind of trainee
 */
public final class Trainer<T extends Trainee> {
  private final T trainee;
  private final BooleanSupplier stop;
  private final Optional<ReduceOnPlateau> plateau;
  private final Optional<EarlyStopping> earlyStopping;
  private int epochs;

  /**
   * Starts before the first epoch.
   *
   * @param trainee what learns, not trained yet
   * @param schedule what the validation loss decides
   * @param stop polled before every batch; training ends when it tells true
   * @throws IllegalArgumentException if the schedule lowers a learning rate and there is none
   */
  public Trainer(T trainee, Schedule schedule, BooleanSupplier stop) {
    this.trainee = trainee;
    this.stop = stop;
    if (schedule.plateau().isPresent() && trainee.learningRate().isEmpty()) {
      throw new IllegalArgumentException("there is no learning rate to lower");
    }
    plateau =
        schedule
            .plateau()
            .map(settings -> new ReduceOnPlateau(settings, trainee.learningRate().getAsDouble()));
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
   * Tells whether training has ended: the schedule has stopped it early, or the trainee has come to
   * the end of its own rule.
   *
   * @return true after the last epoch that there will be
   */
  public boolean finished() {
    return trainee.finished() || (earlyStopping.isPresent() && earlyStopping.get().stopped());
  }

  /**
   * Trains and validates one epoch.
   *
   * @return what it left
   * @throws Diverged if a loss or a gradient is no longer finite; the trainer is then of no further
   *     use
   * @throws CancellationException if the stop signal came; the trainer is then of no further use
   * @throws IllegalStateException if the trainee has come to its end
   */
  public EpochRecord trainEpoch() {
    if (trainee.finished()) {
      throw new IllegalStateException("training has ended with epoch " + epochs);
    }
    int epoch = epochs + 1;
    Tally tally = new Tally(epoch);
    trainee.startEpoch(epoch);
    OptionalDouble rate = trainee.learningRate();
    int batches = trainee.batches(epoch);
    for (int i = 0; i < batches; i++) {
      requireGoingOn();
      trainee.update(epoch, i, tally);
    }
    Evaluation validation = trainee.validate(epoch, this::requireGoingOn);
    double loss = validation.loss();
    if (!Double.isFinite(loss)) {
      throw new Diverged(epoch, "validation loss " + loss);
    }
    List<Measure> measures = trainee.endEpoch(epoch, validation);
    plateau.ifPresent(schedule -> trainee.learningRate(schedule.after(loss)));
    earlyStopping.ifPresent(schedule -> schedule.after(loss));
    epochs = epoch;
    return new EpochRecord(
        epoch, tally.loss(), tally.meanLoss(), tally.norm(), rate, validation, measures);
  }

  /**
   * Runs the test with what has been learnt.
   *
   * @return its result
   * @throws CancellationException if the stop signal came
   */
  public Evaluation test() {
    return trainee.test(epochs, this::requireGoingOn);
  }

  /**
   * Measures what the trainee was asked to measure, before training or after the last epoch.
   *
   * @return in a fixed order
   * @throws CancellationException if the stop signal came
   */
  public List<Measure> measures() {
    return trainee.measures(epochs, this::requireGoingOn);
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
    return new TrialState(epochs, trainee.memory(), schedule);
  }

  private int scheduleLength() {
    return (plateau.isPresent() ? ReduceOnPlateau.MEMORY : 0)
        + (earlyStopping.isPresent() ? EarlyStopping.MEMORY : 0);
  }

  /**
   * Goes on from a state of a trial with the same settings, or with settings that differ in what
   * had not yet begun, such as a lesion ({@link Trainee}, "Phases, lesions and forks").
   *
   * @param state not modified
   * @throws IllegalArgumentException if the schedule or the network is another; the trainer is then
   *     of no further use
   */
  public void restore(TrialState state) {
    if (state.schedule().length != scheduleLength()) {
      throw new IllegalArgumentException("state of a trial with another schedule");
    }
    trainee.restore(state.memory());
    int at = 0;
    if (plateau.isPresent()) {
      at = ReduceOnPlateau.MEMORY;
      plateau.get().restore(Arrays.copyOf(state.schedule(), at));
      trainee.learningRate(plateau.get().learningRate());
    }
    if (earlyStopping.isPresent()) {
      earlyStopping
          .get()
          .restore(Arrays.copyOfRange(state.schedule(), at, state.schedule().length));
    }
    epochs = state.epochs();
  }

  /**
   * What is being trained, for those who know more of it than a trainer does.
   *
   * @return the trainee itself
   */
  public T trainee() {
    return trainee;
  }
}
