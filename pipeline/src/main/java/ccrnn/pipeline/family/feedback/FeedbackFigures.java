package ccrnn.pipeline.family.feedback;

import ccrnn.pipeline.analysis.Amount;
import ccrnn.pipeline.analysis.Analysis;
import ccrnn.pipeline.analysis.Couple;
import ccrnn.pipeline.analysis.CurveAnalysis;
import ccrnn.pipeline.analysis.Filter;
import ccrnn.pipeline.analysis.PairAnalysis;
import ccrnn.pipeline.analysis.PairAnalysis.About;
import ccrnn.pipeline.analysis.PairAnalysis.Swept;
import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.TaskWords;
import ccrnn.pipeline.sweep.CommonRows;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The figures of cortex and cerebellum, and what they have in common. */
final class FeedbackFigures {
  /** The ccRNN and the cortex alone; backpropagation through the whole sequence beside them. */
  static final Couple COUPLE =
      new Couple(
          FeedbackRows.CCRNN,
          FeedbackRows.CRNN,
          List.of(FeedbackRows.BPTT),
          "paired_results",
          "paired_curves");

  /** Without a lesion. */
  static final Filter INTACT = Filter.of(CerebellumRows.LESION, "none");

  /** The published cortex. */
  static final Filter GATED = INTACT.and(CortexRows.CORTEX, "lstm");

  /** Lines at the published horizon and interval. */
  static final Filter PUBLISHED_LINES =
      GATED
          .and(CommonRows.TASK, TaskWords.LINE_DRAWING.word())
          .and(FeedbackRows.FEEDBACK_HORIZON, 1L)
          .and(FeedbackRows.FEEDBACK_INTERVAL, 2L);

  private FeedbackFigures() {}

  /** All figures, in the order of the papers. */
  static List<Recipe> all() {
    return Stream.of(
            NatcommFigures.ALL, NeuripsFigures.ALL, SparsityFigure.ALL, SupplementFigures.ALL)
        .flatMap(List::stream)
        .toList();
  }

  /** Learning curves of both. */
  static Consumer<Analysis> curves(Amount amount, Filter filter, Scale scale, int claim) {
    return analysis -> new CurveAnalysis(analysis).paired(COUPLE, amount, filter, scale, claim);
  }

  /** Both at the end, seed by seed. */
  static Consumer<Analysis> seeds(Amount amount, Filter filter, int claim) {
    return analysis -> new PairAnalysis(analysis, COUPLE).seeds(amount, filter, claim);
  }

  /** Both at the end, over the values of a setting. */
  static Consumer<Analysis> swept(
      Amount amount, Filter filter, Swept swept, Map<About, Integer> claims) {
    return analysis -> new PairAnalysis(analysis, COUPLE).swept(amount, filter, swept, claims);
  }
}
