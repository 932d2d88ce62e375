package ccrnn.jobs;

/** The exit codes of every command. */
final class Exit {
  /** All is well. */
  static final int OK = 0;

  /** A check did not hold. */
  static final int CHECK_FAILED = 1;

  /** The user's mistake; one line on standard error says which. */
  static final int USER_ERROR = 2;

  /** The command went through, but some trials failed. */
  static final int TRIALS_FAILED = 3;

  /** A mistake in this program; its stack trace is on standard error. */
  static final int INTERNAL_ERROR = 70;

  /** Stopped by the user. */
  static final int STOPPED = 130;

  private Exit() {}
}
