package ccrnn.jobs.figure;

import ccrnn.pipeline.analysis.LearningCurve;
import ccrnn.pipeline.analysis.LearningCurve.Point;
import ccrnn.pipeline.sweep.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * A learning curve as far as it can be drawn.
 *
 * @param condition what it shows
 * @param points by epoch, at least one, all means finite
 */
record Curve(Condition condition, List<Point> points) {
  Curve {
    points = List.copyOf(points);
  }

  /** What of these can be drawn, by label: an order that does not depend on the caller's. */
  static List<Curve> of(List<LearningCurve> curves) {
    return curves.stream()
        .map(
            curve ->
                new Curve(
                    curve.condition(),
                    curve.points().stream()
                        .filter(point -> Double.isFinite(point.mean()))
                        .toList()))
        .filter(curve -> !curve.points().isEmpty())
        .sorted(Comparator.comparing(curve -> curve.condition().label()))
        .toList();
  }

  Point last() {
    return points.get(points.size() - 1);
  }

  /** The number of seeds, such as {@code 5}, or {@code 3–5} where it differs between epochs. */
  String seeds() {
    int least = points.stream().mapToInt(Point::seeds).min().orElseThrow();
    int most = points.stream().mapToInt(Point::seeds).max().orElseThrow();
    return least == most ? String.valueOf(least) : least + "–" + most;
  }

  /** The stretches without missing epochs. */
  List<List<Point>> stretches() {
    return split(point -> true);
  }

  /** The stretches without missing epochs that have a standard error. */
  List<List<Point>> bands() {
    return split(point -> Double.isFinite(point.sem()));
  }

  /** The largest value that the line or its band reaches. */
  double top() {
    return points.stream()
        .mapToDouble(point -> point.mean() + (Double.isFinite(point.sem()) ? point.sem() : 0))
        .max()
        .orElseThrow();
  }

  DoubleStream means() {
    return points.stream().mapToDouble(Point::mean);
  }

  private List<List<Point>> split(Predicate<Point> wanted) {
    List<List<Point>> parts = new ArrayList<>();
    int step = step();
    Point before = null;
    for (Point point : points) {
      if (wanted.test(point)) {
        if (before == null || point.epoch() - before.epoch() > step) {
          parts.add(new ArrayList<>());
        }
        parts.get(parts.size() - 1).add(point);
        before = point;
      } else {
        before = null;
      }
    }
    return parts;
  }

  /** The usual distance of two epochs: not 1 where validation is rarer. */
  private int step() {
    int step = Integer.MAX_VALUE;
    for (int i = 1; i < points.size(); i++) {
      step = Math.min(step, points.get(i).epoch() - points.get(i - 1).epoch());
    }
    return step;
  }
}
