package ccrnn.pipeline.store;

import ccrnn.pipeline.Locations;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.Tables.FinishedEpoch;
import ccrnn.pipeline.store.Tables.FinishedMeasure;
import ccrnn.pipeline.store.Tables.FinishedTrial;
import ccrnn.pipeline.sweep.CommonRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.security.AccessControlException;

/**
 * A folder with the tables {@code trials}, {@code epochs} and, where trials have any, {@code
 * measures}, local or wherever the Hadoop file system reaches. Any number of processes may write
 * and read at the same time.
 *
 * <p><b>Commit.</b> All work is done under a temporary name: write, close, read again, check. The
 * commit itself is a rename. The {@code epochs} file comes first, then that of {@code measures},
 * and the {@code trials} file last, so that a trial that is in {@code trials} is whole. A second
 * attempt of the same trial replaces its files with the same content. On object stores, which have
 * no atomic rename but show a file only once it is closed, it is written in place.
 *
 * <p><b>Leftovers.</b> A killed attempt leaves a temporary file behind, which every reader passes
 * over. {@link #removeLeftovers} removes those that nothing has written to for {@link
 * #LEFTOVER_AGE}, far longer than any commit takes. It does not ask whether the writer still lives,
 * because process ids mean nothing across machines and containers that share a folder; should it
 * live after all, its commit fails and the trial is run again.
 *
 * <p>A commit does no fsync: a killed process loses no committed trial; a power failure may, and
 * its checksum tells, so that it is run again. Compaction forces a merged file to the disk before
 * it removes what it was made of.
 */
public final class ResultsFolder {
  /** Age from which a temporary file is taken for abandoned. */
  public static final Duration LEFTOVER_AGE = Duration.ofHours(1);

  /** Shortest prefix of an id that {@link #trial} takes, in hexadecimal digits. */
  public static final int SHORTEST_PREFIX = 4;

  /** Folder of the states that trials may go on from, beside the tables. */
  public static final String SNAPSHOTS = "snapshots";

  private final String location;
  private final Storage storage;
  private final FolderReader reader;
  private final Notes notes;

  private ResultsFolder(String location, Storage storage) {
    this.location = location;
    this.storage = storage;
    this.reader = new FolderReader(location, storage);
    this.notes = new Notes(location, storage);
  }

  /**
   * Opens a folder for reading.
   *
   * @param location a path, or a URI that the Hadoop file system understands
   * @return the folder
   * @throws UserError if it does not exist, is a file, or holds no results
   */
  public static ResultsFolder open(String location) {
    return open(location, Map.of());
  }

  /**
   * Opens a folder for reading.
   *
   * @param location a path, or a URI that the Hadoop file system understands
   * @param hadoop Hadoop settings for a URI, on top of Hadoop's own; not used for a path
   * @return the folder
   * @throws UserError if it does not exist, is a file, or holds no results
   */
  public static ResultsFolder open(String location, Map<String, String> hadoop) {
    try {
      Storage storage = storage(location, hadoop);
      if (storage.kind(Tables.TRIALS.table()) == Storage.Kind.FOLDER) {
        return new ResultsFolder(location, storage); // every task asks, so in one step
      }
      switch (storage.kind("")) {
        case ABSENT ->
            throw new UserError(
                "results folder " + location + " does not exist; `ccrnn run` makes one");
        case FILE -> throw isFile(location);
        case FOLDER -> {
          if (storage.kind(Tables.EPOCHS.table()) != Storage.Kind.FOLDER) {
            throw new UserError(
                location + " is no results folder: it has neither trials/ nor epochs/");
          }
        }
      }
      return new ResultsFolder(location, storage);
    } catch (IOException e) {
      throw unreachable(location, "read", e);
    }
  }

