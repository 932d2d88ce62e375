package ccrnn.jobs.figure;

import ccrnn.pipeline.analysis.Mark;
import ccrnn.pipeline.analysis.Panel.Point;
import java.util.List;

/**
 * A series as far as it can be drawn.
 *
 * @param label its name in the legend
 * @param condition what it shows
 * @param mark how
 * @param points at least one, all finite
 */
record Trace(String label, String condition, Mark mark, List<Point> points) {
  Trace {
    points = List.copyOf(points);
  }

  /** Whether a point has a spread to be shown. */
  static boolean hasSpread(Point point) {
    return Double.isFinite(point.lower())
        && Double.isFinite(point.upper())
        && point.upper() > point.lower();
  }

  static double lower(Point point) {
    return hasSpread(point) ? point.lower() : point.mean();
  }

  static double upper(Point point) {
    return hasSpread(point) ? point.upper() : point.mean();
  }

  double mean() {
    return points.stream().mapToDouble(Point::mean).average().orElseThrow();
  }
}
