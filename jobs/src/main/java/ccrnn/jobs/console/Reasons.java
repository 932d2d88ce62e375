package ccrnn.jobs.console;

import ccrnn.pipeline.analysis.WhyMissing;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.sweep.Names;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Why trials would run, or run again. */
public final class Reasons {
  /** More reasons are counted only. */
  private static final int MOST_ROWS = 20;

  private Reasons() {}

  /**
   * Prints a table of reasons, that of most trials first.
   *
   * @param trials that would run
   * @param engine that knows what is stored
   * @param out where to
   */
  public static void print(List<Trial> trials, QueryEngine engine, PrintWriter out) {
    print(WhyMissing.in(engine, engine.unreadable()).reasons(trials), out);
  }

  private static void print(List<WhyMissing.Reason> reasons, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    for (WhyMissing.Reason reason : reasons.subList(0, Math.min(MOST_ROWS, reasons.size()))) {
      rows.add(
          List.of(
              String.valueOf(reason.trials()),
              reason.text(),
              Text.id(reason.example().id()),
              reason.nearest().map(Text::id).orElse("")));
    }
    out.println(
        Text.table(
            List.of("trials", "why", "such as", "beside stored"),
            List.of(Text.Side.RIGHT, Text.Side.LEFT, Text.Side.LEFT, Text.Side.LEFT),
            rows));
    if (reasons.size() > MOST_ROWS) {
      out.println("and " + Text.count(reasons.size() - MOST_ROWS, "other reason"));
    }
  }

  /**
   * The reason of one trial.
   *
   * @param trial that would run
   * @param engine that knows what is stored
   * @return a line without its end
   */
  public static String of(Trial trial, QueryEngine engine) {
    WhyMissing.Reason reason =
        WhyMissing.in(engine, engine.unreadable()).reasons(List.of(trial)).get(0);
    String beside = reason.nearest().map(id -> " (beside trial " + Text.id(id) + ")").orElse("");
    return Names.printable(reason.text() + beside);
  }
}
