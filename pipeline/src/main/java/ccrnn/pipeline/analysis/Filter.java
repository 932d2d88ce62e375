package ccrnn.pipeline.analysis;

import ccrnn.pipeline.sweep.Setting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which trials take part, in SQL and for settings at hand. Immutable. */
final class Filter {
  private final Map<Setting, List<Object>> allowed;

  private Filter(Map<Setting, List<Object>> allowed) {
    this.allowed = allowed;
  }

  static Filter of(Setting setting, Object... values) {
    return new Filter(new TreeMap<>()).and(setting, values);
  }

  /** Asks for one of these values too. */
  Filter and(Setting setting, Object... values) {
    Map<Setting, List<Object>> more = new TreeMap<>(allowed);
    more.put(setting, List.of(values));
    return new Filter(more);
  }

  /** The values that are asked for; empty where all will do. */
  List<Object> values(Setting setting) {
    return allowed.getOrDefault(setting, List.of());
  }

  /** A condition of a WHERE clause. */
  String sql() {
    return allowed.entrySet().stream()
        .map(
            entry ->
                entry.getKey().column()
                    + entry.getValue().stream()
                        .map(value -> value instanceof String ? "'" + value + "'" : "" + value)
                        .collect(Collectors.joining(", ", " IN (", ")")))
        .collect(Collectors.joining(" AND "));
  }

  /** Whether a trial takes part; a setting that means nothing to it is no hindrance. */
  boolean matches(Map<Setting, Object> settings) {
    return allowed.entrySet().stream()
        .allMatch(
            entry ->
                !settings.containsKey(entry.getKey())
                    || entry.getValue().contains(settings.get(entry.getKey())));
  }

  /** In words, for a gap. */
  String text() {
    return allowed.entrySet().stream()
        .map(
            entry ->
                entry.getKey().key()
                    + " "
                    + entry.getValue().stream()
                        .map(entry.getKey()::text)
                        .collect(Collectors.joining(" or ")))
        .collect(Collectors.joining(", "));
  }
}
