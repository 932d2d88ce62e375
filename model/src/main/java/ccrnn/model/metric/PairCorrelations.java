package ccrnn.model.metric;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Pearson's r of every unit of one population with every unit of another, summarised: how tightly
 * cortex and cerebellum go together (Boven et al. 2023, Fig. 6). With no defined pair all numbers
 * are NaN.
 *
 * @param pairs pairs with a defined r
 * @param undefined pairs in which a unit never changes
 * @param mean of r
 * @param meanAbsolute mean of |r|
 * @param standardDeviation of r over the pairs, with n
 * @param quantile05 5 % of the r are at most this, between two of them by linear interpolation
 * @param quantile25 25 %
 * @param median 50 %
 * @param quantile75 75 %
 * @param quantile95 95 %
 */
public record PairCorrelations(
    long pairs,
    long undefined,
    double mean,
    double meanAbsolute,
    double standardDeviation,
    double quantile05,
    double quantile25,
    double median,
    double quantile75,
    double quantile95) {

  /**
   * Correlates two populations over the same observations.
   *
   * @param rows number of observations, the first rows of both matrices
   * @param batch B: row r belongs to sequence r % B
   * @param first one column per unit, not modified
   * @param second one column per unit, not modified
   * @param multiplicities how often each sequence counts, B of them, not modified
   * @return the summary over all pairs and copies
   */
  public static PairCorrelations of(
      int rows, int batch, FMatrixRMaj first, FMatrixRMaj second, float[] multiplicities) {
    DMatrixRMaj a = Observations.of(rows, batch, first, multiplicities);
    DMatrixRMaj b = Observations.of(rows, batch, second, multiplicities);
    Observations.centre(batch, a, multiplicities);
    Observations.centre(batch, b, multiplicities);
    double[] lengthsOfA = lengths(a);
    double[] lengthsOfB = lengths(b);
    DMatrixRMaj products = new DMatrixRMaj(a.numCols, b.numCols);
    CommonOps_DDRM.multTransA(a, b, products);
    double[] r = new double[products.getNumElements()];
    int pairs = 0;
    for (int i = 0; i < a.numCols; i++) {
      for (int j = 0; j < b.numCols; j++) {
        double length = lengthsOfA[i] * lengthsOfB[j];
        if (length > 0) {
          r[pairs++] = Math.max(-1, Math.min(1, products.get(i, j) / length));
        }
      }
    }
    return summary(Arrays.copyOf(r, pairs), r.length - pairs);
  }

  private static double[] lengths(DMatrixRMaj centred) {
    double[] lengths = new double[centred.numCols];
    for (int row = 0; row < centred.numRows; row++) {
      for (int j = 0; j < lengths.length; j++) {
        double x = centred.data[row * lengths.length + j];
        lengths[j] += x * x;
      }
    }
    for (int j = 0; j < lengths.length; j++) {
      lengths[j] = StrictMath.sqrt(lengths[j]);
    }
    return lengths;
  }

  private static PairCorrelations summary(double[] r, int undefined) {
    double sum = 0;
    double absolute = 0;
    for (double one : r) {
      sum += one;
      absolute += Math.abs(one);
    }
    double mean = sum / r.length;
    double squares = 0;
    for (double one : r) {
      squares += (one - mean) * (one - mean);
    }
    Arrays.sort(r);
    return new PairCorrelations(
        r.length,
        undefined,
        mean,
        absolute / r.length,
        StrictMath.sqrt(squares / r.length),
        quantile(r, 0.05),
        quantile(r, 0.25),
        quantile(r, 0.5),
        quantile(r, 0.75),
        quantile(r, 0.95));
  }

  private static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
