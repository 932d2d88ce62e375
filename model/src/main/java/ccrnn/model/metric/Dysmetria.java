package ccrnn.model.metric;

import org.ejml.data.FMatrixRMaj;

/**
 * How much produced lines waver. The papers' formula is not readable (Boven et al. 2023 call it
 * irregularity of movement); this is the residual around the straight line that fits a trajectory
 * best: the sum of squared perpendicular distances, divided by S. It is 0 for any straight line,
 * also in the wrong direction.
 */
public final class Dysmetria {
  private Dysmetria() {}

  /**
   * Adds up the residuals of some trajectories in the plane.
   *
   * @param steps S
   * @param batch B
   * @param output rows S x B, two columns, time-major, not modified
   * @param multiplicities how often each trajectory counts, B of them, not modified
   * @return sum over the trajectories of (residual sum of squares / S)
   */
  public static double sumOfLineResiduals(
      int steps, int batch, FMatrixRMaj output, float[] multiplicities) {
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      double meanX = 0;
      double meanY = 0;
      for (int t = 0; t < steps; t++) {
        meanX += output.data[2 * (t * batch + b)];
        meanY += output.data[2 * (t * batch + b) + 1];
      }
      meanX /= steps;
      meanY /= steps;
      double xx = 0;
      double xy = 0;
      double yy = 0;
      for (int t = 0; t < steps; t++) {
        double x = output.data[2 * (t * batch + b)] - meanX;
        double y = output.data[2 * (t * batch + b) + 1] - meanY;
        xx += x * x;
        xy += x * y;
        yy += y * y;
      }
      // The smaller eigenvalue of the scatter matrix is the residual around its main axis.
      double root = StrictMath.sqrt((xx - yy) * (xx - yy) + 4 * xy * xy);
      sum += multiplicities[b] * Math.max(0, (xx + yy - root) / 2) / steps;
    }
    return sum;
  }
}
