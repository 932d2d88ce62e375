package ccrnn.pipeline.analysis;

/**
 * What data say about a claim. The rule, the same for all claims: the 95 % bootstrap interval (BCa)
 * of the mean paired difference lies on one side of 0, and Holm's p of the paired t-test, the
 * papers' own, over all tests of the figure is below .05. Fewer than three pairs decide nothing.
 */
public enum Verdict {
  /** The rule holds, in the claimed direction. */
  SUPPORTS,
  /** The rule holds, in the other direction. */
  CONTRADICTS,
  /** The rule does not hold. */
  UNDECIDED,
  /** There are data, but no direction is known that they could support. */
  NO_CLAIM,
  /** There are no data. */
  NOT_RUN
}
