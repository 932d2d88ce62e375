package ccrnn.model.task;

/** What a task asks the network for, and so which loss is minimised. */
public enum Answer {
  /** A point at every observed step; squared error. */
  TRAJECTORY,
  /** A class after the last step; cross-entropy. */
  CLASS,
  /**
   * A word at every step, each the next input; cross-entropy. Sequences of different batches may
   * differ in length.
   */
  WORDS
}
