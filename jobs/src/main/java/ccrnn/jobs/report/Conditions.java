package ccrnn.jobs.report;

import ccrnn.pipeline.sweep.CommonRows;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings that tell the trials of a folder apart, but for the seed.
 *
 * @param settings in their order; the network where none varies
 */
record Conditions(List<Setting> settings) {
  Conditions {
    settings = List.copyOf(settings);
  }

  /**
   * Looks at the one column that has all settings in it, then only at those that may vary: every
   * setting is a column, and to read so many of so many files takes seconds.
   */
  static Conditions of(QueryEngine engine) {
    List<Setting> candidates = candidates(engine);
    if (candidates.isEmpty()) {
      return new Conditions(List.of(CommonRows.NETWORK));
    }
    String counts =
        candidates.stream()
            .map(each -> "count(DISTINCT " + each.column() + ")")
            .collect(Collectors.joining(", "));
    List<Object> row = Rows.of(engine, "SELECT " + counts + " FROM trials").get(0);
    List<Setting> varying = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      if (Rows.whole(row.get(i)) > 1) {
        varying.add(candidates.get(i));
      }
    }
    return new Conditions(varying.isEmpty() ? List.of(CommonRows.NETWORK) : varying);
  }

  /** Settings that are not in all trials, or not with one value. */
  private static List<Setting> candidates(QueryEngine engine) {
    Set<String> common = null;
    Set<String> all = new HashSet<>();
    for (List<Object> row :
        Rows.of(
            engine,
            "SELECT DISTINCT regexp_replace(settings_text, '(^|[^a-z-])seed=[0-9]+', '')"
                + " FROM trials")) {
      Set<String> lines = row.get(0).toString().lines().collect(Collectors.toSet());
      all.addAll(lines);
      if (common == null) {
        common = new HashSet<>(lines);
      } else {
        common.retainAll(lines);
      }
    }
    if (common != null) {
      all.removeAll(common);
    }
    Set<String> keys = all.stream().map(Conditions::key).collect(Collectors.toSet());
    return Setting.all().stream()
        .filter(each -> each != CommonRows.SEED && keys.contains(each.key()))
        .toList();
  }

  private static String key(String line) {
    int end = line.indexOf('=');
    return end < 0 ? line : line.substring(0, end);
  }

  /** Their columns, for a query. */
  String columns() {
    return settings.stream().map(Setting::column).collect(Collectors.joining(", "));
  }

  int size() {
    return settings.size();
  }

  /** A name for the values that begin a row. Settings that mean nothing there are left out. */
  String label(List<Object> row) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      Object value = row.get(i);
      if (value != null) {
        parts.add(settings.get(i).key() + "=" + Rows.text(settings.get(i).text(value)));
      }
    }
    return parts.isEmpty() ? "all" : String.join(", ", parts);
  }
}
