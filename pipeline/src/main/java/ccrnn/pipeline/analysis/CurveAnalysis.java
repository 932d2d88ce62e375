package ccrnn.pipeline.analysis;

import static ccrnn.pipeline.analysis.Analysis.SEM;

import ccrnn.pipeline.analysis.Panel.Axis;
import ccrnn.pipeline.analysis.Panel.Picture;
import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.analysis.Panel.Series;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Learning curves: over epochs, tested at the last. */
public final class CurveAnalysis {
  private final Analysis analysis;
  private final FigureBuilder figure;
  private final TrialIndex index;

  /**
   * Begins.
   *
   * @param analysis of the figure
   */
  public CurveAnalysis(Analysis analysis) {
    this.analysis = analysis;
    this.figure = analysis.figure();
    this.index = analysis.index();
  }

  /**
   * A network beside its control.
   *
   * @param couple both
   * @param amount that is compared
   * @param filter which trials take part
   * @param scale of the amount
   * @param claim that the difference at the last epoch judges, or {@link Analysis#NO_CLAIM}
   * @return ids of a network and its control to show examples of, those of the least seed; empty if
   *     there are no pairs
   */
  public List<String> paired(Couple couple, Amount amount, Filter filter, Scale scale, int claim) {
    String control = couple.control();
    String network = couple.network();
    if (!analysis.has(filter, claim, control, network)) {
      return List.of();
    }
    String sql =
        """
        SELECT trial_id, %s
        FROM %s
        WHERE %s
        ORDER BY trial_id, epoch
        """
            .formatted(couple.columns("epoch", amount.curve()), couple.curves(), filter.sql());
    Analysis.Twins found = analysis.twins(sql);
    analysis.tellUnpaired(filter, Set.of(control, network), found.all());
    NavigableMap<Facet, List<Pair>> facets =
        Facet.group(found.pairs(), Pair::trial, index, Set.of());
    Map<String, Map<Facet, List<Pair>>> beside = new LinkedHashMap<>();
    for (String other : couple.beside()) {
      beside.put(other, beside(other, amount, filter, facets));
    }
    facets.forEach(
        (facet, members) -> {
          String title = facet.title();
          List<Series> series = new ArrayList<>();
          series.add(new Series(control, control, curve(members, Pair::b)));
          series.add(new Series(network, network, curve(members, Pair::a)));
          beside.forEach(
              (other, curves) -> {
                List<Pair> own = curves.get(facet);
                if (!own.isEmpty()) {
                  series.add(new Series(other, other, curve(own, Pair::a)));
                }
              });
          figure.panel(
              new Panel(
                  title,
                  Picture.LINES,
                  Analysis.epochs(),
                  new Axis(amount.label(facet.task()), scale),
                  SEM,
                  OptionalDouble.empty(),
                  series));
          boolean claimed = Analysis.isClaimed(facet, facets.keySet());
          figure.compare(
              title,
              couple.difference() + ", last epoch",
              amount.label(facet.task()),
              last(members),
              claimed ? claim : Analysis.NO_CLAIM);
        });
    return facets.entrySet().stream()
        .filter(entry -> Analysis.isClaimed(entry.getKey(), facets.keySet()))
        .flatMap(entry -> entry.getValue().stream())
        .min(Comparator.comparingLong(Pair::seed).thenComparing(Pair::trial))
        .map(pair -> List.of(pair.trial(), found.twins().get(pair.trial())))
        .orElse(List.of());
  }

