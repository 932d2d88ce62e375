package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Diverged;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import ccrnn.model.training.EpochRecord;
import ccrnn.model.training.Trainer;
import ccrnn.model.training.TrialState;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Origin;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * One trial under training, stretch by stretch, in the calling thread. What goes wrong becomes its
 * outcome: nothing that a trial does throws, except that it was told to stop.
 */
final class Training {
  private static final double NANOS = 1e-9;

  private final Trial trial;
  private final Means means;
  private final Origin origin;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final List<EpochRow> epochs;
  private final List<MeasureRow> measures;
  private Trainer<?> trainer; // null if the outcome was there before
  private List<MeasureRow> tested = List.of(); // not part of what others go on from
  private Outcome outcome; // null while the trial goes on
  private double seconds; // of finished work
  private OptionalLong workingSince = OptionalLong.empty();
  private long keptAt = System.nanoTime(); // or begun

  /**
   * What training needs beside the trial.
   *
   * @param data where the data are that trials may learn from
   * @param kernel carrier of the hot loops; changes no result
   * @param stop polled before every batch; training ends when it tells true
   * @param epochDone called after every epoch
   * @param snapshots kept of trials under way and trained; empty for none
   */
  record Means(
      DataLocation data,
      Kernel kernel,
      BooleanSupplier stop,
      Runnable epochDone,
      Optional<SnapshotFiles> snapshots) {
    void requireGoingOn() {
      if (stop.getAsBoolean()) {
        throw new CancellationException("stopped");
      }
    }
  }

  /**
   * The first epochs of a trial, for it or others to go on from.
   *
   * @param trial id of the trial that trained them, or took them over last
   * @param origin which of them that trial took over
   * @param seconds that the trial had taken by itself
   * @param state after them
   * @param epochs their rows
   * @param measures what they left beside, from before training on
   */
  record Start(
      String trial,
      Origin origin,
      double seconds,
      TrialState state,
      List<EpochRow> epochs,
      List<MeasureRow> measures) {
    Start {
      epochs = List.copyOf(epochs);
      measures = List.copyOf(measures);
    }
  }

  private Training(Trial trial, Means means, Origin origin) {
    this.trial = trial;
    this.means = means;
    this.origin = origin;
    this.epochs = new ArrayList<>();
    this.measures = new ArrayList<>();
  }

  /** Begins a trial, before its first epoch. */
  static Training begin(Trial trial, Means means) {
    Training training = new Training(trial, means, Origin.ITSELF);
    training.attempt(
        () -> {
          training.trainer = Trainers.of(trial, means.data(), means.kernel(), means.stop());
          training.probe();
        });
    return training;
  }

  /** Begins a trial where another one, or an earlier attempt at it, has come to. */
  static Training begin(Trial trial, Means means, Start start) {
    boolean same = start.trial().equals(trial.id());
    Training training =
        new Training(
            trial,
            means,
            same ? start.origin() : new Origin(Optional.of(start.trial()), start.state().epochs()));
    training.seconds = same ? start.seconds() : 0;
    training.epochs.addAll(start.epochs());
    training.measures.addAll(start.measures());
    training.attempt(
        () -> {
          training.trainer = Trainers.of(trial, means.data(), means.kernel(), means.stop());
          training.trainer.restore(start.state());
        });
    return training;
  }

  /** Trains until some epochs are finished, or to an earlier end. */
  void until(long epoch) {
    attempt(
        () -> {
          while (trainer.epochs() < epoch && !trainer.finished()) {
            long clock = System.nanoTime();
            EpochRecord record = trainer.trainEpoch();
            epochs.add(TrialRows.epoch(trial, record, (System.nanoTime() - clock) * NANOS));
            measures.addAll(TrialRows.wordLosses(record));
            keep(record.validation().more());
            keep(record.measures());
            probe();
            means.epochDone().run();
            keepNowAndThen();
          }
        });
  }

