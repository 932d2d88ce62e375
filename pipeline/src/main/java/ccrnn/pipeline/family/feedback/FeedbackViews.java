package ccrnn.pipeline.family.feedback;

import ccrnn.pipeline.family.View;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What compares trials of cortex and cerebellum, in SQL. */
final class FeedbackViews {
  /** Each after those that it stands on. */
  static final List<View> ALL =
      Stream.of(
              "paired_results",
              "paired_curves",
              "word_losses",
              "lesion_effects",
              "fibre_effects",
              "feedback_similarity",
              "feedback_correlations")
          .map(name -> new View(name, FeedbackViews.class))
          .toList();

  /** A cerebellum's settings are those that no cortex alone has. */
  static final Map<String, Set<Setting>> COMPARISONS =
      Map.of(
          "cerebellum",
          Set.of(
              CerebellumRows.LESION,
              CerebellumRows.LESION_EPOCH,
              CerebellumRows.LESION_FRACTION,
              CerebellumRows.FIBRES,
              FeedbackRows.CEREBELLUM_CONTEXT,
              CerebellumRows.FEEDBACK_SCALE,
              FeedbackRows.TERMINAL_FEEDBACK,
              CerebellumRows.CEREBELLUM_UNITS,
              CerebellumRows.CEREBELLUM_LAYERS,
              CerebellumRows.CEREBELLUM_OUTPUT,
              FeedbackRows.CLIP_SCOPE),
          "lesion",
          Set.of(
              CerebellumRows.LESION, CerebellumRows.LESION_EPOCH, CerebellumRows.LESION_FRACTION),
          "fibres",
          Set.of(CerebellumRows.FIBRES));

  private FeedbackViews() {}
}
