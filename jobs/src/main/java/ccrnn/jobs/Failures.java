package ccrnn.jobs;

import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.TrialStatus;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The trials of a sweep that failed, and why. */
final class Failures {
  /** Rows of the table; SQL has the others. */
  private static final int MOST_ROWS = 20;

  private static final int ID_DIGITS = 12;

  private Failures() {}

  /** Prints a table of failures if there are any, and returns how many there are. */
  static int print(Sweep sweep, ResultsFolder folder, PrintWriter out) {
    Map<String, TrialStatus> states = folder.inventory().trials();
    List<Trial> failed =
        sweep.trials().stream()
            .filter(trial -> states.containsKey(trial.id()))
            .filter(trial -> states.get(trial.id()) != TrialStatus.COMPLETE)
            .toList();
    if (failed.isEmpty()) {
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Trial trial : failed.subList(0, Math.min(MOST_ROWS, failed.size()))) {
      Map<String, Object> columns = folder.trial(trial.id()).columns();
      rows.add(
          List.of(
              trial.id().substring(0, ID_DIGITS),
              sweep.condition(trial).label(),
              String.valueOf(columns.get("seed")),
              String.valueOf(columns.get("status")),
              String.valueOf(columns.get("failed_epoch")),
              String.valueOf(columns.get("message"))));
    }
    out.println();
    out.println(Text.count(failed.size(), "trial") + " failed:");
    out.println(
        Text.table(
            List.of("trial", "condition", "seed", "status", "epoch", "message"),
            Collections.nCopies(6, Text.Side.LEFT),
            rows));
    if (failed.size() > MOST_ROWS) {
      out.println(
          "and "
              + (failed.size() - MOST_ROWS)
              + " more: ccrnn sql "
              + folder.location()
              + " \"SELECT * FROM trials WHERE status <> 'complete'\"");
    }
    return failed.size();
  }
}
