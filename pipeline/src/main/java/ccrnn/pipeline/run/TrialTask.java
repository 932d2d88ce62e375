package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Trial;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.LongAccumulator;

/**
 * What an executor does with its trials: train, commit, next. Only names and counters cross the
 * wire. A failing trial is a committed row; only a failing commit fails the task.
 */
final class TrialTask implements VoidFunction<Iterator<Trial>> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final String sweep;
  private final DataLocation.Wire data;
  private final String kernel;
  private final LongAccumulator epochs;
  private final LongAccumulator failures;

  TrialTask(
      String folder,
      String sweep,
      DataLocation data,
      Optional<Kernel> kernel,
      LongAccumulator epochs,
      LongAccumulator failures) {
    this.folder = folder;
    this.sweep = sweep;
    this.data = data.wire();
    this.kernel = kernel.map(Kernel::name).orElse("");
    this.epochs = epochs;
    this.failures = failures;
  }

  @Override
  public void call(Iterator<Trial> trials) {
    TaskContext context = TaskContext.get();
    ResultsFolder results = ResultsFolder.open(folder);
    Kernel chosen = kernel.isEmpty() ? KernelChoice.fastest() : Kernel.valueOf(kernel);
    TrialRunner runner =
        new TrialRunner(
            sweep, data.location(), chosen, context::isInterrupted, () -> epochs.add(1));
    while (trials.hasNext()) {
      TrialRunner.Finished finished = runner.run(trials.next());
      results.commit(finished.trial(), finished.epochs(), finished.measures());
      if (!(finished.trial().outcome() instanceof Outcome.Complete)) {
        failures.add(1);
      }
    }
  }
}
