package ccrnn.jobs.console;

/** What a meter is shown on. */
public enum Surface {
  /** A line can be rewritten. */
  TERMINAL,
  /** A file or a pipe: lines stay. */
  PLAIN
}
