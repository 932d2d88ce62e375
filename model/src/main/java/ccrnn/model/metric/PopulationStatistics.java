package ccrnn.model.metric;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * What the activity of N units over many observations looks like, as published in the code; {@code
 * s} are the roots of the eigenvalues of the covariance matrix (with n - 1). A number that is not
 * defined (no activity, one unit, one observation) is NaN.
 *
 * <p>Eigenvalues come from EJML; its only calls of {@code Math.sin} and {@code cos} are in a random
 * shift for matrices on which the usual shifts do not converge.
 *
 * @param populationCorrelationAsCoded {@code N / (N - 1) max(s) / sum(s) - 1 / N}: the bracket of
 *     the published code
 * @param populationCorrelation {@code N / (N - 1) (max(s) / sum(s) - 1 / N)}: 0 for independent
 *     units of equal variance, 1 for one dimension (Cayco-Gajic et al. 2017)
 * @param meanAbsolutePearson mean over pairs of different units of |r|; pairs with a unit that
 *     never changes do not count
 * @param codingSpace trace of the covariance matrix
 * @param sparsity {@code (N - mean of (sum |x|)² / sum x²) / (N - 1)} over the observations: 1 for
 *     one active unit, 0 for equal ones; observations without any activity do not count
 */
public record PopulationStatistics(
    double populationCorrelationAsCoded,
    double populationCorrelation,
    double meanAbsolutePearson,
    double codingSpace,
    double sparsity) {

  /**
   * Computes the statistics of a trainer's activity.
   *
   * @param rows number of observations, the first rows of the matrix
   * @param batch B: row r belongs to sequence r % B
   * @param activity one column per unit, not modified
   * @param multiplicities how often each sequence counts, B of them, not modified
   * @return the statistics over all copies
   */
  public static PopulationStatistics of(
      int rows, int batch, FMatrixRMaj activity, float[] multiplicities) {
    return of(Observations.of(rows, batch, activity, multiplicities), batch, multiplicities);
  }

  /**
   * Computes the statistics of 64-bit observations, each once.
   *
   * @param activity one row per observation, one column per unit, not modified
   * @return the statistics
   */
  public static PopulationStatistics of(DMatrixRMaj activity) {
    return of(activity.copy(), 1, new float[] {1});
  }

  /** Centres the observations. */
  private static PopulationStatistics of(
      DMatrixRMaj observations, int batch, float[] multiplicities) {
    double n = observations.numCols;
    double meanTerm = meanTerm(observations, batch, multiplicities);
    double count = Observations.count(observations.numRows, batch, multiplicities);
    Observations.centre(batch, observations, multiplicities);
    DMatrixRMaj covariance = new DMatrixRMaj(observations.numCols, observations.numCols);
    CommonOps_DDRM.multInner(observations, covariance);
    CommonOps_DDRM.divide(covariance, count - 1);
    double codingSpace = count > 1 ? CommonOps_DDRM.trace(covariance) : Double.NaN;
    double share = Double.isFinite(codingSpace) ? shareOfLargest(covariance) : Double.NaN;
    return new PopulationStatistics(
        n / (n - 1) * share - 1 / n,
        n / (n - 1) * (share - 1 / n),
        meanAbsolutePearson(covariance),
        codingSpace,
        (n - meanTerm) / (n - 1));
  }

  /** Mean of {@code (sum |x|)² / sum x²}. */
  private static double meanTerm(DMatrixRMaj observations, int batch, float[] multiplicities) {
    int units = observations.numCols;
    double terms = 0;
    double counted = 0;
    for (int row = 0; row < observations.numRows; row++) {
      double sum = 0;
      double squares = 0;
      for (int i = row * units; i < (row + 1) * units; i++) {
        double x = observations.data[i];
        sum += Math.abs(x);
        squares += x * x;
      }
      if (squares > 0) {
        terms += multiplicities[row % batch] * (sum * sum / squares);
        counted += multiplicities[row % batch];
      }
    }
    return terms / counted;
  }

  /** {@code max(s) / sum(s)}; eigenvalues that rounding made negative count as 0. */
  private static double shareOfLargest(DMatrixRMaj covariance) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(covariance.numRows, false, true);
    if (!eigen.decompose(covariance.copy())) {
      return Double.NaN;
    }
    double largest = 0;
    double sum = 0;
    for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
      double root = StrictMath.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
      largest = Math.max(largest, root);
      sum += root;
    }
    return largest / sum;
  }

  private static double meanAbsolutePearson(DMatrixRMaj covariance) {
    int units = covariance.numCols;
    double sum = 0;
    long pairs = 0;
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < i; j++) {
        double product = covariance.get(i, i) * covariance.get(j, j);
        if (product > 0) {
          sum += Math.min(1, Math.abs(covariance.get(i, j)) / StrictMath.sqrt(product));
          pairs++;
        }
      }
    }
    return sum / pairs;
  }
}
