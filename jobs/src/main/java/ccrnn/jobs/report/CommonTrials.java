package ccrnn.jobs.report;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.query.QueryResult;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.TestMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trials that two folders both have, compared bit by bit. Same id, same numbers: that holds
 * whatever machine, kernel or fork made them, so each difference is worth a look.
 *
 * @param onlyFirst trials that only the first folder has
 * @param onlySecond trials that only the second folder has
 * @param both trials that both have
 * @param differences one per trial that differs, in order of their ids
 */
public record CommonTrials(int onlyFirst, int onlySecond, int both, List<Difference> differences) {
  /** Rows that are compared at a time, about, so that memory is not what limits. */
  private static final long ROWS_AT_A_TIME = 200_000;

  /** Copies the list. */
  public CommonTrials {
    differences = List.copyOf(differences);
  }

  /**
   * Where a trial first differs.
   *
   * @param trial its id
   * @param where table, epoch and column
   * @param first what the first folder has there
   * @param second what the second folder has there
   */
  public record Difference(String trial, String where, String first, String second) {}

  /** What a row says of the run and not of its numbers is not compared. */
  private static final String OUTCOME =
      Stream.concat(
              Stream.of(
                  "trial_id", "status", "failed_epoch", "epochs_trained", "measures_recorded"),
              Stream.of(TestMetric.values()).map(TestMetric::column))
          .collect(Collectors.joining(", "));

  private static final String EPOCH =
      "trial_id, epoch, "
          + Stream.of(Metric.values()).map(Metric::column).collect(Collectors.joining(", "));

  private static final String MEASURE =
      "trial_id, epoch, probe, part, statistic, step, value, text";

  static CommonTrials of(QueryEngine first, QueryEngine second) {
    Map<String, List<Object>> a = byId(first.run(query(OUTCOME, "trials", "", "trial_id")));
    QueryResult others = second.run(query(OUTCOME, "trials", "", "trial_id"));
    Map<String, List<Object>> b = byId(others);
    Map<String, Difference> found = new LinkedHashMap<>();
    int both = 0;
    for (Map.Entry<String, List<Object>> trial : a.entrySet()) {
      List<Object> other = b.get(trial.getKey());
      if (other != null) {
        both++;
        note(found, trial.getKey(), "trials", others.columns(), trial.getValue(), other);
      }
    }
    for (String part : parts(first, second)) {
      String among = " WHERE trial_id LIKE '" + part + "%'";
      String order = "trial_id, epoch";
      rows(found, "epochs", query(EPOCH, "epochs", among, order), first, second, b);
      rows(
          found,
          "measures",
          query(MEASURE, "measures", among, order + ", probe, part, statistic, step"),
          first,
          second,
          b);
    }
    List<Difference> sorted =
        found.values().stream().sorted(Comparator.comparing(Difference::trial)).toList();
    return new CommonTrials(a.size() - both, b.size() - both, both, sorted);
  }

  private static String query(String columns, String table, String among, String order) {
    return "SELECT " + columns + " FROM " + table + among + " ORDER BY " + order;
  }

  /** First digits of ids, so that the rows of each fit in memory. */
  private static List<String> parts(QueryEngine first, QueryEngine second) {
    long rows = 0;
    for (QueryEngine engine : List.of(first, second)) {
      for (String table : List.of("epochs", "measures")) {
        rows =
            Math.max(
                rows, Rows.whole(Rows.of(engine, "SELECT count(*) FROM " + table).get(0).get(0)));
      }
    }
    List<String> parts = List.of("");
    for (long size = rows; size > ROWS_AT_A_TIME; size /= 16) {
      parts =
          parts.stream()
              .flatMap(part -> "0123456789abcdef".chars().mapToObj(c -> part + (char) c))
              .toList();
    }
    return parts;
  }

  private static Map<String, List<Object>> byId(QueryResult result) {
    Map<String, List<Object>> rows = new LinkedHashMap<>();
    result.rows().forEach(row -> rows.put((String) row.get(0), row));
    return rows;
  }

  private static void rows(
      Map<String, Difference> found,
      String table,
      String sql,
      QueryEngine first,
      QueryEngine second,
      Map<String, List<Object>> known) {
    QueryResult all = first.run(sql);
    Map<String, List<List<Object>>> a = grouped(all);
    Map<String, List<List<Object>>> b = grouped(second.run(sql));
    for (Map.Entry<String, List<List<Object>>> trial : a.entrySet()) {
      String id = trial.getKey();
      if (known.containsKey(id)) {
        List<List<Object>> here = trial.getValue();
        List<List<Object>> there = b.getOrDefault(id, List.of());
        for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
          note(found, id, table, all.columns(), here.get(i), there.get(i));
        }
        if (here.size() != there.size()) {
          found.putIfAbsent(
              id,
              new Difference(
                  id,
                  table,
                  Numbers.count(here.size(), "row"),
                  Numbers.count(there.size(), "row")));
        }
      }
    }
  }

  private static Map<String, List<List<Object>>> grouped(QueryResult result) {
    Map<String, List<List<Object>>> groups = new HashMap<>();
    for (List<Object> row : result.rows()) {
      groups.computeIfAbsent((String) row.get(0), none -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  /** Equal means equal bits, but all NaN are one. */
  private static void note(
      Map<String, Difference> found,
      String id,
      String table,
      List<String> columns,
      List<Object> here,
      List<Object> there) {
    if (found.containsKey(id) || here.equals(there)) {
      return;
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!Objects.equals(here.get(i), there.get(i))) {
        String epoch = table.equals("trials") ? "" : ", epoch " + Rows.text(here.get(1));
        found.put(
            id,
            new Difference(
                id,
                table + epoch + ", " + columns.get(i),
                Rows.text(here.get(i)),
                Rows.text(there.get(i))));
        return;
      }
    }
  }
}
