package ccrnn.model.task;

/**
 * How digits are drawn: way points on a grid in the unit square, x to the right and y upwards, in
 * the order of the pen, as published in the code of Boven et al. (2023).
 */
final class DigitTemplates {
  static final int DIGITS = 10;

  private static final double[][] WAY_POINTS = {
    {0, 1, 0, .5, 0, 0, .5, 0, 1, 0, 1, .5, 1, 1, .5, 1, 0, 1},
    {.25, .75, .5, 1, .5, .5, .5, 0},
    {0, 1, .5, 1, 1, 1, .5, .5, 0, 0, .5, 0, 1, 0},
    {0, 1, .5, 1, 1, 1, 1, .5, .5, .5, 1, .5, 1, 0, .5, 0, 0, 0},
    {0, 1, 0, .5, .5, .5, 1, .5, .5, .5, .5, 1, .5, .5, .5, 0},
    {0, 1, .5, 1, 1, 1, .5, 1, 0, 1, 0, .5, .5, .5, 1, .5, 1, 0, .5, 0, 0, 0},
    {0, 1, 0, .5, 0, 0, .5, 0, 1, 0, 1, .5, .5, .5, 0, .5},
    {0, 1, .5, 1, 1, 1, .5, .5, 0, 0},
    {0, 1, .5, .5, 1, 0, .5, 0, 0, 0, .5, .5, 1, 1, .5, 1, 0, 1},
    {0, 1, 0, .5, .5, .5, 1, .5, 1, 1, .5, 1, 0, 1, .5, 1, 1, 1, 1, .5, 1, 0},
  };

  private DigitTemplates() {}

  /** Counts the way points of a digit. */
  static int points(int digit) {
    return WAY_POINTS[digit].length / 2;
  }

  /** Where a way point lies, from the left: 0, 1/4, 1/2 or 1. */
  static double x(int digit, int point) {
    return WAY_POINTS[digit][2 * point];
  }

  /** Where a way point lies, from the bottom: 0, 1/2, 3/4 or 1. */
  static double y(int digit, int point) {
    return WAY_POINTS[digit][2 * point + 1];
  }

  /**
   * The path of the pen in equal steps along each segment. Segments share the steps as evenly as
   * the published code has them: where a rest remains, the first segments take one more each; where
   * none does, the last segment takes one fewer, to leave room for the end point.
   *
   * @return steps x 2
   */
  static float[] path(int digit, int steps) {
    float[] path = new float[2 * steps];
    int segments = points(digit) - 1;
    int base = steps / segments;
    int rest = steps % segments;
    int step = 0;
    for (int segment = 0; segment < segments; segment++) {
      int length = base;
      if (rest > 0) {
        length += segment < rest - 1 ? 1 : 0;
      } else {
        length -= segment == segments - 1 ? 1 : 0;
      }
      double x = x(digit, segment);
      double y = y(digit, segment);
      double dx = (x(digit, segment + 1) - x) / length;
      double dy = (y(digit, segment + 1) - y) / length;
      for (int i = 0; i < length; i++) {
        path[2 * step] = (float) (x + i * dx);
        path[2 * step + 1] = (float) (y + i * dy);
        step++;
      }
    }
    path[2 * step] = (float) x(digit, segments);
    path[2 * step + 1] = (float) y(digit, segments);
    return path;
  }
}
