package ccrnn.model.feedback;

import java.util.Locale;

/** Groups of measures that can be switched on. */
public enum Probe {
  /** Norms of the gradient of one validation batch, part by part, before clipping. */
  GRADIENTS,
  /**
   * Cosine of predicted and target feedback, and of predicted and true feedback, at the start of
   * each truncation (Boven et al. 2023, Fig. 5).
   */
  SIMILARITY,
  /**
   * Correlations between pairs of cortical and granule units and of cortical units and predicted
   * feedback, over steps and sequences (Boven et al. 2023, Fig. 6).
   */
  CORRELATIONS,
  /** Population statistics of cortex, granule cells and predicted feedback. */
  POPULATION,
  /** Statistics of each block of parameters. */
  WEIGHTS,
  /** What the network draws, chooses or writes for some sequences. */
  EXAMPLES;

  /**
   * Its name among measures.
   *
   * @return in lower case
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
