package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.analysis.Claim.Direction.LOWER;
import static ccrnn.pipeline.analysis.Claim.Knowledge.INFERRED;

import ccrnn.pipeline.analysis.Claim;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Recipe;
import java.util.List;
import java.util.Optional;

/** Sparse mossy fibres, of the first version (CC-DNI, 2021). */
final class SparsityFigure {
  private static final String ICLR = "first version (CC-DNI), ICLR 2021 submission";

  static final List<Recipe> ALL =
      List.of(
          Recipe.of(
              new PaperFigure(
                  "iclr-sparsity",
                  "Sparse mossy fibres",
                  "Do few inputs per granule cell help a cerebellum to learn?",
                  "ccrnn with few mossy fibres per granule cell against its twin with all of them"
                      + " (same seed, all else equal): validation loss of the last epoch, tested"
                      + " at 4 fibres, and there between the most and the least correlated cortex.",
                  ICLR + ", abstract: with correlated inputs",
                  List.of(
                      new Claim("four fibres are better than all", LOWER, INFERRED),
                      new Claim(
                          "they are more so where the inputs are more correlated",
                          LOWER,
                          INFERRED)),
                  List.of("fibre_effects"),
                  Optional.of("iclr-sparsity.yaml")),
              analysis -> new FibreAnalysis(analysis).few(0, 1)));

  private SparsityFigure() {}
}
