package ccrnn.pipeline.analysis;

import java.util.Objects;
import java.util.Optional;

/**
 * What the validation loss of a task is; the same as the model's {@code Evaluation.loss}.
 *
 * @param meaning a phrase with its unit
 * @param label a shorter phrase, for the axis of a figure
 * @param bits what it is called in bits, where it is in nats and readers expect bits
 */
public record ValidationLoss(String meaning, String label, Optional<String> bits) {
  /** Checks that nothing is null. */
  public ValidationLoss {
    Objects.requireNonNull(meaning, "meaning");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(bits, "bits");
  }

  /**
   * A loss that is told as it is.
   *
   * @param meaning a phrase with its unit
   * @param label a shorter phrase, for the axis of a figure
   */
  public ValidationLoss(String meaning, String label) {
    this(meaning, label, Optional.empty());
  }
}
