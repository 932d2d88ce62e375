package ccrnn.pipeline.run;

import ccrnn.pipeline.plan.Inventory;
import ccrnn.pipeline.plan.Paces;
import ccrnn.pipeline.plan.Snapshots;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plan has to know of a results folder. */
public final class Holdings {
  /** Trials whose times are looked at; a median needs no more. */
  private static final int MOST_TIMES = 64;

  private Holdings() {}

  /**
   * Lists the snapshots of a folder and learns from the times of some of its trials.
   *
   * @param folder with the results
   * @param found what has been found in it
   * @return what it holds, for a plan
   * @throws java.io.UncheckedIOException if the storage fails
   */
  public static Inventory of(ResultsFolder folder, ccrnn.pipeline.store.Inventory found) {
    return new Inventory(
        found.complete(),
        found.failed(),
        new Snapshots(folder.notes().names(ResultsFolder.SNAPSHOTS)),
        paces(folder.sample(MOST_TIMES)));
  }

  private static Paces paces(List<StoredTrial> trials) {
    return Paces.learned(trials.stream().flatMap(trial -> observation(trial).stream()).toList());
  }

  /** Empty for a trial that did not come to its end, or has settings that are not of today. */
  private static Optional<Paces.Observation> observation(StoredTrial stored) {
    Map<String, Object> columns = stored.columns();
    if (!"complete".equals(columns.get("status"))
        || !(columns.get("seconds") instanceof Double seconds)
        || !(columns.get("epochs_trained") instanceof Integer epochs)) {
      return Optional.empty();
    }
    int shared = columns.get("forked_at") instanceof Integer taken ? taken : 0;
    try {
      return Optional.of(new Paces.Observation(stored.trial(), shared, epochs, seconds));
    } catch (IllegalArgumentException otherVersion) {
      return Optional.empty();
    }
  }
}
