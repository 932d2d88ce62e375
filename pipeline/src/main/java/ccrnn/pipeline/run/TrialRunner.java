package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.BuildInfo;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.plan.Branch;
import ccrnn.pipeline.plan.Tree;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Origin;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.store.TrialRow;
import ccrnn.pipeline.sweep.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Trains trials one after the other in the calling thread. A trial's own failure becomes its
 * outcome: nothing that a trial does throws, except that it was told to stop.
 */
public final class TrialRunner {
  private final Training.Means means;
  private final Identity identity;

  /**
   * Prepares to train.
   *
   * @param sweep name of the sweep, for the rows
   * @param data where the data are that trials may learn from
   * @param kernel carrier of the hot loops; changes no result
   * @param stop polled before every batch; training ends when it tells true
   * @param epochDone called after every epoch
   */
  public TrialRunner(
      String sweep, DataLocation data, Kernel kernel, BooleanSupplier stop, Runnable epochDone) {
    this(sweep, new Training.Means(data, kernel, stop, epochDone, Optional.empty()));
  }

  /** Prepares to train, perhaps with snapshots. */
  TrialRunner(String sweep, Training.Means means) {
    this.means = means;
    BuildInfo build = BuildInfo.current();
    identity =
        new Identity(
            sweep,
            Provenance.here(
                build.version(), build.gitId(), means.kernel().name().toLowerCase(Locale.ROOT)));
  }

  /** What all rows of a runner have in common. */
  record Identity(String sweep, Provenance provenance) {
    TrialRow row(Trial trial, Outcome outcome, Instant started, double seconds, Origin origin) {
      return new TrialRow(trial, sweep, outcome, provenance, started, seconds, origin);
    }
  }

  /**
   * What a trial left.
   *
   * @param trial its row
   * @param epochs its epochs, in order, up to its end or failure
   * @param measures what they left beside, in order
   */
  public record Finished(TrialRow trial, List<EpochRow> epochs, List<MeasureRow> measures) {
    /** Copies the lists. */
    public Finished {
      epochs = List.copyOf(epochs);
      measures = List.copyOf(measures);
    }
  }

  /**
   * Trains one trial from its beginning to its end.
   *
   * @param trial its settings
   * @return what it left, also where it failed
   * @throws CancellationException if the stop signal came
   */
  public Finished run(Trial trial) {
    return Training.begin(trial, means).finish(identity);
  }

  /**
   * Trains the trials of a tree, what they have in common once. A fork is trained as soon as the
   * trunk has come to it, while the trunk waits; so no states are kept, and a trial is handed over
   * as soon as it is finished.
   *
   * <p>Every trial ends as it would have ended alone. Where the trunk stops early or its numbers
   * leave the finite range, so do those that would have forked later. Where the trunk fails
   * otherwise, its forks are trained from their beginnings; and so is a fork that fails, once more,
   * with the memory that the trunk took. A snapshot that cannot be read is as none.
   *
   * @param tree the trials
   * @param finished takes each trial as it is finished; what it throws ends the run
   * @throws CancellationException if the stop signal came
   */
  public void run(Tree tree, Consumer<Finished> finished) {
    Optional<Training.Start> start =
        tree.snapshot().flatMap(name -> means.snapshots().flatMap(files -> files.find(name)));
    run(tree.trunk(), start, finished);
  }

  /** A trunk, then what could not fork from it. */
  private void run(Branch trunk, Optional<Training.Start> start, Consumer<Finished> finished) {
    List<Branch> alone = new ArrayList<>();
    grow(trunk, start, finished, alone);
    for (Branch branch : alone) {
      run(branch, Optional.empty(), finished);
    }
  }

  private void grow(
      Branch branch,
      Optional<Training.Start> start,
      Consumer<Finished> finished,
      List<Branch> alone) {
    Training training = begin(branch.trial(), start);
    for (Branch fork : branch.forks()) {
      if (fork.forkedAt() < training.epochs()) { // an earlier attempt got further
        alone.add(fork);
        continue;
      }
      training.until(fork.forkedAt());
      if (training.diverged()) {
        fork.trials().forEach(trial -> finished.accept(training.sameEnd(trial, identity)));
        continue;
      }
      Optional<Training.Start> common = training.failed() ? Optional.empty() : training.start();
      if (common.isPresent()) {
        grow(fork, common, finished, alone);
      } else {
        alone.add(fork);
      }
    }
    Finished end = training.finish(identity);
    if (training.failed() && start.isPresent()) {
      alone.add(Branch.alone(branch.trial()));
    } else {
      finished.accept(end);
      means.snapshots().ifPresent(files -> files.forgetUnderWay(branch.trial()));
    }
  }

  /** Where an earlier attempt has come to, or at a fork, or anew. */
  private Training begin(Trial trial, Optional<Training.Start> start) {
    int least = start.map(from -> from.state().epochs()).orElse(0);
    return means
        .snapshots()
        .flatMap(files -> files.underWay(trial))
        .filter(from -> from.state().epochs() > least)
        .or(() -> start)
        .map(from -> Training.begin(trial, means, from))
        .orElseGet(() -> Training.begin(trial, means));
  }
}
