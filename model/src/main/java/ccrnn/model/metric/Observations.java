package ccrnn.model.metric;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** Activity over observations: one row each, one column per unit; row r is of sequence r % B. */
final class Observations {
  private Observations() {}

  /** The first rows in 64 bits. */
  static DMatrixRMaj of(int rows, int batch, FMatrixRMaj activity, float[] multiplicities) {
    if (rows < 0 || rows > activity.numRows || batch < 1 || batch > multiplicities.length) {
      throw new IllegalArgumentException(
          "%d observations of %d sequences are asked of a matrix of %d x %d and %d multiplicities"
              .formatted(rows, batch, activity.numRows, activity.numCols, multiplicities.length));
    }
    DMatrixRMaj observations = new DMatrixRMaj(rows, activity.numCols);
    for (int i = 0; i < observations.getNumElements(); i++) {
      observations.data[i] = activity.data[i];
    }
    return observations;
  }

  /** How many observations there are, copies included. */
  static double count(int rows, int batch, float[] multiplicities) {
    double count = 0;
    for (int row = 0; row < rows; row++) {
      count += multiplicities[row % batch];
    }
    return count;
  }

  /**
   * Centres each column, in place, and multiplies each row by the root of its multiplicity, so that
   * sums of products are those over all copies. A unit that never changes becomes exactly 0: its
   * first value is taken off before the mean.
   */
  static void centre(int batch, DMatrixRMaj observations, float[] multiplicities) {
    int units = observations.numCols;
    double[] data = observations.data;
    double count = count(observations.numRows, batch, multiplicities);
    double[] first = new double[units];
    double[] sums = new double[units];
    for (int row = 0; row < observations.numRows; row++) {
      for (int j = 0; j < units; j++) {
        first[j] = row == 0 ? data[j] : first[j];
        data[row * units + j] -= first[j];
        sums[j] += multiplicities[row % batch] * data[row * units + j];
      }
    }
    for (int row = 0; row < observations.numRows; row++) {
      double root = StrictMath.sqrt(multiplicities[row % batch]);
      for (int j = 0; j < units; j++) {
        data[row * units + j] = root * (data[row * units + j] - sums[j] / count);
      }
    }
  }
}
