package ccrnn.jobs.console;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The trials of a sweep that failed, and why. */
public final class Failures {
  /** Rows of the table; SQL has the others. */
  private static final int MOST_ROWS = 20;

  private static final String QUERY =
      "SELECT trial_id, seed, status, failed_epoch, message FROM trials WHERE status <> 'complete'";

  private Failures() {}

  /**
   * Prints a table of failures if there are any.
   *
   * @param sweep whose trials are looked for
   * @param engine that knows the results
   * @param location of the results, for what a user types next
   * @param out where to
   * @return how many there are
   */
  public static int print(Sweep sweep, QueryEngine engine, String location, PrintWriter out) {
    Map<String, List<Object>> found = new HashMap<>();
    for (List<Object> row : engine.run(QUERY).rows()) {
      found.put((String) row.get(0), row);
    }
    List<Trial> failed =
        sweep.trials().stream().filter(trial -> found.containsKey(trial.id())).toList();
    if (failed.isEmpty()) {
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Trial trial : failed.subList(0, Math.min(MOST_ROWS, failed.size()))) {
      List<Object> row = found.get(trial.id());
      rows.add(
          List.of(
              Text.id(trial.id()),
              sweep.condition(trial).label(),
              String.valueOf(row.get(1)),
              String.valueOf(row.get(2)),
              String.valueOf(row.get(3)),
              String.valueOf(row.get(4))));
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
              + location
              + " \"SELECT * FROM trials WHERE status <> 'complete'\"");
    }
    return failed.size();
  }
}
