package ccrnn.pipeline.sweep;

/** Stands where a setting has no value, so that absence can be an axis value and be excluded. */
public enum Absent {
  /** The only one. */
  ABSENT
}
