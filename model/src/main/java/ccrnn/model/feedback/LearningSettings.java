package ccrnn.model.feedback;

import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.OptimizerSettings;

/**
 * How a network learns.
 *
 * @param feedback which feedback reaches the cortex
 * @param optimizer its kind and rates
 * @param clip bound on the gradient
 * @param forgetGate what the forget gates may learn; {@link ForgetGate#FREE} for a cortex that has
 *     none
 * @param inputDropout probability that an input of the cortex is dropped in training, 0 or more and
 *     below 1
 */
public record LearningSettings(
    FeedbackSettings feedback,
    OptimizerSettings optimizer,
    ClipSettings clip,
    ForgetGate forgetGate,
    double inputDropout) {
  /** Checks the number. */
  public LearningSettings {
    if (!(inputDropout >= 0 && inputDropout < 1)) {
      throw new IllegalArgumentException("input dropout " + inputDropout);
    }
  }

  /**
   * What forgets and drops nothing by force.
   *
   * @param feedback which feedback reaches the cortex
   * @param optimizer its kind and rates
   * @param clip bound on the gradient
   */
  public LearningSettings(
      FeedbackSettings feedback, OptimizerSettings optimizer, ClipSettings clip) {
    this(feedback, optimizer, clip, ForgetGate.FREE, 0);
  }
}
