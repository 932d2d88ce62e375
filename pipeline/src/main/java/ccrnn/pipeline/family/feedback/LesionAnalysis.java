package ccrnn.pipeline.family.feedback;

import ccrnn.pipeline.analysis.Analysis;
import ccrnn.pipeline.analysis.Facet;
import ccrnn.pipeline.analysis.FigureBuilder;
import ccrnn.pipeline.analysis.Filter;
import ccrnn.pipeline.analysis.Pair;
import ccrnn.pipeline.analysis.PairAnalysis;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.Panel.Picture;
import ccrnn.pipeline.analysis.Panel.Series;
import ccrnn.pipeline.analysis.TrialIndex;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.task.TaskMeasures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lesioned trials against their intact twins, by onset of the lesion. */
final class LesionAnalysis {
  private static final String CEREBELLUM = "cerebellum";
  private static final String OLIVE = "inferior-olive";

  private final Analysis analysis;
  private final FigureBuilder figure;
  private final TrialIndex index;

  LesionAnalysis(Analysis analysis) {
    this.analysis = analysis;
    this.figure = analysis.figure();
    this.index = analysis.index();
  }

  /**
   * @param differ claim that the lesions differ
   * @param harm claim about the earliest lesion of the cerebellum
   * @param earlier claim about the earliest against the latest of them
   */
  void onsets(int differ, int harm, int earlier) {
    boolean lesioned =
        index.complete().values().stream()
            .anyMatch(settings -> settings.containsKey(CerebellumRows.LESION_EPOCH));
    if (!lesioned) {
      return;
    }
    String sql =
        """
        SELECT trial_id, intact_id, lesion_epoch AS x, lesioned_validation_loss,
          intact_validation_loss
        FROM lesion_effects
        ORDER BY trial_id
        """;
    Analysis.Twins found = analysis.twins(sql);
    List<Pair> pairs = found.pairs();
    analysis.tellUnpaired(
        Filter.of(CerebellumRows.LESION, CEREBELLUM, OLIVE, "fixed"),
        Set.of(FeedbackRows.CCRNN),
        found.twins().keySet());
    NavigableMap<Facet, List<Pair>> facets =
        Facet.group(
            pairs,
            Pair::trial,
            index,
            Analysis.apart(CerebellumRows.LESION, CerebellumRows.LESION_EPOCH));
    facets.forEach(
        (facet, members) -> {
          NavigableMap<String, NavigableMap<Double, List<Pair>>> lesions = byLesion(members);
          String measure = TaskMeasures.VALIDATION_LOSS.label(facet.task());
          figure.panel(
              new Panel(
                  facet.title(),
                  Picture.POINTS,
                  Analysis.axis("onset of the lesion (epoch)"),
                  Analysis.axis(
                      TaskMeasures.VALIDATION_LOSS.ratioLabel(facet.task(), "lesioned / intact")),
                  Analysis.SEM,
                  OptionalDouble.of(100),
                  lesions.entrySet().stream().map(LesionAnalysis::series).toList()));
          boolean claimed = Analysis.isClaimed(facet, facets.keySet());
          lesions.forEach(
              (lesion, onsets) ->
                  onsets.forEach(
                      (onset, some) ->
                          figure.compare(
                              facet.title(),
                              "%s - intact, onset %.0f".formatted(lesion, onset),
                              measure,
                              some,
                              claimed
                                      && lesion.equals(CEREBELLUM)
                                      && onset.equals(onsets.firstKey())
                                  ? harm
                                  : Analysis.NO_CLAIM)));
          NavigableMap<Double, List<Pair>> cerebellum =
              lesions.getOrDefault(CEREBELLUM, new TreeMap<>());
          if (cerebellum.size() > 1) {
            figure.compare(
                facet.title(),
                "%s, onset %.0f against %.0f"
                    .formatted(CEREBELLUM, cerebellum.firstKey(), cerebellum.lastKey()),
                "logarithm of lesioned / intact",
                PairAnalysis.contrast(
                    cerebellum, Set.of(cerebellum.firstKey()), cerebellum.lastKey()),
                claimed ? earlier : Analysis.NO_CLAIM);
          }
          Set<Double> common = new TreeSet<>(cerebellum.keySet());
          common.retainAll(lesions.getOrDefault(OLIVE, new TreeMap<>()).keySet());
          if (common.isEmpty()) {
            figure.lacks(
                claimed ? differ : Analysis.NO_CLAIM,
                facet.title() + ": no onset that both lesions have");
            return;
          }
          figure.compare(
              facet.title(),
              OLIVE + " - " + CEREBELLUM + ", mean over their common onsets",
              "logarithm of lesioned / intact",
              between(lesions.get(OLIVE), cerebellum, common),
              claimed ? differ : Analysis.NO_CLAIM);
        });
    if (pairs.isEmpty()) {
      figure.lacks(differ, "no lesioned trial has its intact twin");
    }
  }

  private NavigableMap<String, NavigableMap<Double, List<Pair>>> byLesion(List<Pair> pairs) {
    return pairs.stream()
        .collect(
            Collectors.groupingBy(
                pair -> (String) index.settings(pair.trial()).get(CerebellumRows.LESION),
                () -> new TreeMap<>(Comparator.comparing(CerebellumRows.LESION.choices()::indexOf)),
                Collectors.collectingAndThen(Collectors.toList(), PairAnalysis::byX)));
  }

  private static Series series(Map.Entry<String, NavigableMap<Double, List<Pair>>> lesion) {
    return new Series(
        lesion.getKey(),
        lesion.getKey(),
        lesion.getValue().entrySet().stream()
            .map(onset -> Pair.point(onset.getKey(), onset.getValue(), Pair::relative))
            .filter(point -> point.n() > 0)
            .toList());
  }

  /** Per seed that has all onsets of both: mean log ratio of one, and of the other. */
  private static List<Pair> between(
      NavigableMap<Double, List<Pair>> one,
      NavigableMap<Double, List<Pair>> other,
      Set<Double> onsets) {
    NavigableMap<Long, double[]> first = logs(one, onsets);
    NavigableMap<Long, double[]> second = logs(other, onsets);
    List<Pair> pairs = new ArrayList<>();
    first.forEach(
        (seed, sums) -> {
          double[] others = second.get(seed);
          if (others != null && sums[1] == onsets.size() && others[1] == onsets.size()) {
            pairs.add(new Pair("", seed, Double.NaN, sums[0] / sums[1], others[0] / others[1]));
          }
        });
    return pairs;
  }

  /** Sum and count of log ratios by seed. */
  private static NavigableMap<Long, double[]> logs(
      NavigableMap<Double, List<Pair>> pairs, Set<Double> onsets) {
    NavigableMap<Long, double[]> sums = new TreeMap<>();
    for (Double onset : onsets) {
      for (Pair pair : pairs.get(onset)) {
        double[] sum = sums.computeIfAbsent(pair.seed(), seed -> new double[2]);
        sum[0] += pair.logRatio();
        sum[1]++;
      }
    }
    return sums;
  }
}
