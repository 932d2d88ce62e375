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
 * @param seconds wall-clock time from start to end
 */
public record TrialRow(
    Trial trial,
    String sweep,
    Outcome outcome,
    Provenance provenance,
    Instant started,
    double seconds) {
  /** Checks that nothing is null. */
  public TrialRow {
    Objects.requireNonNull(trial, "trial");
    Objects.requireNonNull(sweep, "sweep");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(provenance, "provenance");
    Objects.requireNonNull(started, "started");
  }
}
