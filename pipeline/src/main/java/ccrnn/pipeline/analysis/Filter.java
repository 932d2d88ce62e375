package ccrnn.pipeline.analysis;

import ccrnn.pipeline.sweep.Setting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which trials take part, in SQL and for settings at hand. Immutable. */
public final class Filter {
  private final Map<Setting, List<Object>> allowed;

  private Filter(Map<Setting, List<Object>> allowed) {
    this.allowed = allowed;
  }

  /**
   * Asks for some values of a setting.
   *
   * @param setting any setting
   * @param values of the type that its kind names; each will do
   * @return the filter
   */
  public static Filter of(Setting setting, Object... values) {
    return new Filter(new TreeMap<>()).and(setting, values);
  }

  /**
   * Asks for one of these values too.
   *
   * @param setting any setting; takes the place of what was asked of it
   * @param values of the type that its kind names; each will do
   * @return a narrower filter
   */
  public Filter and(Setting setting, Object... values) {
    Map<Setting, List<Object>> more = new TreeMap<>(allowed);
    more.put(setting, List.of(values));
    return new Filter(more);
  }

  /** The values that are asked for; empty where all will do. */
  List<Object> values(Setting setting) {
    return allowed.getOrDefault(setting, List.of());
  }

  /**
   * @return a condition of a WHERE clause
   */
  public String sql() {
    return allowed.entrySet().stream()
        .map(
            entry ->
                entry.getKey().column()
                    + entry.getValue().stream()
                        .map(value -> value instanceof String ? "'" + value + "'" : "" + value)
                        .collect(Collectors.joining(", ", " IN (", ")")))
        .collect(Collectors.joining(" AND "));
  }

  /**
   * Tells whether a trial takes part.
   *
   * @param settings of the trial; one that means nothing to it is no hindrance
   * @return whether it has the values that are asked for
   */
  public boolean matches(Map<Setting, Object> settings) {
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
