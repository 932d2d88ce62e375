package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.plan.Bundle;
import ccrnn.pipeline.plan.Tree;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Trial;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;

/**
 * What an executor does with its trials: train, commit, next. Only names and counters cross the
 * wire. A failing trial is a committed row; only a failing commit fails the task. A later attempt
 * at a task leaves out what an earlier one has committed.
 */
final class TrialTask implements VoidFunction<Iterator<Bundle>> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final String sweep;
  private final DataLocation.Wire data;
  private final String kernel;
  private final boolean keepLast;
  private final long secondsBetween; // 0 for never
  private final Counters counters;

  TrialTask(
      String folder,
      String sweep,
      DataLocation data,
      Optional<Kernel> kernel,
      Snapshotting snapshots,
      Counters counters) {
    this.folder = folder;
    this.sweep = sweep;
    this.data = data.wire();
    this.kernel = kernel.map(Kernel::name).orElse("");
    this.keepLast = snapshots.last();
    this.secondsBetween = snapshots.every().map(Duration::toSeconds).orElse(0L);
    this.counters = counters;
  }

  @Override
  public void call(Iterator<Bundle> bundles) {
    TaskContext context = TaskContext.get();
    ResultsFolder results = ResultsFolder.open(folder);
    Kernel chosen = kernel.isEmpty() ? KernelChoice.fastest() : Kernel.valueOf(kernel);
    SnapshotFiles files =
        new SnapshotFiles(results, snapshots(), line -> counters.warnings().add(line));
    TrialRunner runner =
        new TrialRunner(
            sweep,
            new Training.Means(
                data.location(),
                chosen,
                context::isInterrupted,
                () -> counters.epochs().add(1),
                Optional.of(files)));
    while (bundles.hasNext()) {
      for (Tree planned : bundles.next().trees()) {
        for (Tree tree : context.attemptNumber() == 0 ? List.of(planned) : rest(planned, results)) {
          runner.run(tree, finished -> commit(finished, results));
        }
      }
    }
  }

  private Snapshotting snapshots() {
    return new Snapshotting(
        keepLast,
        secondsBetween == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(secondsBetween)));
  }

  /** What an earlier attempt has left undone. */
  private List<Tree> rest(Tree tree, ResultsFolder results) {
    Set<String> done = new HashSet<>();
    for (Trial trial : tree.trials()) {
      if (results.isComplete(trial.id())) {
        done.add(trial.id());
        counters.trials().add(1);
      }
    }
    return tree.without(done);
  }

  private void commit(TrialRunner.Finished finished, ResultsFolder results) {
    results.commit(finished.trial(), finished.epochs(), finished.measures());
    counters.trials().add(1);
    if (!(finished.trial().outcome() instanceof Outcome.Complete)) {
      counters.failures().add(1);
    }
  }
}
