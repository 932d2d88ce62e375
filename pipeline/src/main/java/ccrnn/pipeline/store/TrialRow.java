package ccrnn.pipeline.store;

import ccrnn.pipeline.sweep.Trial;
import java.time.Instant;
import java.util.Objects;

/**
 * What there is to say about a finished trial beside its epochs.
 *
 * @param trial its settings
 * @param sweep name of the sweep that asked for it first
 * @param outcome how it ended
 * @param provenance which program on which machine ran it
 * @param started when it started; stored in microseconds
 * @param seconds wall-clock time that the trial took by itself: set-up, its own epochs and the
 *     test, not the epochs that it took over, nor those of trials that forked from it meanwhile. So
 *     the seconds of all trials add up to the core time of a sweep
 * @param origin which of its epochs another trial has trained
 */
public record TrialRow(
    Trial trial,
    String sweep,
    Outcome outcome,
    Provenance provenance,
    Instant started,
    double seconds,
    Origin origin) {
  /** Checks that nothing is null. */
  public TrialRow {
    Objects.requireNonNull(trial, "trial");
    Objects.requireNonNull(sweep, "sweep");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(provenance, "provenance");
    Objects.requireNonNull(started, "started");
    Objects.requireNonNull(origin, "origin");
  }

  /**
   * A trial that trained all its epochs itself.
   *
   * @param trial its settings
   * @param sweep name of the sweep that asked for it first
   * @param outcome how it ended
   * @param provenance which program on which machine ran it
   * @param started when it started; stored in microseconds
   * @param seconds wall-clock time from start to end
   */
  public TrialRow(
      Trial trial,
      String sweep,
      Outcome outcome,
      Provenance provenance,
      Instant started,
      double seconds) {
    this(trial, sweep, outcome, provenance, started, seconds, Origin.ITSELF);
  }
}
