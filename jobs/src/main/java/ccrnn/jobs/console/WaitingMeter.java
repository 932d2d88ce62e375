package ccrnn.jobs.console;

import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.sweep.Names;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows whom a run waits for: a line that is rewritten on a terminal, a line now and then
 * elsewhere.
 */
public final class WaitingMeter {
  private static final long NANOS_BETWEEN_LINES = 60_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private final int columns;
  private long nextLine = System.nanoTime();
  private boolean shown;

  /**
   * Nothing is shown yet.
   *
   * @param out where to
   * @param surface what that is
   * @param columns of the terminal
   */
  public WaitingMeter(PrintWriter out, Surface surface, int columns) {
    this.out = out;
    this.terminal = surface == Surface.TERMINAL;
    this.columns = columns;
  }

  /**
   * Shows how far the others are.
   *
   * @param runs that are waited for
   * @param trials that are waited for
   */
  public void show(List<Journal.Run> runs, int trials) {
    if (terminal) {
      String line = line(runs, trials);
      out.print("\r" + line.substring(0, Math.min(line.length(), columns - 1)) + "\033[K");
    } else if (System.nanoTime() - nextLine >= 0) {
      out.println(line(runs, trials));
      nextLine = System.nanoTime() + NANOS_BETWEEN_LINES;
    }
    out.flush();
    shown = true;
  }

  /** Leaves the last state behind. */
  public void end() {
    if (terminal && shown) {
      out.println();
      out.flush();
    }
  }

  private static String line(List<Journal.Run> runs, int trials) {
    return runs.stream()
        .map(run -> name(run) + ": " + progress(run))
        .collect(
            Collectors.joining("; ", "waiting for " + Text.count(trials, "trial") + " of ", ""));
  }

  /**
   * A run, as it is spoken of.
   *
   * @param run on this machine or another
   * @return its sweep, host and process
   */
  public static String name(Journal.Run run) {
    return Names.printable(run.sweep() + " on " + run.host() + ", process " + run.process());
  }

  /**
   * How far a run is, in a few words.
   *
   * @param run on this machine or another
   * @return trials, and the time that is left where it can be told
   */
  public static String progress(Journal.Run run) {
    String done =
        String.format(
            Locale.ROOT, "%,d of %s", run.trialsDone(), Text.count(run.trials(), "trial"));
    double left = run.seconds() * (1 - run.shareDone()) / run.shareDone();
    return run.shareDone() > 0 ? done + ", about " + Text.duration(left) + " left" : done;
  }
}
