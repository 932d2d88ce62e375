package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.plan.Branch;
import ccrnn.pipeline.plan.Tree;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** Trials that are trained without Spark into a folder that keeps their networks. */
public final class KeptFolder {
  private KeptFolder() {}

  /**
   * Trains trials.
   *
   * @param path of a folder that may not be there yet
   * @param trials on embedded data
   * @param snapshots what is kept
   * @return the folder
   */
  public static ResultsFolder train(Path path, Collection<Trial> trials, Snapshotting snapshots) {
    ResultsFolder folder = ResultsFolder.create(path.toString());
    SnapshotFiles files =
        new SnapshotFiles(
            folder,
            snapshots,
            warning -> {
              throw new AssertionError(warning);
            });
    TrialRunner runner =
        new TrialRunner(
            "kept",
            new Training.Means(
                DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {}, Optional.of(files)));
    for (Trial trial : trials) {
      runner.run(
          new Tree(Branch.alone(trial), "", 1),
          end -> folder.commit(end.trial(), end.epochs(), end.measures()));
    }
    return folder;
  }
}
