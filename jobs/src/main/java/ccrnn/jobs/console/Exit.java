package ccrnn.jobs.console;

/** The exit codes of every command. */
public final class Exit {
  /** All is well. */
  public static final int OK = 0;

  /** A check did not hold. */
  public static final int CHECK_FAILED = 1;

  /** The user's mistake; one line on standard error says which. */
  public static final int USER_ERROR = 2;

  /** The command went through, but some trials failed. */
  public static final int TRIALS_FAILED = 3;

  /** A mistake in this program; its stack trace is on standard error. */
  public static final int INTERNAL_ERROR = 70;

  /** Stopped by the user. */
  public static final int STOPPED = 130;

  private Exit() {}
}
