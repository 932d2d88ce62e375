package ccrnn.pipeline.store;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What one epoch of a trial measured. An empty value becomes null: it was not measured. NaN stays
 * NaN: it was measured, and was not a number.
 *
 * @param epoch 1-based
 * @param trainLoss mean loss over the epoch's updates
 * @param validationLoss loss on the validation set after the epoch
 * @param validationAccuracy share of correct answers, 0 to 1; empty for tasks without classes
 * @param dysmetria dysmetria on the validation set; empty for tasks without movement
 * @param gradientNorm mean norm of the gradient before clipping
 * @param seconds wall-clock time of the epoch; the only column that may differ between two runs
 */
public record EpochRow(
    int epoch,
    OptionalDouble trainLoss,
    OptionalDouble validationLoss,
    OptionalDouble validationAccuracy,
    OptionalDouble dysmetria,
    OptionalDouble gradientNorm,
    double seconds) {
  /** Checks the epoch and that nothing is null. */
  public EpochRow {
    if (epoch < 1) {
      throw new IllegalArgumentException("epochs count from 1: " + epoch);
    }
    Objects.requireNonNull(trainLoss, "trainLoss");
    Objects.requireNonNull(validationLoss, "validationLoss");
    Objects.requireNonNull(validationAccuracy, "validationAccuracy");
    Objects.requireNonNull(dysmetria, "dysmetria");
    Objects.requireNonNull(gradientNorm, "gradientNorm");
  }

  /**
   * Takes the wall clock off. Two runs of a trial have equal rows then, in every bit.
   *
   * @return the row with 0 seconds
   */
  public EpochRow timeless() {
    return new EpochRow(
        epoch, trainLoss, validationLoss, validationAccuracy, dysmetria, gradientNorm, 0);
  }
}
