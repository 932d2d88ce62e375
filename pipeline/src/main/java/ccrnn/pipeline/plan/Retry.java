package ccrnn.pipeline.plan;

/** What to do about trials that failed before. */
public enum Retry {
  /** Leave them alone: the same settings would fail the same way. */
  MISSING_ONLY,
  /** Train them again, after what made them fail was mended. */
  FAILED_TOO
}
