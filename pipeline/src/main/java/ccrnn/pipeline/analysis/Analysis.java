package ccrnn.pipeline.analysis;

import ccrnn.pipeline.analysis.Panel.Axis;
import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the analyses of figures share: a figure under construction, the folder's trials, and what is
 * lacking.
 *
 * @param figure under construction
 * @param index the folder's trials
 */
public record Analysis(FigureBuilder figure, TrialIndex index) {
  /** The position of no claim. */
  public static final int NO_CLAIM = -1;

  /** The spread of most panels. */
  public static final String SEM = "SEM over seeds";

  /**
   * Trials and their twins, one pair a row.
   *
   * @param pairs in the order of the rows
   * @param twins of the trials, by trial
   */
  public record Twins(List<Pair> pairs, Map<String, String> twins) {
    /** Copies the lists. */
    public Twins {
      pairs = List.copyOf(pairs);
      twins = Map.copyOf(twins);
    }

    /**
     * @return ids of all trials
     */
    public Set<String> all() {
      Set<String> ids = new HashSet<>(twins.keySet());
      ids.addAll(twins.values());
      return ids;
    }
  }

  /**
   * Asks for pairs; all their trials take part in the figure.
   *
   * @param sql rows of trial, twin, x, number of the trial, number of the twin
   * @return the pairs
   */
  public Twins twins(String sql) {
    List<Pair> pairs = new ArrayList<>();
    Map<String, String> twins = new HashMap<>();
    for (List<Object> row : figure.ask(sql)) {
      String id = (String) row.get(0);
      twins.put(id, (String) row.get(1));
      pairs.add(
          new Pair(id, index.seed(id), number(row.get(2)), number(row.get(3)), number(row.get(4))));
    }
    twins.forEach(figure::uses);
    return new Twins(pairs, twins);
  }

  /**
   * Asks for one number a row; all their trials take part in the figure.
   *
   * @param sql rows of trial, x, number
   * @param wanted whether the rows of a trial count
   * @return pairs of twice the same number
   */
  public List<Pair> singles(String sql, Predicate<String> wanted) {
    List<Pair> rows = new ArrayList<>();
    for (List<Object> row : figure.ask(sql)) {
      String id = (String) row.get(0);
      if (wanted.test(id)) {
        double value = number(row.get(2));
        figure.uses(id);
        rows.add(new Pair(id, index.seed(id), number(row.get(1)), value, value));
      }
    }
    return rows;
  }

  /**
   * Tells whether there are complete trials of all these networks; says which tasks lack them.
   *
   * @param filter which trials count
   * @param claim that cannot be judged without them, or {@link #NO_CLAIM}
   * @param networks their words
   * @return whether some task has trials of each
   */
  public boolean has(Filter filter, int claim, String... networks) {
    boolean any = false;
    List<Object> tasks = filter.values(CommonRows.TASK);
    for (Object task : tasks.isEmpty() ? CommonRows.TASK.choices() : tasks) {
      List<String> found =
          index.complete().values().stream()
              .filter(settings -> settings.get(CommonRows.TASK).equals(task))
              .filter(filter::matches)
              .map(settings -> (String) settings.get(CommonRows.NETWORK))
              .toList();
      List<String> missing = new ArrayList<>(List.of(networks));
      missing.removeAll(found);
      any |= missing.isEmpty();
      if (!missing.isEmpty() && !tasks.isEmpty()) {
        figure.lacks(
            claim,
            "no complete trial of "
                + String.join(" and ", missing)
                + ": "
                + filter.and(CommonRows.TASK, task).text());
      }
    }
    return any;
  }

  /**
   * Says which trials have no twin and which did not end well.
   *
   * @param filter which trials count
   * @param networks words of their networks
   * @param used ids of those that have one
   */
  public void tellUnpaired(Filter filter, Set<String> networks, Set<String> used) {
    Set<Map<Setting, Object>> paired =
        used.stream().map(id -> TrialIndex.numbers(index.settings(id))).collect(Collectors.toSet());
    Map<String, Set<Long>> alone = new TreeMap<>();
    index
        .complete()
        .values()
        .forEach(
            settings -> {
              if (networks.contains(settings.get(CommonRows.NETWORK))
                  && filter.matches(settings)
                  && !paired.contains(TrialIndex.numbers(settings))) {
                alone
                    .computeIfAbsent(
                        (String) settings.get(CommonRows.NETWORK), n -> new HashSet<>())
                    .add((Long) settings.get(CommonRows.SEED));
              }
            });
    alone.forEach(
        (network, seeds) ->
            figure.gap(network + " without its twin in some conditions: seeds " + listed(seeds)));
    tellFailed(filter, networks);
  }

  /**
   * Says which trials did not end well.
   *
   * @param filter which trials count
   * @param networks words of their networks
   */
  public void tellFailed(Filter filter, Set<String> networks) {
    Map<String, Set<Long>> failed = new TreeMap<>();
    index
        .others()
        .values()
        .forEach(
            settings -> {
              if (networks.contains(settings.get(CommonRows.NETWORK)) && filter.matches(settings)) {
                failed
                    .computeIfAbsent(
                        (String) settings.get(CommonRows.NETWORK), n -> new HashSet<>())
                    .add((Long) settings.get(CommonRows.SEED));
              }
            });
    failed.forEach(
        (network, seeds) ->
            figure.gap(network + " diverged or failed in some conditions: seeds " + listed(seeds)));
  }

  private static String listed(Set<Long> seeds) {
    return seeds.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /**
   * Tells whether claims are about these trials: where several are there, about those as by
   * default.
   *
   * @param facet these trials
   * @param all of the figure
   * @return whether tests of them judge claims
   */
  public static boolean isClaimed(Facet facet, Set<Facet> all) {
    return facet.usual()
        || all.stream().filter(other -> other.task().equals(facet.task())).noneMatch(Facet::usual);
  }

  /**
   * Sorts facets by task.
   *
   * @param groups items by facet
   * @param <T> kind of item
   * @return the same by the word of their task, in the order of the tasks
   */
  public static <T> NavigableMap<String, NavigableMap<Facet, List<T>>> byTask(
      NavigableMap<Facet, List<T>> groups) {
    NavigableMap<String, NavigableMap<Facet, List<T>>> tasks =
        new TreeMap<>(Comparator.comparing(CommonRows.TASK.choices()::indexOf));
    groups.forEach(
        (facet, items) ->
            tasks.computeIfAbsent(facet.task(), t -> new TreeMap<>()).put(facet, items));
    return tasks;
  }

  /**
   * A linear axis.
   *
   * @param label with its unit
   * @return the axis
   */
  public static Axis axis(String label) {
    return new Axis(label, Scale.LINEAR);
  }

  /**
   * @return the axis of learning curves
   */
  public static Axis epochs() {
    return axis("epoch");
  }

  /**
   * Names settings that a figure sets apart itself, see {@link Facet#group}.
   *
   * @param settings any
   * @return all of them
   */
  public static Set<Setting> apart(Setting... settings) {
    return new TreeSet<>(List.of(settings));
  }

  /**
   * Reads a number of an answer.
   *
   * @param value a number or null
   * @return the number; NaN for null
   */
  public static double number(Object value) {
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }
}
