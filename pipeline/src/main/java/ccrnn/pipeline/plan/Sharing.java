package ccrnn.pipeline.plan;

/**
 * Whether trials take over epochs that others have trained already. Changes no number of theirs.
 */
public enum Sharing {
  /** What trials have in common is trained once. */
  FORKS,
  /** Every trial is trained from its beginning. */
  NONE
}