  /**
   * Opens a folder for reading if there are results in it.
   *
   * @param location a path, or a URI that the Hadoop file system understands
   * @return the folder; empty if it does not exist or holds no results yet
   * @throws UserError if it is a file or cannot be read
   */
  public static Optional<ResultsFolder> find(String location) {
    try {
      Storage storage = storage(location, Map.of());
      return switch (storage.kind("")) {
        case ABSENT -> Optional.empty();
        case FILE -> throw isFile(location);
        case FOLDER ->
            storage.kind(Tables.TRIALS.table()) == Storage.Kind.FOLDER
                ? Optional.of(new ResultsFolder(location, storage))
                : Optional.empty();
      };
    } catch (IOException e) {
      throw unreachable(location, "read", e);
    }
  }

  /**
   * Opens a folder for writing and makes it if it does not exist. Writes and removes a small file
   * among the trials and among the epochs to see that it can; a task that follows can {@link #open}
   * it. The folder of the measures is made when a trial has some.
   *
   * @param location a path, or a URI that the Hadoop file system understands
   * @return the folder
   * @throws UserError if it is a file or cannot be written to
   */
  public static ResultsFolder create(String location) {
    return create(location, Map.of());
  }

  /**
   * Opens a folder for writing and makes it if it does not exist. Writes and removes a small file
   * among the trials and among the epochs to see that it can; a task that follows can {@link #open}
   * it. The folder of the measures is made when a trial has some.
   *
   * @param location a path, or a URI that the Hadoop file system understands
   * @param hadoop Hadoop settings for a URI, on top of Hadoop's own; not used for a path
   * @return the folder
   * @throws UserError if it is a file or cannot be written to
   */
  public static ResultsFolder create(String location, Map<String, String> hadoop) {
    try {
      Storage storage = storage(location, hadoop);
      if (storage.kind("") == Storage.Kind.FILE) {
        throw isFile(location);
      }
      for (TableSchema table : List.of(Tables.EPOCHS, Tables.TRIALS)) {
        storage.createFolder(table.table());
        String probe = TableNames.temporary(table.table() + "/probe");
        TableWriter.write(Tables.EPOCH_TABLE, List.of(), Map.of(), storage.output(probe));
        storage.delete(probe);
      }
      return new ResultsFolder(location, storage);
    } catch (IOException e) {
      throw unreachable(location, "written to", e);
    }
  }

  /**
   * @return the folder as it was given
   */
  public String location() {
    return location;
  }

  /**
   * @return the folder as a path of this machine, if it is one
   */
  public Optional<Path> localPath() {
    return storage.localPath();
  }

  /**
   * Tells how Hadoop reaches the folder, for a Spark session that is to read it.
   *
   * @return Hadoop settings, on top of its own defaults; may hold secrets
   */
  public Map<String, String> hadoopSettings() {
    return storage.hadoopSettings();
  }

  /**
   * Commits a finished trial: when this returns, the trial is done, and no earlier. Blocks for
   * about a millisecond on a local disk.
   *
   * @param trial what there is to say about the trial
   * @param epochs its epochs, in order, without repetition; none if it failed before the first
   * @param measures what its epochs left beside, by epoch; kept in this order
   * @throws IllegalArgumentException if the epochs or those of the measures are not in order
   * @throws UncheckedIOException if the storage fails; the trial is then not done
   */
  public void commit(TrialRow trial, List<EpochRow> epochs, List<MeasureRow> measures) {
    List<FinishedEpoch> epochRows = new ArrayList<>();
    String id = trial.trial().id();
    int last = 0;
    for (EpochRow epoch : epochs) {
      if (epoch.epoch() <= last) {
        throw new IllegalArgumentException(
            "epochs are not in order: " + epoch.epoch() + " follows " + last);
      }
      last = epoch.epoch();
      epochRows.add(new FinishedEpoch(id, epoch));
    }
    List<FinishedMeasure> measureRows = measureRows(id, measures);
    commit(Tables.EPOCH_TABLE, id, epochRows, Map.of(TableNames.TRIAL_KEY, id));
    Map<String, String> notes = new TreeMap<>();
    notes.put(TableNames.TRIAL_KEY, id);
    notes.put(TableNames.STATUS_KEY, trial.outcome().status().word());
    notes.put(TableNames.RESULT_VERSION_KEY, Integer.toString(trial.trial().resultVersion()));
    trial
        .trial()
        .find(CommonRows.FAMILY)
        .ifPresent(family -> notes.put(TableNames.FAMILY_KEY, (String) family));
    if (measures.isEmpty()) {
      removeMeasures(id);
    } else {
      commit(Tables.MEASURE_TABLE, id, measureRows, Map.of(TableNames.TRIAL_KEY, id));
      notes.put(TableNames.MEASURES_KEY, Integer.toString(measures.size()));
    }
    commit(
        Tables.TRIAL_TABLE,
        id,
        List.of(new FinishedTrial(trial, List.copyOf(epochs), measures.size())),
        notes);
  }