  /** Another network beside the two, of trials that are otherwise as those of a facet. */
  private Map<Facet, List<Pair>> beside(
      String network, Amount amount, Filter filter, Map<Facet, List<Pair>> facets) {
    Map<Facet, Set<String>> alike = new HashMap<>();
    facets.forEach(
        (facet, members) -> alike.put(facet, othersLike(members.get(0).trial(), network, filter)));
    List<Pair> all =
        others(
            network,
            amount,
            alike.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    Map<Facet, List<Pair>> curves = new HashMap<>();
    alike.forEach(
        (facet, ids) ->
            curves.put(facet, all.stream().filter(pair -> ids.contains(pair.trial())).toList()));
    return curves;
  }

  /**
   * Curves of that network, all asked for at once. Trials that differ only in what they record are
   * one.
   */
  private List<Pair> others(String network, Amount amount, Set<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    String sql =
        """
        SELECT trial_id, epoch, %s
        FROM curves
        WHERE network = '%s' AND trial_id IN (SELECT trial_id FROM complete_trials)
        ORDER BY trial_id, epoch
        """
            .formatted(amount.curve(), network);
    return analysis.singles(sql, ids::contains);
  }

  /** Those of its trials that are otherwise as this one. */
  private Set<String> othersLike(String trial, String network, Filter filter) {
    Map<Setting, Object> like = index.settings(trial);
    Set<Setting> free =
        Analysis.apart(
            CommonRows.NETWORK, CommonRows.SEED, CommonRows.PROBES, CommonRows.PROBE_INTERVAL);
    return index.complete().entrySet().stream()
        .filter(entry -> network.equals(entry.getValue().get(CommonRows.NETWORK)))
        .filter(entry -> filter.matches(entry.getValue()))
        .filter(
            entry ->
                Setting.all().stream()
                    .filter(each -> !free.contains(each) && each.applies(entry.getValue()))
                    .allMatch(each -> Objects.equals(entry.getValue().get(each), like.get(each))))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Every condition of the folder. Trials that differ only in what they record are one.
   *
   * @param amount that is shown
   */
  public void all(Amount amount) {
    String sql =
        """
        SELECT trial_id, epoch, %s
        FROM curves
        WHERE trial_id IN (SELECT trial_id FROM complete_trials)
        ORDER BY trial_id, epoch
        """
            .formatted(amount.curve());
    List<Pair> rows = analysis.singles(sql, index::isFirst);
    Analysis.byTask(Facet.group(rows, Pair::trial, index, Set.of()))
        .forEach(
            (task, facets) -> {
              List<Series> series = new ArrayList<>();
              facets.forEach(
                  (facet, members) -> {
                    Map<Setting, Object> settings = index.settings(members.get(0).trial());
                    String network = (String) settings.get(CommonRows.NETWORK);
                    String alone = "network=" + network;
                    String label = facet.label().isEmpty() ? alone : facet.label();
                    series.add(
                        new Series(
                            label.equals(alone) ? network : label,
                            label.equals(alone) ? network : label,
                            curve(members, Pair::a)));
                  });
              figure.panel(
                  new Panel(
                      task.replace('-', ' '),
                      Picture.LINES,
                      Analysis.epochs(),
                      Analysis.axis(amount.label(task)),
                      SEM,
                      OptionalDouble.empty(),
                      series));
            });
    analysis.tellFailed(
        Filter.of(CommonRows.TASK, CommonRows.TASK.choices().toArray()),
        Set.copyOf(CommonRows.NETWORK.choices()));
  }

  /**
   * Means over epochs.
   *
   * @param pairs by epoch
   * @param value what is shown of each
   * @return a point per epoch that has one
   */
  public static List<Panel.Point> curve(Collection<Pair> pairs, ToDoubleFunction<Pair> value) {
    NavigableMap<Double, List<Pair>> epochs =
        pairs.stream().collect(Collectors.groupingBy(Pair::x, TreeMap::new, Collectors.toList()));
    return epochs.entrySet().stream()
        .map(epoch -> Pair.point(epoch.getKey(), epoch.getValue(), value))
        .filter(point -> point.n() > 0)
        .toList();
  }

  /** Of every trial the pair at its last epoch. */
  private static Collection<Pair> last(List<Pair> pairs) {
    return pairs.stream()
        .collect(
            Collectors.toMap(
                Pair::trial, pair -> pair, (a, b) -> a.x() > b.x() ? a : b, TreeMap::new))
        .values();
  }
}
