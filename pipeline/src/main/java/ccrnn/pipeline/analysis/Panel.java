package ccrnn.pipeline.analysis;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One picture of a figure: series over the same axes.
 *
 * @param title what sets it apart from the other panels; may be empty
 * @param picture how it is drawn
 * @param x horizontal axis
 * @param y vertical axis
 * @param spread what {@code lower} and {@code upper} of its points are, a phrase such as {@code SEM
 *     over seeds}; empty where they equal the mean
 * @param reference a level that means no effect; empty for none
 * @param series in the order of the legend
 */
public record Panel(
    String title,
    Picture picture,
    Axis x,
    Axis y,
    String spread,
    OptionalDouble reference,
    List<Series> series) {
  /** Copies the list and checks that nothing is null. */
  public Panel {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(x, "x");
    Objects.requireNonNull(y, "y");
    Objects.requireNonNull(spread, "spread");
    Objects.requireNonNull(reference, "reference");
    series = List.copyOf(series);
  }

  /** A kind of picture. */
  public enum Picture {
    /** A line per series, with a band where there is a spread. */
    LINES,
    /** A point per x and series, with error bars where there is a spread. */
    POINTS,
    /** A point per seed (x) and series; the points of a seed are joined over the series. */
    PAIRS,
    /** Paths in the plane, equal units on both axes: x and mean of the points, in their order. */
    TRAJECTORIES
  }

  /**
   * An axis.
   *
   * @param label with its unit
   * @param scale of its numbers
   */
  public record Axis(String label, Scale scale) {
    /** Checks that nothing is null. */
    public Axis {
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(scale, "scale");
    }
  }

  /** A scale. */
  public enum Scale {
    /** As usual. */
    LINEAR,
    /** Logarithmic; to be drawn as linear where a number is not above 0. */
    LOG
  }

  /**
   * The points of a condition.
   *
   * @param label for the legend
   * @param condition key of its colour and marker, the same for the same condition in every figure,
   *     such as {@code crnn}, {@code ccrnn}, {@code cerebellum} (a lesion) or {@code target};
   *     several series of a panel may have one condition, such as the examples of trajectories
   * @param points by x, those of trajectories by time
   */
  public record Series(String label, String condition, List<Point> points) {
    /** Copies the list and checks that nothing is null. */
    public Series {
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(condition, "condition");
      points = List.copyOf(points);
    }
  }

  /**
   * A point.
   *
   * @param x where
   * @param mean over the seeds
   * @param lower end of the spread; the mean where there is none
   * @param upper end of the spread; the mean where there is none
   * @param n number of seeds
   */
  public record Point(double x, double mean, double lower, double upper, int n) {}
}
