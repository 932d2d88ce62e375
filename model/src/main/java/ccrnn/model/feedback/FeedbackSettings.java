package ccrnn.model.feedback;

/**
 * Which feedback reaches the cortex, and when parameters change.
 *
 * @param horizon T, steps that backpropagation reaches back, 1 or more
 * @param interval a target is seen at every n-th step, from step 0; 1 is every step
 * @param scale factor on the predicted feedback (0.1 as published in the code, after Jaderberg et
 *     al. 2017)
 * @param terminal predicted feedback into the last state of a sequence
 * @param update when parameters change
 * @param hiddenState in which state a batch starts
 */
public record FeedbackSettings(
    int horizon,
    int interval,
    double scale,
    TerminalFeedback terminal,
    Update update,
    HiddenState hiddenState) {

  /** Predicted feedback at the end of a sequence, where no future is left. */
  public enum TerminalFeedback {
    /** Injected as at every other truncation end, as published in the code. */
    PREDICTED,
    /** None, the finite-sequence form of Jaderberg et al. 2017. */
    NONE
  }

  /** When parameters change. */
  public enum Update {
    /** After a batch, as published in the code. */
    PER_BATCH,
    /** After every truncation, as published in the code for captions. */
    PER_TRUNCATION
  }

  /** In which state the sequences of a batch start. */
  public enum HiddenState {
    /** In the zero state, as published in the code. */
    RESET,
    /**
     * Where those of the batch before ended, if there were as many; zero at the start of epochs.
     */
    KEEP
  }

  /** Checks the numbers. */
  public FeedbackSettings {
    if (horizon < 1 || interval < 1 || !(scale >= 0)) {
      throw new IllegalArgumentException(
          "horizon " + horizon + ", interval " + interval + ", scale " + scale);
    }
  }

  /**
   * One update per batch, from the zero state.
   *
   * @param horizon T, steps that backpropagation reaches back, 1 or more
   * @param interval a target is seen at every n-th step, from step 0; 1 is every step
   * @param scale factor on the predicted feedback
   * @param terminal predicted feedback into the last state of a sequence
   */
  public FeedbackSettings(int horizon, int interval, double scale, TerminalFeedback terminal) {
    this(horizon, interval, scale, terminal, Update.PER_BATCH, HiddenState.RESET);
  }

  boolean perTruncation() {
    return update == Update.PER_TRUNCATION;
  }
}
