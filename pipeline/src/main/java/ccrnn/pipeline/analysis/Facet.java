package ccrnn.pipeline.analysis;

import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Trials of one figure that may be averaged: they differ in nothing but their seed and the settings
 * that the figure sets apart itself.
 *
 * @param task word of their task
 * @param label what else sets them apart from the figure's other trials; empty for nothing
 * @param usual whether all of that is as by default
 * @param order their values of what varies, for sorting; null where the setting means nothing
 */
public record Facet(String task, String label, boolean usual, List<Object> order)
    implements Comparable<Facet> {
  /** What changes no number. */
  private static final Set<Setting> RECORDING =
      Set.of(CommonRows.PROBES, CommonRows.PROBE_INTERVAL);

  private static final Comparator<Object> VALUES =
      Comparator.nullsFirst(
          (a, b) ->
              a instanceof Number x && b instanceof Number y
                  ? Double.compare(x.doubleValue(), y.doubleValue())
                  : a.toString().compareTo(b.toString()));

  /** By the values of what varies. */
  @Override
  public int compareTo(Facet other) {
    for (int i = 0; i < Math.min(order.size(), other.order.size()); i++) {
      int compared = VALUES.compare(order.get(i), other.order.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(order.size(), other.order.size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Facet facet && order.equals(facet.order);
  }

  @Override
  public int hashCode() {
    return order.hashCode();
  }

  /**
   * @return the task in words
   */
  public String taskWords() {
    return task.replace('-', ' ');
  }

  /**
   * @return task and label
   */
  public String title() {
    return label.isEmpty() ? taskWords() : taskWords() + ", " + label;
  }

  /**
   * Sorts items by facet.
   *
   * @param items rows of an answer
   * @param trial id of an item's trial
   * @param index where its settings are
   * @param apart settings that the figure sets apart itself
   * @param <T> kind of item
   * @return items by facet, both in order
   */
  public static <T> NavigableMap<Facet, List<T>> group(
      Collection<T> items, Function<T, String> trial, TrialIndex index, Set<Setting> apart) {
    Set<String> ids = items.stream().map(trial).collect(Collectors.toSet());
    Set<Setting> ignored = new HashSet<>(Set.of(CommonRows.SEED, CommonRows.TASK));
    ignored.addAll(RECORDING);
    ignored.addAll(apart);
    List<Setting> varying = new ArrayList<>();
    for (Setting setting : Setting.all()) {
      // Where a setting means nothing the trials differ in what decides that, which is enough.
      Set<Object> values = new HashSet<>();
      ids.stream()
          .map(index::settings)
          .filter(setting::applies)
          .forEach(settings -> values.add(settings.get(setting)));
      if (values.size() > 1 && !ignored.contains(setting)) {
        varying.add(setting);
      }
    }
    Map<String, Facet> facets = new HashMap<>();
    ids.forEach(id -> facets.put(id, of(index.settings(id), varying)));
    NavigableMap<Facet, List<T>> groups = new TreeMap<>();
    items.forEach(
        item ->
            groups
                .computeIfAbsent(facets.get(trial.apply(item)), facet -> new ArrayList<>())
                .add(item));
    return groups;
  }

  private static Facet of(Map<Setting, Object> settings, List<Setting> varying) {
    List<Object> order = new ArrayList<>();
    order.add(CommonRows.TASK.choices().indexOf((String) settings.get(CommonRows.TASK)));
    varying.forEach(setting -> order.add(settings.get(setting)));
    String label =
        varying.stream()
            .map(setting -> label(setting, settings))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    boolean usual =
        varying.stream()
            .allMatch(
                setting ->
                    Optional.ofNullable(settings.get(setting))
                        .equals(setting.defaultValue(settings)));
    return new Facet((String) settings.get(CommonRows.TASK), label, usual, order);
  }

  /** Null where the setting means nothing. */
  private static String label(Setting setting, Map<Setting, Object> settings) {
    Object value = settings.get(setting);
    if (value != null && setting == CommonRows.NETWORK) {
      return setting.text(value); // as everywhere on the page
    }
    if (value != null) {
      return setting.key() + "=" + setting.text(value);
    }
    return setting.applies(settings)
        ? setting.absentWord().map(word -> setting.key() + "=" + word).orElse(null)
        : null;
  }
}
