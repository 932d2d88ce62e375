package ccrnn.jobs.console;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far work of several stages is: on a terminal a line that is rewritten, elsewhere a line
 * now and then.
 */
public final class StageMeter {
  private static final double SECONDS_ON_TERMINAL = 0.1;
  private static final double SECONDS_ELSEWHERE = 10;

  private final PrintWriter out;
  private final boolean terminal;
  private final int columns;
  private final LongSupplier nanoseconds;
  private long shown;
  private boolean dirty;

  /**
   * Nothing is shown yet.
   *
   * @param out where to
   * @param surface what that is
   * @param columns of the terminal
   * @param nanoseconds the clock
   */
  public StageMeter(PrintWriter out, Surface surface, int columns, LongSupplier nanoseconds) {
    this.out = out;
    this.terminal = surface == Surface.TERMINAL;
    this.columns = columns;
    this.nanoseconds = nanoseconds;
    this.shown = nanoseconds.getAsLong();
  }

  /**
   * Shows how far a stage is, unless something was shown a moment ago.
   *
   * @param what the stage
   * @param done of its parts
   * @param total of its parts; 1 where they are not counted
   */
  public void show(String what, long done, long total) {
    long now = nanoseconds.getAsLong();
    double pause = terminal ? SECONDS_ON_TERMINAL : SECONDS_ELSEWHERE;
    if (now - shown < pause * 1e9) {
      return;
    }
    shown = now;
    String line =
        total > 1
            ? String.format(
                Locale.ROOT, "%s: %,d of %,d (%d %%)", what, done, total, 100 * done / total)
            : what;
    if (terminal) {
      out.print("\r" + line.substring(0, Math.min(line.length(), columns - 1)) + "\033[K");
      dirty = true;
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Takes the line off the terminal. */
  public void end() {
    if (dirty) {
      out.print("\r\033[K");
      out.flush();
    }
  }
}