  private static List<FinishedMeasure> measureRows(String id, List<MeasureRow> measures) {
    List<FinishedMeasure> rows = new ArrayList<>();
    int last = 0;
    for (MeasureRow measure : measures) {
      if (measure.epoch() < last) {
        throw new IllegalArgumentException(
            "measures are not in order: epoch " + measure.epoch() + " follows " + last);
      }
      last = measure.epoch();
      rows.add(new FinishedMeasure(id, measure));
    }
    return rows;
  }

  /** An earlier attempt that ended otherwise must not leave its measures to this one. */
  private void removeMeasures(String id) {
    String name = TableNames.file(Tables.MEASURES, id);
    try {
      storage.delete(name);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot remove " + name + " in " + location + ": " + e.getMessage(), e);
    }
  }

  private <R> void commit(Table<R> table, String id, List<R> rows, Map<String, String> notes) {
    String name = TableNames.file(table.schema(), id);
    String target = storage.renamesAtomically() ? TableNames.temporary(name) : name;
    try {
      TableWriter.write(table, rows, notes, storage.output(target));
      TableFile.check(storage.input(target));
      if (!target.equals(name)) {
        storage.publish(target, name);
      }
    } catch (IOException | RuntimeException e) {
      RuntimeException failure = commitFailure(name, e);
      try {
        storage.delete(target);
      } catch (IOException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      throw failure;
    }
  }

  /** Parquet wraps what a stream throws; what is no fault of the storage is left as it is. */
  private RuntimeException commitFailure(String name, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return new UncheckedIOException(
            "cannot commit " + name + " in " + location + ": " + io.getMessage(), io);
      }
    }
    return (RuntimeException) failure;
  }

  /**
   * Removes temporary files of attempts that were killed long ago.
   *
   * @param now the present moment; files untouched for {@link #LEFTOVER_AGE} before it go
   * @return how many were removed
   * @throws UncheckedIOException if the storage fails
   */
  public int removeLeftovers(Instant now) {
    int removed = 0;
    try {
      List<String> folders = new ArrayList<>(List.of(SNAPSHOTS));
      Tables.ALL.forEach(table -> folders.add(table.table()));
      for (String folder : folders) {
        for (Storage.Entry entry : storage.list(folder)) {
          if (TableNames.isTemporary(entry.name())
              && entry.modified().plus(LEFTOVER_AGE).isBefore(now)) {
            storage.delete(folder + "/" + entry.name());
            removed++;
          }
        }
      }
      return removed;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clean " + location + ": " + e.getMessage(), e);
    }
  }

  /**
   * Merges the files of complete trials into few big ones, while others may read and write. Readers
   * of this package have every trial once at any moment; one that lists {@code *.parquet} by itself
   * may have trials twice, or not find a file that it listed, between the moment at which a merged
   * file appears and that at which the last of those that it replaces is gone. What a compaction
   * that was killed left is removed first.
   *
   * @param now the present moment
   * @param listener hears how far it is
   * @return what was done
   * @throws UserError if another compaction is at work
   * @throws UncheckedIOException if the storage fails; the folder is readable and holds the same
   */
  public Compacted compact(Instant now, CompactionListener listener) {
    return compact(now, CompactionBounds.DEFAULT, listener);
  }

  Compacted compact(Instant now, CompactionBounds bounds, CompactionListener listener) {
    try {
      return new Compaction(location, storage, bounds, listener).run(now);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compact " + location + ": " + e.getMessage(), e);
    }
  }

  /**
   * Moves files that are of no use among the tables to the folder {@code set-aside}, each with a
   * text that says why, so that their trials can be run again. With a file of a trial go its files
   * in the other tables, and with a merged file those of the same name. Nothing is removed.
   *
   * @param inventory taken a moment ago
   * @param now the present moment, for the text
   * @return what was moved, in order
   * @throws UserError if a later version of this program wrote one of the files
   * @throws UncheckedIOException if the storage fails
   */
  public List<UnreadableFile> setAside(Inventory inventory, Instant now) {
    try {
      return new SetAside(location, storage).move(inventory.unreadable(), now);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot set files of " + location + " aside: " + e.getMessage(), e);
    }
  }

  /**
   * Tells whether files are still where an inventory found them; compaction may have merged them.
   *
   * @param inventory taken earlier
   * @return whether all of them are there
   * @throws UncheckedIOException if the storage fails
   */
  public boolean holds(Inventory inventory) {
    try {
      for (TableFiles table : inventory.files()) {
        Set<String> there = new HashSet<>();
        for (Storage.Entry entry : storage.list(table.schema().table())) {
          there.add(storage.address(table.schema().table() + "/" + entry.name()));
        }
        if (!there.containsAll(table.files())) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + location, e);
    }
  }

  /** A folder on a storage of a test. */
  static ResultsFolder on(Storage storage) {
    return new ResultsFolder(storage.address(""), storage);
  }

  /**
   * Opens every file of the tables. A trial counts only if its {@code trials} file and, when it is
   * complete, its files of {@code epochs} and, if it has measures, of {@code measures} can be
   * opened; what does not count is named with its reason.
   *
   * @return what the folder holds at this moment
   * @throws UncheckedIOException if the storage fails
   */
  public Inventory inventory() {
    return reader.inventory();
  }

  /**
   * Reads some trials, spread over all there are, without their epochs and measures. Files that
   * cannot be read are passed over.
   *
   * @param most how many at most
   * @return their rows
   * @throws UncheckedIOException if the storage fails
   */
  public List<StoredTrial> sample(int most) {
    return reader.sample(most);
  }

  /**
   * Looks for the files of one trial, as an attempt that comes after another does. Those that were
   * merged into others are not looked for.
   *
   * @param id of the trial
   * @return true only if the trial is complete and has files of its own
   * @throws UncheckedIOException if the storage fails
   */
  public boolean isComplete(String id) {
    return reader.isComplete(id);
  }

  /**
   * Reads one trial back.
   *
   * @param prefix the first digits of its id, at least {@link #SHORTEST_PREFIX}
   * @return its row, its epochs and its measures
   * @throws UserError if no trial or more than one has such an id, or its files cannot be read
   * @throws UncheckedIOException if the storage fails
   */
  public StoredTrial trial(String prefix) {
    return reader.trial(prefix);
  }

  /**
   * Small files beside the tables.
   *
   * @return those of this folder
   */
  public Notes notes() {
    return notes;
  }

  private static Storage storage(String location, Map<String, String> hadoop) throws IOException {
    if (location.isBlank()) {
      throw new UserError("the results folder has no name: give a path");
    }
    if (Locations.isUri(location)) {
      return HadoopStorage.of(location, hadoop);
    }
    try {
      return new LocalStorage(Path.of(location));
    } catch (InvalidPathException e) {
      throw new UserError(location + " is no valid path of a results folder", e);
    }
  }

  private static UserError isFile(String location) {
    return new UserError(location + " is a file; a results folder is a folder");
  }

  private static UserError unreachable(String location, String what, IOException e) {
    boolean denied = e instanceof AccessDeniedException || e instanceof AccessControlException;
    String reason = denied ? "permission denied" : HadoopFiles.reason(e);
    if (denied && location.startsWith("s3a:")) {
      reason += " (keys are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)";
    }
    return new UserError("results folder " + location + " cannot be " + what + ": " + reason, e);
  }
}
