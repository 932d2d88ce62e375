package ccrnn.pipeline.analysis;

import static ccrnn.pipeline.analysis.Analysis.CCRNN;
import static ccrnn.pipeline.analysis.Analysis.CRNN;
import static ccrnn.pipeline.analysis.Analysis.SEM;

import ccrnn.pipeline.analysis.Panel.Axis;
import ccrnn.pipeline.analysis.Panel.Picture;
import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.analysis.Panel.Series;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
final class CurveAnalysis {
  private final Analysis analysis;
  private final FigureBuilder figure;
  private final TrialIndex index;

  CurveAnalysis(Analysis analysis) {
    this.analysis = analysis;
    this.figure = analysis.figure();
    this.index = analysis.index();
  }

  /**
   * ccrnn beside crnn.
   *
   * @return ids of a ccrnn and its crnn to show examples of, those of the least seed; empty if
   *     there are no pairs
   */
  List<String> paired(Amount amount, Filter filter, Scale scale, int claim) {
    if (!analysis.has(filter, claim, CRNN, CCRNN)) {
      return List.of();
    }
    String sql =
        """
        SELECT trial_id, crnn_id, epoch, ccrnn_%1$s, crnn_%1$s
        FROM paired_curves
        WHERE %2$s
        ORDER BY trial_id, epoch
        """
            .formatted(amount.curve(), filter.sql());
    Analysis.Twins found = analysis.twins(sql);
    analysis.tellUnpaired(filter, Set.of(CRNN, CCRNN), found.all());
    NavigableMap<Facet, List<Pair>> facets =
        Facet.group(found.pairs(), Pair::trial, index, Set.of());
    Map<Facet, Set<String>> alike = new HashMap<>();
    facets.forEach(
        (facet, members) -> alike.put(facet, wholesLike(members.get(0).trial(), filter)));
    List<Pair> wholes =
        wholes(amount, alike.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    facets.forEach(
        (facet, members) -> {
          String title = facet.title();
          List<Series> series = new ArrayList<>();
          series.add(new Series(CRNN, CRNN, curve(members, Pair::b)));
          series.add(new Series(CCRNN, CCRNN, curve(members, Pair::a)));
          List<Pair> whole =
              wholes.stream().filter(pair -> alike.get(facet).contains(pair.trial())).toList();
          if (!whole.isEmpty()) {
            series.add(new Series("bptt", "bptt", curve(whole, Pair::a)));
          }
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
              "ccrnn - crnn, last epoch",
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

  /**
   * Backpropagation through the whole sequence: its curves, all asked for at once. Trials that
   * differ only in what they record are one.
   */
  private List<Pair> wholes(Amount amount, Set<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    String sql =
        """
        SELECT trial_id, epoch, %s
        FROM curves
        WHERE network = 'bptt' AND trial_id IN (SELECT trial_id FROM complete_trials)
        ORDER BY trial_id, epoch
        """
            .formatted(amount.curve());
    return analysis.singles(sql, ids::contains);
  }

  /** Those trials that are otherwise as this one. */
  private Set<String> wholesLike(String trial, Filter filter) {
    Map<Setting, Object> like = index.settings(trial);
    Set<Setting> free =
        Analysis.apart(
            CommonRows.NETWORK, CommonRows.SEED, CommonRows.PROBES, CommonRows.PROBE_INTERVAL);
    return index.complete().entrySet().stream()
        .filter(entry -> "bptt".equals(entry.getValue().get(CommonRows.NETWORK)))
        .filter(entry -> filter.matches(entry.getValue()))
        .filter(
            entry ->
                Setting.all().stream()
                    .filter(each -> !free.contains(each) && each.applies(entry.getValue()))
                    .allMatch(each -> Objects.equals(entry.getValue().get(each), like.get(each))))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Decoupled feed-forward networks beside those with ordinary backpropagation. */
  void decoupled(int claim) {
    Filter filter = Filter.of(CommonRows.NETWORK, "feedforward");
    if (!analysis.has(filter.and(CommonRows.TASK, "reaching"), claim, "feedforward")) {
      return;
    }
    String curves =
        """
        SELECT trial_id, epoch, validation_loss
        FROM curves
        WHERE status = 'complete' AND network = 'feedforward'
        ORDER BY trial_id, epoch
        """;
    List<Pair> rows = analysis.singles(curves, index::isFirst);
    Set<Setting> apart = Set.of(LayerRows.DECOUPLING);
    NavigableMap<Facet, List<Pair>> facets = Facet.group(rows, Pair::trial, index, apart);
    facets.forEach(
        (facet, members) ->
            figure.panel(
                new Panel(
                    facet.label(),
                    Picture.LINES,
                    Analysis.epochs(),
                    Analysis.axis(Amount.VALIDATION_LOSS.label(facet.task())),
                    SEM,
                    OptionalDouble.empty(),
                    byDecoupling(members).entrySet().stream()
                        .map(
                            each ->
                                new Series(
                                    each.getKey(), each.getKey(), curve(each.getValue(), Pair::a)))
                        .toList())));
    String effects =
        """
        SELECT trial_id, whole_id, NULL AS x, decoupled_validation_loss, whole_validation_loss
        FROM decoupling_effects
        ORDER BY trial_id
        """;
    NavigableMap<Facet, List<Pair>> tested =
        Facet.group(analysis.twins(effects).pairs(), Pair::trial, index, apart);
    tested.forEach(
        (facet, members) ->
            byDecoupling(members)
                .forEach(
                    (decoupling, some) ->
                        figure.compare(
                            facet.label(),
                            decoupling + " - none, last epoch",
                            Amount.VALIDATION_LOSS.label(facet.task()),
                            some,
                            decoupling.equals("predicted-feedback")
                                    && Analysis.isClaimed(facet, tested.keySet())
                                ? claim
                                : Analysis.NO_CLAIM)));
    if (tested.isEmpty()) {
      figure.lacks(claim, "no decoupled trial has a twin with decoupling none");
    }
    analysis.tellFailed(filter, Set.of("feedforward"));
  }

  private Map<String, List<Pair>> byDecoupling(List<Pair> pairs) {
    return pairs.stream()
        .collect(
            Collectors.groupingBy(
                pair -> (String) index.settings(pair.trial()).get(LayerRows.DECOUPLING),
                () -> new TreeMap<>(Comparator.comparing(LayerRows.DECOUPLING.choices()::indexOf)),
                Collectors.toList()));
  }

  /** Every condition of the folder. Trials that differ only in what they record are one. */
  void all() {
    String sql =
        """
        SELECT trial_id, epoch, validation_loss
        FROM curves
        WHERE trial_id IN (SELECT trial_id FROM complete_trials)
        ORDER BY trial_id, epoch
        """;
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
                      Analysis.axis(Amount.VALIDATION_LOSS.label(task)),
                      SEM,
                      OptionalDouble.empty(),
                      series));
            });
    analysis.tellFailed(
        Filter.of(CommonRows.TASK, CommonRows.TASK.choices().toArray()),
        Set.copyOf(CommonRows.NETWORK.choices()));
  }

  private static List<Panel.Point> curve(Collection<Pair> pairs, ToDoubleFunction<Pair> value) {
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
