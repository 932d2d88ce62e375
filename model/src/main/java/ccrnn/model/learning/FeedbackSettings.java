package ccrnn.model.learning;

/**
 * Which feedback reaches the cortex.
 *
 * @param horizon T, steps that backpropagation reaches back, 1 or more
 * @param interval a target is seen at every n-th step, from step 0; 1 is every step
 * @param scale factor on the predicted feedback (0.1 as published in the code, after Jaderberg et
 *     al. 2017)
 * @param terminal predicted feedback into the last state of a sequence
 */
public record FeedbackSettings(int horizon, int interval, double scale, TerminalFeedback terminal) {

  /** Predicted feedback at the end of a sequence, where no future is left. */
  public enum TerminalFeedback {
    /** Injected as at every other truncation end, as published in the code. */
    PREDICTED,
    /** None, the finite-sequence form of Jaderberg et al. 2017. */
    NONE
  }

  /** Checks the numbers. */
  public FeedbackSettings {
    if (horizon < 1 || interval < 1 || !(scale >= 0)) {
      throw new IllegalArgumentException(
          "horizon " + horizon + ", interval " + interval + ", scale " + scale);
    }
  }
}
