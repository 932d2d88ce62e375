package ccrnn.pipeline.sweep;

import java.time.Duration;
import java.util.Optional;

/**
 * Which states of trained networks a run keeps, so that trials can go on from them. Changes no
 * result, and is no setting of a trial.
 *
 * @param last whether the state after the last epoch is kept, from which a trial of more epochs
 *     goes on
 * @param every time between states that are kept of a trial under way, from which it goes on if the
 *     run is killed; empty for none
 */
public record Snapshotting(boolean last, Optional<Duration> every) {
  /** Keeps nothing. */
  public static final Snapshotting NONE = new Snapshotting(false, Optional.empty());

  /** Checks the time. */
  public Snapshotting {
    if (every.isPresent() && every.get().compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("snapshots every " + every.get());
    }
  }
}
