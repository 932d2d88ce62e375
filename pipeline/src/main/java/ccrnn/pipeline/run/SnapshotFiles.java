package ccrnn.pipeline.run;

import ccrnn.pipeline.plan.Lineage;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Trial;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The snapshots of a results folder: states after the last epoch under the name of the {@link
 * Lineage#snapshot epochs that they are the result of}, and states of trials under way. One that
 * cannot be read or written is named and passed over, as it only saves time.
 */
final class SnapshotFiles {
  private static final String UNDER_WAY = "under-way-";

  private final ResultsFolder folder;
  private final Snapshotting choice;
  private final Consumer<String> warn;

  /**
   * Looks at nothing yet.
   *
   * @param folder where results go
   * @param choice what is kept
   * @param warn takes a line for each snapshot that cannot be read
   */
  SnapshotFiles(ResultsFolder folder, Snapshotting choice, Consumer<String> warn) {
    this.folder = folder;
    this.choice = choice;
    this.warn = warn;
  }

  /** What a plan says that trials go on from. */
  Optional<Training.Start> find(String name) {
    return read(name);
  }

  /** Where an earlier attempt at a trial has come to. */
  Optional<Training.Start> underWay(Trial trial) {
    if (choice.every().isEmpty()) {
      return Optional.empty();
    }
    return read(UNDER_WAY + trial.id()).filter(start -> start.trial().equals(trial.id()));
  }

  private Optional<Training.Start> read(String name) {
    String file = ResultsFolder.SNAPSHOTS + "/" + name;
    try {
      return folder.notes().bytes(file).map(bytes -> Snapshot.fromBytes(name, bytes).start());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      warn.accept("passed over " + file + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Nanoseconds after which a trial under way is kept; empty for never. */
  Optional<Long> nanosBetween() {
    return choice.every().map(Duration::toNanos);
  }

  /** Keeps a trial under way, in the place of an earlier state of it. */
  void keepUnderWay(Trial trial, Training.Start start) {
    write(UNDER_WAY + trial.id(), start);
  }

  /** Keeps a trained network, if that is asked for. */
  void keepLast(Trial trial, Training training) {
    if (choice.last()) {
      training
          .start()
          .ifPresent(start -> write(Lineage.snapshot(trial, start.state().epochs()), start));
    }
  }

  /** Removes what was kept of a trial that is done now. */
  void forgetUnderWay(Trial trial) {
    if (choice.every().isPresent()) {
      folder.notes().delete(ResultsFolder.SNAPSHOTS + "/" + UNDER_WAY + trial.id());
    }
  }

  private void write(String name, Training.Start start) {
    String file = ResultsFolder.SNAPSHOTS + "/" + name;
    try {
      folder.notes().write(file, new Snapshot(name, start).toBytes());
    } catch (UncheckedIOException | OutOfMemoryError e) {
      warn.accept("did not keep " + file + ": " + e.getMessage());
    }
  }
}
