package ccrnn.model.metric;

import org.ejml.data.FMatrixRMaj;

/**
 * How right and how certain decisions between classes are. A decision is the class of the largest
 * score, the first of equal ones. Certainty is the largest probability under softmax (published in
 * the code); its mean over sequences is the certainty of an epoch, and {@code 1 - certainty} the
 * uncertainty, which stands for dysmetria in the discrimination task (Boven et al. 2023, Fig. 3c,
 * whose formula is not readable).
 */
public final class Decisions {
  private Decisions() {}

  /**
   * Counts the right decisions.
   *
   * @param batch B
   * @param scores rows B from the first on, one column per class, not modified
   * @param classes the right ones, B of them, not modified
   * @param multiplicities how often each sequence counts, B of them, not modified
   * @return how many sequences are decided rightly
   */
  public static double sumOfCorrect(
      int batch, FMatrixRMaj scores, int[] classes, float[] multiplicities) {
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      sum += largest(scores, b) == classes[b] ? multiplicities[b] : 0;
    }
    return sum;
  }

  /**
   * Adds up the certainties.
   *
   * @param batch B
   * @param scores rows B from the first on, one column per class, not modified
   * @param multiplicities how often each sequence counts, B of them, not modified
   * @return sum over the sequences, each between 1 / classes and 1
   */
  public static double sumOfCertainty(int batch, FMatrixRMaj scores, float[] multiplicities) {
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      double highest = scores.get(b, largest(scores, b));
      double others = 0;
      for (int j = 0; j < scores.numCols; j++) {
        others += StrictMath.exp(scores.get(b, j) - highest);
      }
      sum += multiplicities[b] / others;
    }
    return sum;
  }

  private static int largest(FMatrixRMaj scores, int row) {
    int largest = 0;
    for (int j = 1; j < scores.numCols; j++) {
      if (scores.get(row, j) > scores.get(row, largest)) {
        largest = j;
      }
    }
    return largest;
  }
}
