package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Trainee;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.plan.Lineage;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import ccrnn.pipeline.sweep.Trial;
import java.util.Optional;

/** The trained networks that a results folder keeps, where sweeps ask for {@code snapshots}. */
public final class KeptNetworks {
  private final ResultsFolder folder;
  private final DataLocation data;
  private final Kernel kernel;

  /**
   * Looks at nothing yet.
   *
   * @param folder with results
   * @param data where the data are that trials learnt from; their sizes shape some networks
   * @param kernel carrier of the hot loops; changes no result
   */
  public KeptNetworks(ResultsFolder folder, DataLocation data, Kernel kernel) {
    this.folder = folder;
    this.data = data;
    this.kernel = kernel;
  }

  /**
   * Brings a network back as it was after its last epoch.
   *
   * @param stored a trial of the folder
   * @return what was trained, ready to be evaluated; empty where no network was kept of the trial
   * @throws UserError if the file is damaged, the data are not those of the trial, or the trial is
   *     of another result version
   */
  public Optional<Trainee> find(StoredTrial stored) {
    Trial trial = stored.trial();
    if (!trial.id().equals(stored.id())) {
      throw new UserError(
          "trial %s is of another result version, whose networks this version cannot bring back"
              .formatted(stored.id()));
    }
    int epochs = stored.epochs().isEmpty() ? 0 : last(stored);
    String name = Lineage.snapshot(trial, epochs);
    String file = ResultsFolder.SNAPSHOTS + "/" + name;
    Optional<byte[]> bytes = folder.notes().bytes(file);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    Trainee trainee = Families.of(trial).trainee(trial, data, kernel);
    try {
      trainee.restore(Snapshot.fromBytes(name, bytes.get()).start().state().memory());
    } catch (IllegalArgumentException e) {
      throw new UserError(file + " in " + folder.location() + ": " + e.getMessage(), e);
    }
    return Optional.of(trainee);
  }

  private static int last(StoredTrial stored) {
    return stored.epochs().get(stored.epochs().size() - 1).epoch();
  }
}