  private void keepNowAndThen() {
    if (means.snapshots().isEmpty() || means.snapshots().get().nanosBetween().isEmpty()) {
      return;
    }
    SnapshotFiles snapshots = means.snapshots().get();
    long now = System.nanoTime();
    if (now - keptAt >= snapshots.nanosBetween().get()) {
      keptAt = now;
      start().ifPresent(start -> snapshots.keepUnderWay(trial, start));
    }
  }

  /** Finished epochs, those that were taken over included. */
  int epochs() {
    return epochs.size();
  }

  /** Trains to the end, tests, and tells what there is of the trial. */
  TrialRunner.Finished finish(TrialRunner.Identity identity) {
    until(trial.integer(CommonRows.EPOCHS));
    attempt(() -> outcome = new Outcome.Complete(test()));
    if (outcome instanceof Outcome.Complete) {
      means.snapshots().ifPresent(snapshots -> snapshots.keepLast(trial, this));
    }
    return finished(identity, outcome);
  }

  private TrialRunner.Finished finished(TrialRunner.Identity identity, Outcome end) {
    List<MeasureRow> all = new ArrayList<>(measures);
    all.addAll(tested);
    return new TrialRunner.Finished(
        identity.row(trial, end, started, seconds, origin), epochs, all);
  }

  /**
   * What a trial is that has more epochs in common with this one than this one could train, as its
   * numbers left the finite range: it would have had the same end.
   */
  TrialRunner.Finished sameEnd(Trial other, TrialRunner.Identity identity) {
    Training twin = new Training(other, means, new Origin(Optional.of(trial.id()), epochs.size()));
    twin.epochs.addAll(epochs);
    twin.measures.addAll(measures);
    return twin.finished(identity, outcome);
  }

  /** Whether numbers left the finite range. */
  boolean diverged() {
    return outcome instanceof Outcome.Diverged;
  }

  /** Whether something went wrong that says nothing about other trials. */
  boolean failed() {
    return outcome instanceof Outcome.Failed;
  }

  /** The epochs so far; empty if there is no memory for a copy. */
  Optional<Start> start() {
    try {
      return Optional.of(new Start(trial.id(), origin, spent(), trainer.state(), epochs, measures));
    } catch (OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  /** Does a piece of work unless the trial has ended, takes its time, and notes how it failed. */
  private void attempt(Runnable work) {
    if (outcome != null) {
      return;
    }
    workingSince = OptionalLong.of(System.nanoTime());
    try {
      work.run();
    } catch (CancellationException stopped) {
      throw stopped;
    } catch (Diverged diverged) {
      outcome = new Outcome.Diverged(diverged.epoch(), diverged.getMessage());
    } catch (Exception | OutOfMemoryError failure) {
      outcome = failed(failure, epochs.size() + 1);
    }
    seconds = spent();
    workingSince = OptionalLong.empty();
  }

  /** Seconds that the trial has taken by itself. */
  private double spent() {
    return workingSince.isEmpty()
        ? seconds
        : seconds + (System.nanoTime() - workingSince.getAsLong()) * NANOS;
  }

  private static Outcome failed(Throwable failure, int epoch) {
    StringWriter stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack));
    return new Outcome.Failed(OptionalInt.of(epoch), failure.toString(), stack.toString());
  }

  /** Measures before training and after every n-th epoch. */
  private void probe() {
    if (trial.words(CommonRows.PROBES).isEmpty()
        || trainer.epochs() % trial.integer(CommonRows.PROBE_INTERVAL) != 0) {
      return;
    }
    means.requireGoingOn();
    keep(trainer.measures());
  }

  private void keep(List<Measure> found) {
    measures.addAll(rows(found));
  }

  private List<MeasureRow> rows(List<Measure> found) {
    return found.stream().map(measure -> TrialRows.measure(trainer.epochs(), measure)).toList();
  }

  private Measured<TestMetric> test() {
    Evaluation test = trainer.test();
    tested = rows(TrialRows.withoutColumn(test));
    return TrialRows.test(trial, test);
  }
}
