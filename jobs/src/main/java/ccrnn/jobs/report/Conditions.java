package ccrnn.jobs.report;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  static Conditions of(QueryEngine engine) {
    List<Setting> all =
        Arrays.stream(Setting.values()).filter(each -> each != Setting.SEED).toList();
    String counts =
        all.stream()
            .map(each -> "count(DISTINCT " + each.column() + ")")
            .collect(Collectors.joining(", "));
    List<Object> row = Rows.of(engine, "SELECT " + counts + " FROM trials").get(0);
    List<Setting> varying = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (Rows.whole(row.get(i)) > 1) {
        varying.add(all.get(i));
      }
    }
    return new Conditions(varying.isEmpty() ? List.of(Setting.NETWORK) : varying);
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
