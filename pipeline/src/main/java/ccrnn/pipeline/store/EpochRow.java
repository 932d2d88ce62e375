package ccrnn.pipeline.store;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What one epoch of a trial measured. A value that is not there becomes null.
 *
 * @param epoch 1-based
 * @param values what was measured
 * @param seconds wall-clock time of the epoch, of one that was taken over where it was trained; the
 *     only column that may differ between two runs
 */
public record EpochRow(int epoch, Measured<Metric> values, double seconds) {
  /** Checks the epoch and that nothing is null. */
  public EpochRow {
    if (epoch < 1) {
      throw new IllegalArgumentException("epochs count from 1: " + epoch);
    }
    Objects.requireNonNull(values, "values");
  }

  /**
   * Looks a number up.
   *
   * @param metric what it measures
   * @return the number; empty if it was not measured
   */
  public OptionalDouble value(Metric metric) {
    return values.value(metric);
  }

  /**
   * Takes the wall clock off. Two runs of a trial have equal rows then, in every bit.
   *
   * @return the row with 0 seconds
   */
  public EpochRow timeless() {
    return new EpochRow(epoch, values, 0);
  }
}
