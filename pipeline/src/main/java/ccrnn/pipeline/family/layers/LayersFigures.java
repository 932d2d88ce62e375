package ccrnn.pipeline.family.layers;

import static ccrnn.pipeline.analysis.Claim.Direction.LOWER;
import static ccrnn.pipeline.analysis.Claim.Knowledge.KNOWN;
import static ccrnn.pipeline.family.task.TaskMeasures.VALIDATION_LOSS;

import ccrnn.pipeline.analysis.Analysis;
import ccrnn.pipeline.analysis.Claim;
import ccrnn.pipeline.analysis.CurveAnalysis;
import ccrnn.pipeline.analysis.Facet;
import ccrnn.pipeline.analysis.FigureBuilder;
import ccrnn.pipeline.analysis.Filter;
import ccrnn.pipeline.analysis.Pair;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.Panel.Picture;
import ccrnn.pipeline.analysis.Panel.Series;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.analysis.TrialIndex;
import ccrnn.pipeline.family.task.TaskWords;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Figures of the layered network. */
final class LayersFigures {
  private static final String ICLR = "first version (CC-DNI), ICLR 2021 submission";

  /** Position of the claim. */
  private static final int FASTER = 0;

  static final List<Recipe> ALL =
      List.of(
          Recipe.of(
                  new PaperFigure(
                      "iclr-reaching",
                      "Reaching with decoupled layers",
                      "Does a network whose layers learn from predictions reach its targets?",
                      "Reaching with a feed-forward network: validation loss over epochs by kind"
                          + " of decoupling; tested at the last epoch, predicted feedback against"
                          + " none of the same seed.",
                      ICLR + "; its settings could not be read",
                      List.of(
                          new Claim(
                              "predicted feedback speeds the learning of reaching", LOWER, KNOWN)),
                      List.of("decoupling_effects", "curves"),
                      Optional.of("iclr-reaching.yaml")),
                  LayersFigures::decoupled)
              .after("neurips-s3"));

  private LayersFigures() {}

  /** Decoupled feed-forward networks beside those with ordinary backpropagation. */
  static void decoupled(Analysis analysis) {
    FigureBuilder figure = analysis.figure();
    TrialIndex index = analysis.index();
    Filter filter = Filter.of(CommonRows.NETWORK, LayerRows.FEEDFORWARD);
    if (!analysis.has(
        filter.and(CommonRows.TASK, TaskWords.POINT_REACHING.word()),
        FASTER,
        LayerRows.FEEDFORWARD)) {
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
                    Analysis.axis(VALIDATION_LOSS.label(facet.task())),
                    Analysis.SEM,
                    OptionalDouble.empty(),
                    byDecoupling(members, index).entrySet().stream()
                        .map(
                            each ->
                                new Series(
                                    each.getKey(),
                                    each.getKey(),
                                    CurveAnalysis.curve(each.getValue(), Pair::a)))
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
            byDecoupling(members, index)
                .forEach(
                    (decoupling, some) ->
                        figure.compare(
                            facet.label(),
                            decoupling + " - none, last epoch",
                            VALIDATION_LOSS.label(facet.task()),
                            some,
                            decoupling.equals("predicted-feedback")
                                    && Analysis.isClaimed(facet, tested.keySet())
                                ? FASTER
                                : Analysis.NO_CLAIM)));
    if (tested.isEmpty()) {
      figure.lacks(FASTER, "no decoupled trial has a twin with decoupling none");
    }
    analysis.tellFailed(filter, Set.of(LayerRows.FEEDFORWARD));
  }

  private static Map<String, List<Pair>> byDecoupling(List<Pair> pairs, TrialIndex index) {
    return pairs.stream()
        .collect(
            Collectors.groupingBy(
                pair -> (String) index.settings(pair.trial()).get(LayerRows.DECOUPLING),
                () -> new TreeMap<>(Comparator.comparing(LayerRows.DECOUPLING.choices()::indexOf)),
                Collectors.toList()));
  }
}
