package ccrnn.model.metric;

import org.ejml.data.FMatrixRMaj;

/**
 * Cosine of predicted and reference feedback at each time step (Boven et al. 2023, Fig. 5): 1 where
 * the cerebellum predicts the direction of the feedback, 0 where it predicts nothing of it.
 */
public final class FeedbackSimilarity {
  private FeedbackSimilarity() {}

  /**
   * Adds up the cosines of some sequences. A sequence whose predicted or reference feedback is zero
   * at a step has no direction there and does not count; after all batches, the mean of step t is
   * {@code sums[t] / counts[t]}.
   *
   * @param steps number of steps
   * @param batch B
   * @param predicted row t B + b is that of sequence b at step t, one column per unit, not modified
   * @param reference as predicted, not modified
   * @param multiplicities how often each sequence counts, B of them, not modified
   * @param sums of the cosines, one per step, added to
   * @param counts of the sequences that count, one per step, added to
   */
  public static void addCosines(
      int steps,
      int batch,
      FMatrixRMaj predicted,
      FMatrixRMaj reference,
      float[] multiplicities,
      double[] sums,
      double[] counts) {
    int units = predicted.numCols;
    if (reference.numCols != units
        || Math.min(predicted.numRows, reference.numRows) < steps * batch) {
      throw new IllegalArgumentException(
          "%d steps of %d sequences are asked of %d x %d predictions and %d x %d references"
              .formatted(
                  steps, batch, predicted.numRows, units, reference.numRows, reference.numCols));
    }
    for (int row = 0; row < steps * batch; row++) {
      double product = 0;
      double squareOfPredicted = 0;
      double squareOfReference = 0;
      for (int i = row * units; i < (row + 1) * units; i++) {
        double p = predicted.data[i];
        double r = reference.data[i];
        product += p * r;
        squareOfPredicted += p * p;
        squareOfReference += r * r;
      }
      if (squareOfPredicted > 0 && squareOfReference > 0) {
        double lengths = StrictMath.sqrt(squareOfPredicted) * StrictMath.sqrt(squareOfReference);
        double times = multiplicities[row % batch];
        sums[row / batch] += times * Math.max(-1, Math.min(1, product / lengths));
        counts[row / batch] += times;
      }
    }
  }
}
