package ccrnn.jobs.console;

/** What the launcher told of the terminal. */
public final class Terminal {
  private static final int PAPER = 100;

  private Terminal() {}

  /**
   * Whether standard error is a terminal.
   *
   * @return false where the launcher did not say so
   */
  public static boolean isPresent() {
    return Boolean.getBoolean("ccrnn.terminal");
  }

  /**
   * What standard error is, for what is shown while a command works.
   *
   * @return where meters write to
   */
  public static Surface surface() {
    return isPresent() ? Surface.TERMINAL : Surface.PLAIN;
  }

  /**
   * Width of the terminal.
   *
   * @return in characters
   */
  public static int columns() {
    return Integer.getInteger("ccrnn.columns", 80);
  }

  /**
   * Width that a table should keep to; of paper where there is no terminal.
   *
   * @return in characters
   */
  public static int tableColumns() {
    return isPresent() ? columns() : PAPER;
  }
}
