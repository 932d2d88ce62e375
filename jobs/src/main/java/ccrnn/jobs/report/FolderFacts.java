package ccrnn.jobs.report;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.CommonRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the sections about a folder share.
 *
 * @param folder it is about
 * @param engine over that folder
 * @param conditions what tells its trials apart
 * @param trialColumns columns of its trials; older folders lack some
 * @param origins where its trials come from
 */
record FolderFacts(
    ResultsFolder folder,
    QueryEngine engine,
    Conditions conditions,
    Set<String> trialColumns,
    List<Origin> origins) {
  private static final List<String> ORIGIN =
      List.of(
          "sweep",
          "result_version",
          "project_version",
          "git_id",
          "host",
          "cpu",
          "os",
          "jvm",
          "kernel",
          CommonRows.TASK.column(),
          CommonRows.DATA.column());

  static FolderFacts of(ResultsFolder folder, QueryEngine engine) {
    return new FolderFacts(
        folder,
        engine,
        Conditions.of(engine),
        Set.copyOf(engine.run("SELECT * FROM trials LIMIT 0").columns()),
        origins(engine));
  }

  /**
   * Trials that come from one place.
   *
   * @param by value by column of {@link #ORIGIN}
   */
  record Origin(
      Map<String, Object> by,
      long trials,
      long complete,
      long epochs,
      double seconds,
      Object first,
      Object last) {}

  /** One question for all that is counted over all trials: to open their files takes longest. */
  private static List<Origin> origins(QueryEngine engine) {
    String columns = String.join(", ", ORIGIN);
    List<Origin> all = new ArrayList<>();
    for (List<Object> row :
        Rows.of(
            engine,
            "SELECT "
                + columns
                + ", count(*), count(CASE WHEN status = 'complete' THEN 1 END),"
                + " sum(epochs_trained), sum(seconds), min(started), max(started) FROM trials"
                + " GROUP BY "
                + columns
                + " ORDER BY "
                + columns)) {
      Map<String, Object> by = new LinkedHashMap<>();
      for (int i = 0; i < ORIGIN.size(); i++) {
        by.put(ORIGIN.get(i), row.get(i));
      }
      int n = ORIGIN.size();
      all.add(
          new Origin(
              by,
              Rows.whole(row.get(n)),
              Rows.whole(row.get(n + 1)),
              Rows.whole(row.get(n + 2)),
              Rows.number(row.get(n + 3)),
              row.get(n + 4),
              row.get(n + 5)));
    }
    return all;
  }

  /** Trials that are not complete. */
  long failed() {
    return origins.stream().mapToLong(each -> each.trials() - each.complete()).sum();
  }

  /** A line about the whole folder. */
  String summary() {
    long trials = origins.stream().mapToLong(Origin::trials).sum();
    if (trials == 0) {
      return "No trial has finished yet.";
    }
    return Numbers.count(trials, "trial")
        + ", "
        + Numbers.whole(trials - failed())
        + " complete, "
        + Numbers.whole(failed())
        + " failed; "
        + Numbers.count(origins.stream().mapToLong(Origin::epochs).sum(), "epoch")
        + " in "
        + Numbers.time(origins.stream().mapToDouble(Origin::seconds).sum())
        + " of core time.";
  }

  /** Names of the sweeps that asked for the trials. */
  List<String> sweeps() {
    return origins.stream().map(each -> Rows.text(each.by().get("sweep"))).distinct().toList();
  }
}
