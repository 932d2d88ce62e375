package ccrnn.jobs;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far work of several stages is: on a terminal a line that is rewritten, elsewhere a line
 * now and then.
 */
final class StageMeter {
  private static final double SECONDS_ON_TERMINAL = 0.1;
  private static final double SECONDS_ELSEWHERE = 10;

  private final PrintWriter out;
  private final boolean terminal;
  private final int columns;
  private final LongSupplier nanoseconds;
  private long shown;
  private boolean dirty;

  StageMeter(
      PrintWriter out, ProgressMeter.Surface surface, int columns, LongSupplier nanoseconds) {
    this.out = out;
    this.terminal = surface == ProgressMeter.Surface.TERMINAL;
    this.columns = columns;
    this.nanoseconds = nanoseconds;
    this.shown = nanoseconds.getAsLong();
  }

  void show(String what, long done, long total) {
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
  void end() {
    if (dirty) {
      out.print("\r\033[K");
      out.flush();
    }
  }
}
