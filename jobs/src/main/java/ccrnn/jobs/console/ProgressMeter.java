package ccrnn.jobs.console;

import ccrnn.pipeline.run.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows how far a run has come: a line that is rewritten on a terminal, a line now and then
 * elsewhere. Time comes from the progress itself, so that tests need no clock.
 */
public final class ProgressMeter {
  private static final double SECONDS_BETWEEN_LINES = 10;
  private static final int BAR = 24;

  /** Share of the work from which the rate is worth an estimate. */
  private static final double ESTIMATE_FROM = 0.005;

  private final PrintWriter out;
  private final boolean terminal;
  private final int columns;
  private double nextLine = SECONDS_BETWEEN_LINES;

  /**
   * Nothing is shown yet.
   *
   * @param out where to
   * @param surface what that is
   * @param columns of the terminal
   */
  public ProgressMeter(PrintWriter out, Surface surface, int columns) {
    this.out = out;
    this.terminal = surface == Surface.TERMINAL;
    this.columns = columns;
  }

  /**
   * Shows how far the run is, unless that was shown a moment ago.
   *
   * @param progress now
   */
  public void show(Progress progress) {
    if (terminal) {
      String line = line(progress);
      out.print("\r" + line.substring(0, Math.min(line.length(), columns - 1)) + "\033[K");
      out.flush();
    } else if (progress.seconds() >= nextLine) {
      out.println(line(progress));
      out.flush();
      nextLine = progress.seconds() + SECONDS_BETWEEN_LINES;
    }
  }

  /**
   * Leaves the last state behind.
   *
   * @param progress at the end
   */
  public void end(Progress progress) {
    if (terminal) {
      show(progress);
      out.println();
    } else {
      out.println(line(progress));
    }
    out.flush();
  }

  private String line(Progress progress) {
    StringBuilder line = new StringBuilder();
    if (terminal) {
      int filled = (int) (progress.shareDone() * BAR);
      line.append("█".repeat(filled)).append("░".repeat(BAR - filled)).append(' ');
    }
    line.append(
        String.format(
            Locale.ROOT,
            "%3d %%  %,d of %s  %.1f epochs/s  ",
            (int) (100 * progress.shareDone()),
            progress.trialsDone(),
            Text.count(progress.trials(), "trial"),
            progress.seconds() > 0 ? progress.epochsDone() / progress.seconds() : 0));
    if (progress.failures() > 0) {
      line.append(progress.failures()).append(" failed  ");
    }
    if (progress.trialsDone() == progress.trials()) {
      line.append("took ").append(Text.duration(progress.seconds()));
    } else if (progress.shareDone() < ESTIMATE_FROM) {
      line.append("time left: not known yet");
    } else {
      double left = progress.seconds() * (1 - progress.shareDone()) / progress.shareDone();
      line.append("about ").append(Text.duration(left)).append(" left");
    }
    return line.toString();
  }
}
