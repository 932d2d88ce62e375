package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.analysis.Claim.Direction.UNKNOWN;
import static ccrnn.pipeline.analysis.Claim.Knowledge.UNVERIFIED;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.INTACT;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.curves;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.swept;
import static ccrnn.pipeline.family.rows.CerebellumRows.CEREBELLUM_LAYERS;
import static ccrnn.pipeline.family.rows.CerebellumRows.CEREBELLUM_UNITS;
import static ccrnn.pipeline.family.rows.CortexRows.CORTEX;
import static ccrnn.pipeline.family.task.TaskMeasures.VALIDATION_LOSS;

import ccrnn.pipeline.analysis.Claim;
import ccrnn.pipeline.analysis.PairAnalysis.About;
import ccrnn.pipeline.analysis.PairAnalysis.Swept;
import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures of the supplement of Boven et al., Nature Communications 14 (2023). */
final class SupplementFigures {
  private static final String SUPPLEMENT =
      "Boven et al., Nature Communications 14 (2023), supplement, which could not be read";

  private static final Swept SIZES = Swept.by(CEREBELLUM_UNITS, "granule cells", "granule cells");

  private static final Swept DEPTHS =
      Swept.by(CEREBELLUM_LAYERS, "hidden layers of the cerebellum", "layers");

  static final List<Recipe> ALL =
      List.of(
          Recipe.of(
              new PaperFigure(
                  "supp-size",
                  "Size of the cerebellum",
                  "Does the gain depend on the number of granule cells?",
                  "100 x validation loss of ccrnn / that of crnn of the same seed, last epoch, by"
                      + " granule cells; tested at each size.",
                  SUPPLEMENT,
                  List.of(
                      new Claim(
                          "the gain depends on the size, in a way not known", UNKNOWN, UNVERIFIED)),
                  List.of("paired_results"),
                  Optional.of("supp-size.yaml")),
              swept(VALIDATION_LOSS, INTACT, SIZES, Map.of(About.EACH, 0))),
          Recipe.of(
              new PaperFigure(
                  "supp-depth",
                  "Depth of the cerebellum",
                  "Does the gain depend on the hidden layers of the cerebellum?",
                  "100 x validation loss of ccrnn / that of crnn of the same seed, last epoch, by"
                      + " hidden layers; tested at each depth.",
                  SUPPLEMENT,
                  List.of(
                      new Claim(
                          "the gain depends on the depth, in a way not known",
                          UNKNOWN,
                          UNVERIFIED)),
                  List.of("paired_results"),
                  Optional.of("supp-depth.yaml")),
              swept(VALIDATION_LOSS, INTACT, DEPTHS, Map.of(About.EACH, 0))),
          Recipe.of(
              new PaperFigure(
                  "supp-tanh",
                  "A cortex of tanh units",
                  "Does a cerebellum help a cortex without gates?",
                  "As natcomm-3b or the learning curves of natcomm-2, with a tanh cortex:"
                      + " validation loss over epochs, tested at the last epoch.",
                  SUPPLEMENT,
                  List.of(
                      new Claim(
                          "the gain with a tanh cortex, in a way not known", UNKNOWN, UNVERIFIED)),
                  List.of("paired_curves"),
                  Optional.of("supp-tanh.yaml")),
              curves(VALIDATION_LOSS, INTACT.and(CORTEX, "tanh"), Scale.LINEAR, 0)));

  private SupplementFigures() {}
}
