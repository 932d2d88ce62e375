package ccrnn.pipeline.family.feedback;

import ccrnn.pipeline.analysis.Analysis;
import ccrnn.pipeline.analysis.Facet;
import ccrnn.pipeline.analysis.FigureBuilder;
import ccrnn.pipeline.analysis.Pair;
import ccrnn.pipeline.analysis.PairAnalysis;
import ccrnn.pipeline.analysis.PairAnalysis.About;
import ccrnn.pipeline.analysis.PairAnalysis.Swept;
import ccrnn.pipeline.analysis.PairAnalysis.Words;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.Panel.Picture;
import ccrnn.pipeline.analysis.Panel.Point;
import ccrnn.pipeline.analysis.Panel.Series;
import ccrnn.pipeline.analysis.TrialIndex;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.TaskMeasures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Few mossy fibres against all of them, where the cortex is more and less correlated. */
final class FibreAnalysis {
  /** Fibres per granule cell in the claims. */
  private static final double FEW = 4;

  private static final Words WORDS = new Words("sparse - dense", "sparse / dense");

  private static final Swept FIBRES =
      new Swept(
          Set.of(CerebellumRows.FIBRES), "fibres", "mossy fibres per granule cell", "fibres", 1);

  private final Analysis analysis;
  private final FigureBuilder figure;
  private final TrialIndex index;

  FibreAnalysis(Analysis analysis) {
    this.analysis = analysis;
    this.figure = analysis.figure();
    this.index = analysis.index();
  }

  /**
   * @param better claim that few are better
   * @param correlated claim that they are more so where the cortex is more correlated
   */
  void few(int better, int correlated) {
    if (index.complete().values().stream()
        .noneMatch(settings -> settings.containsKey(CerebellumRows.FIBRES))) {
      return;
    }
    String sql =
        """
        SELECT trial_id, dense_id, fibres AS x, sparse_validation_loss, dense_validation_loss
        FROM fibre_effects
        WHERE lesion = 'none'
        ORDER BY trial_id
        """;
    List<Pair> pairs = analysis.twins(sql).pairs();
    List<Pair> few = pairs.stream().filter(pair -> pair.x() == FEW).toList();
    if (pairs.isEmpty()) {
      figure.lacks(better, "no sparse cerebellum has a twin with all fibres");
    } else if (few.isEmpty()) {
      figure.lacks(better, "no pair with 4 fibres");
    }
    new PairAnalysis(analysis, FeedbackFigures.COUPLE)
        .relative(pairs, FIBRES, Map.of(About.FOUR, better), TaskMeasures.VALIDATION_LOSS, WORDS);
    if (!few.isEmpty()) {
      correlated(few, correlated);
    }
  }

  private void correlated(List<Pair> few, int claim) {
    NavigableMap<Facet, List<Pair>> facets =
        Facet.group(
            few,
            Pair::trial,
            index,
            Analysis.apart(CerebellumRows.FIBRES, CortexRows.CORTEX_WEIGHT_SCALE));
    facets
        .values()
        .removeIf(members -> members.stream().map(this::weightScale).distinct().count() < 2);
    if (facets.isEmpty()) {
      figure.lacks(
          claim, "no other correlation of the inputs: " + CortexRows.CORTEX_WEIGHT_SCALE.key());
      return;
    }
    Map<String, Double> correlations = correlations();
    facets.forEach(
        (facet, members) -> {
          int own = Analysis.isClaimed(facet, facets.keySet()) ? claim : Analysis.NO_CLAIM;
          NavigableMap<Double, List<Pair>> byCorrelation = new TreeMap<>();
          members.stream()
              .collect(Collectors.groupingBy(this::weightScale, TreeMap::new, Collectors.toList()))
              .values()
              .forEach(
                  some ->
                      some.stream()
                          .mapToDouble(pair -> correlations.getOrDefault(pair.trial(), Double.NaN))
                          .filter(Double::isFinite)
                          .average()
                          .ifPresent(mean -> byCorrelation.put(mean, some)));
          if (byCorrelation.size() < 2) {
            figure.lacks(
                own,
                facet.title() + ": the inputs' correlation was not recorded: probe population");
            return;
          }
          show(facet, byCorrelation);
          figure.compare(
              facet.title(),
              "4 fibres, most against least correlated inputs",
              "logarithm of " + WORDS.ratio(),
              PairAnalysis.contrast(
                  byCorrelation, Set.of(byCorrelation.lastKey()), byCorrelation.firstKey()),
              own);
        });
  }

  private double weightScale(Pair pair) {
    return (Double) index.settings(pair.trial()).get(CortexRows.CORTEX_WEIGHT_SCALE);
  }

  /**
   * What granule cells get is the cortex's state; it is alike in all conditions before training. By
   * the first of each trial's copies, any of which may have recorded it.
   */
  private Map<String, Double> correlations() {
    return analysis
        .singles(
            """
            SELECT trial_id, epoch AS x, avg(value)
            FROM measured
            WHERE status = 'complete' AND probe = 'population' AND part = 'cortex'
              AND statistic = 'population-correlation' AND epoch = 0
            GROUP BY trial_id, epoch
            ORDER BY trial_id
            """,
            trial -> index.settings(trial).containsKey(CerebellumRows.FIBRES))
        .stream()
        .collect(Collectors.toMap(pair -> index.first(pair.trial()), Pair::a, (one, other) -> one));
  }

  private void show(Facet facet, NavigableMap<Double, List<Pair>> byCorrelation) {
    List<Point> points = new ArrayList<>();
    byCorrelation.forEach((x, some) -> points.add(Pair.point(x, some, Pair::relative)));
    figure.panel(
        new Panel(
            facet.title() + ", 4 fibres",
            Picture.POINTS,
            Analysis.axis("population correlation of the cortex before training (0 to 1)"),
            Analysis.axis(TaskMeasures.VALIDATION_LOSS.ratioLabel(facet.task(), WORDS.ratio())),
            Analysis.SEM,
            OptionalDouble.of(100),
            List.of(new Series(WORDS.ratio(), FeedbackRows.CCRNN, points))));
  }
}
