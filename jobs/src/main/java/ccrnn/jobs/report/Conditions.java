package ccrnn.jobs.report;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings that tell the trials of a folder apart, but for the seed.
 *
 * @param settings in their order; the network where none varies
 * @param common what all trials have that have it at all, where it is needed to tell whether a
 *     setting means something
 */
record Conditions(List<Setting> settings, Map<Setting, Object> common) {
  Conditions {
    settings = List.copyOf(settings);
    common = Map.copyOf(common);
  }

  /**
   * Looks at the one column that has all settings in it, then only at those that may vary: every
   * setting is a column, and to read so many of so many files takes seconds.
   */
  static Conditions of(QueryEngine engine) {
    List<Setting> candidates = candidates(engine);
    if (candidates.isEmpty()) {
      return new Conditions(List.of(CommonRows.NETWORK), Map.of());
    }
    String counts =
        candidates.stream()
            .map(each -> "count(DISTINCT " + each.column() + ")")
            .collect(Collectors.joining(", "));
    List<Object> row = Rows.of(engine, "SELECT " + counts + " FROM trials").get(0);
    List<Setting> varying = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Setting setting = candidates.get(i);
      if (Rows.whole(row.get(i)) > 1
          || (setting.absentWord().isPresent() && isWithoutSomewhere(setting, engine))) {
        varying.add(setting);
      }
    }
    if (varying.isEmpty()) {
      varying.add(CommonRows.NETWORK);
    }
    boolean absences = varying.stream().anyMatch(each -> each.absentWord().isPresent());
    return new Conditions(varying, absences ? common(varying, engine) : Map.of());
  }

  /** Whether a trial has no value of a setting that means something to it. */
  private static boolean isWithoutSomewhere(Setting setting, QueryEngine engine) {
    List<Setting> all = others(List.of(CommonRows.SEED));
    return Rows.of(
            engine,
            "SELECT DISTINCT %s FROM trials WHERE %s IS NULL"
                .formatted(columns(all), setting.column()))
        .stream()
        .anyMatch(row -> setting.applies(values(all, row)));
  }

  private static Map<Setting, Object> common(List<Setting> varying, QueryEngine engine) {
    List<Setting> others = others(varying);
    String values =
        others.stream().map(each -> "max(" + each.column() + ")").collect(Collectors.joining(", "));
    return values(others, Rows.of(engine, "SELECT " + values + " FROM trials").get(0));
  }

  private static List<Setting> others(List<Setting> left) {
    return Setting.all().stream().filter(each -> !left.contains(each)).toList();
  }

  private static Map<Setting, Object> values(List<Setting> settings, List<Object> row) {
    Map<Setting, Object> values = new HashMap<>();
    for (int i = 0; i < settings.size(); i++) {
      if (row.get(i) != null) {
        values.put(settings.get(i), row.get(i));
      }
    }
    return values;
  }

  private static String columns(List<Setting> settings) {
    return settings.stream().map(Setting::column).collect(Collectors.joining(", "));
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
    return columns(settings);
  }

  int size() {
    return settings.size();
  }

  /** A name for the values that begin a row. Settings that mean nothing there are left out. */
  String label(List<Object> row) {
    Map<Setting, Object> values = new HashMap<>(common);
    values.putAll(values(settings, row));
    List<String> parts = new ArrayList<>();
    for (Setting setting : settings) {
      Object value = values.get(setting);
      if (value != null) {
        parts.add(setting.key() + "=" + Rows.text(setting.text(value)));
      } else if (setting.applies(values)) {
        setting.absentWord().ifPresent(word -> parts.add(setting.key() + "=" + word));
      }
    }
    return parts.isEmpty() ? "all" : String.join(", ", parts);
  }
}
