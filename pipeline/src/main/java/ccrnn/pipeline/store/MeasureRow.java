package ccrnn.pipeline.store;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One number that is no column of {@link Tables#EPOCHS}: of a part of the network, a time step, an
 * example or a place in a sentence. Two runs of a trial have equal rows.
 *
 * @param epoch after which it was measured, 1-based; 0 before training
 * @param probe what kind of measure, such as {@code gradients}
 * @param part of the network or the data, such as {@code cortex} or {@code example-3}
 * @param statistic what was measured
 * @param step time step or place, from 0, where there is one
 * @param value the number; NaN where it is undefined
 * @param text what the number stands for, such as a word, where it does
 */
public record MeasureRow(
    int epoch,
    String probe,
    String part,
    String statistic,
    OptionalInt step,
    double value,
    Optional<String> text) {
  /** Checks the counts and that nothing is null. */
  public MeasureRow {
    if (epoch < 0) {
      throw new IllegalArgumentException("epochs count from 1, 0 is before training: " + epoch);
    }
    if (step.isPresent() && step.getAsInt() < 0) {
      throw new IllegalArgumentException("steps count from 0: " + step.getAsInt());
    }
    Objects.requireNonNull(probe, "probe");
    Objects.requireNonNull(part, "part");
    Objects.requireNonNull(statistic, "statistic");
    Objects.requireNonNull(text, "text");
  }
}
