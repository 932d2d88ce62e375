package ccrnn.model.metric;

import org.ejml.data.FMatrixRMaj;

/**
 * How much produced trajectories waver. The papers' formula is not readable (Boven et al. 2023 call
 * it irregularity of movement in the test phase), so several definitions stand by name. All are 0
 * for a trajectory that is its target.
 */
public final class Dysmetria {
  private static final int AXES = 2;

  private Dysmetria() {}

  /** Ways to measure one trajectory y against its target z, both of S steps. */
  public enum Definition {
    /**
     * Residual around the straight line that fits y best: the sum of squared perpendicular
     * distances, divided by S. It does not look at the target: 0 for any straight line, also in the
     * wrong direction, and not 0 where the target itself bends. The default for lines.
     */
    LINE_RESIDUAL,
    /**
     * Mean distance of the points of y from the ideal path, the polyline through the points of z;
     * when a point is reached does not count. The default for digits.
     */
    PATH_DISTANCE,
    /**
     * Mean squared second difference of y - z, over the S - 2 steps that have one; 0 for fewer than
     * 3 steps. Where the target is straight and of constant speed this is that of y itself. The
     * target's is subtracted, not divided by, because it is 0 there.
     */
    SECOND_DIFFERENCE,
    /**
     * Mean distance of y from z at the same step after both are smoothed by the mean of a step and
     * its neighbours (two steps at the ends). The papers' measure for digits by an unverified
     * recollection, which leaves the kind of smoothing open.
     */
    SMOOTHED_DEVIATION
  }

  /**
   * Adds up the dysmetria of some trajectories in the plane.
   *
   * @param definition what is measured
   * @param steps S
   * @param batch B
   * @param output rows S x B, two columns, time-major, not modified
   * @param target as output, not modified
   * @param multiplicities how often each trajectory counts, B of them, not modified
   * @return sum over the trajectories; divide by the sum of the multiplicities for the mean
   */
  public static double sum(
      Definition definition,
      int steps,
      int batch,
      FMatrixRMaj output,
      FMatrixRMaj target,
      float[] multiplicities) {
    require(steps, batch, output);
    require(steps, batch, target);
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      double one =
          switch (definition) {
            case LINE_RESIDUAL -> lineResidual(steps, batch, b, output);
            case PATH_DISTANCE -> pathDistance(steps, batch, b, output, target);
            case SECOND_DIFFERENCE -> secondDifference(steps, batch, b, output, target);
            case SMOOTHED_DEVIATION -> smoothedDeviation(steps, batch, b, output, target);
          };
      sum += multiplicities[b] * one;
    }
    return sum;
  }

  private static void require(int steps, int batch, FMatrixRMaj matrix) {
    if (matrix.numCols != AXES || matrix.numRows < steps * batch) {
      throw new IllegalArgumentException(
          "%d steps of %d trajectories in the plane are asked of a matrix of %d x %d"
              .formatted(steps, batch, matrix.numRows, matrix.numCols));
    }
  }

  private static double lineResidual(int steps, int batch, int b, FMatrixRMaj output) {
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
    return Math.max(0, (xx + yy - root) / 2) / steps;
  }

  private static double pathDistance(
      int steps, int batch, int b, FMatrixRMaj output, FMatrixRMaj target) {
    double sum = 0;
    for (int t = 0; t < steps; t++) {
      int at = AXES * (t * batch + b);
      double nearest = Double.POSITIVE_INFINITY;
      for (int s = 0; s + 1 < Math.max(2, steps); s++) {
        int from = AXES * (s * batch + b);
        int to = AXES * (Math.min(s + 1, steps - 1) * batch + b);
        nearest = Math.min(nearest, squaredDistance(output.data, at, target.data, from, to));
      }
      sum += StrictMath.sqrt(nearest);
    }
    return sum / steps;
  }

  /** From a point to the piece of a line between two others. */
  private static double squaredDistance(float[] points, int at, float[] path, int from, int to) {
    double x = (double) points[at] - path[from];
    double y = (double) points[at + 1] - path[from + 1];
    double alongX = (double) path[to] - path[from];
    double alongY = (double) path[to + 1] - path[from + 1];
    double length = alongX * alongX + alongY * alongY;
    double share = length == 0 ? 0 : (x * alongX + y * alongY) / length;
    share = Math.min(1, Math.max(0, share));
    x -= share * alongX;
    y -= share * alongY;
    return x * x + y * y;
  }

  private static double secondDifference(
      int steps, int batch, int b, FMatrixRMaj output, FMatrixRMaj target) {
    double sum = 0;
    for (int t = 1; t + 1 < steps; t++) {
      for (int axis = 0; axis < AXES; axis++) {
        double difference =
            error(t + 1, batch, b, axis, output, target)
                - 2 * error(t, batch, b, axis, output, target)
                + error(t - 1, batch, b, axis, output, target);
        sum += difference * difference;
      }
    }
    return steps < 3 ? 0 : sum / (steps - 2);
  }

  /** The smoothing is linear: smoothing both is smoothing what lies between them. */
  private static double smoothedDeviation(
      int steps, int batch, int b, FMatrixRMaj output, FMatrixRMaj target) {
    double sum = 0;
    for (int t = 0; t < steps; t++) {
      int from = Math.max(0, t - 1);
      int to = Math.min(steps - 1, t + 1);
      double square = 0;
      for (int axis = 0; axis < AXES; axis++) {
        double mean = 0;
        for (int s = from; s <= to; s++) {
          mean += error(s, batch, b, axis, output, target);
        }
        mean /= to - from + 1;
        square += mean * mean;
      }
      sum += StrictMath.sqrt(square);
    }
    return sum / steps;
  }

  private static double error(
      int t, int batch, int b, int axis, FMatrixRMaj output, FMatrixRMaj target) {
    int at = AXES * (t * batch + b) + axis;
    return (double) output.data[at] - target.data[at];
  }
}
