package ccrnn.model.layers;

/** What the cerebella of a feed-forward network predict, and so which locks they undo. */
public enum Decoupling {
  /** Nothing; ordinary backpropagation without a cerebellum. */
  NONE,
  /** Feedback at a layer's output, from that output: forward model, backward unlocking. */
  PREDICTED_FEEDBACK,
  /** Activity of a layer, from the network's input: inverse model, forward unlocking. */
  PREDICTED_ACTIVITY,
  /** Feedback and activity: full unlocking. */
  BOTH;

  /**
   * Tells whether layers learn from predicted feedback.
   *
   * @return true with forward models
   */
  public boolean predictsFeedback() {
    return this == PREDICTED_FEEDBACK || this == BOTH;
  }

  /**
   * Tells whether layers run on predicted activity while they train.
   *
   * @return true with inverse models
   */
  public boolean predictsActivity() {
    return this == PREDICTED_ACTIVITY || this == BOTH;
  }
}
