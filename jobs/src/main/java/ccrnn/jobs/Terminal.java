package ccrnn.jobs;

/** What the launcher told of the terminal. */
final class Terminal {
  private static final String INCUBATOR_WARNING =
      "WARNING: Using incubator modules: jdk.incubator.vector";
  private static final String CURSOR_UP_AND_ERASE_LINE = "\033[1A\033[2K";

  private static final int PAPER = 100;

  private Terminal() {}

  /** Whether standard error is a terminal. */
  static boolean isPresent() {
    return Boolean.getBoolean("ccrnn.terminal");
  }

  /** Width of the terminal in characters. */
  static int columns() {
    return Integer.getInteger("ccrnn.columns", 80);
  }

  /** Width that a table should keep to, in characters; of paper where there is no terminal. */
  static int tableColumns() {
    return isPresent() ? columns() : PAPER;
  }

  /**
   * Takes the JVM's one line about the Vector API off the terminal: it tells a user nothing and no
   * option silences it. Must come before anything else is printed.
   */
  static void eraseIncubatorWarning() {
    boolean printed = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (printed && isPresent() && columns() > INCUBATOR_WARNING.length()) {
      System.err.print(CURSOR_UP_AND_ERASE_LINE);
    }
  }
}
