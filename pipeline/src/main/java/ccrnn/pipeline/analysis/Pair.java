package ccrnn.pipeline.analysis;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two numbers of one seed.
 *
 * @param trial id of the first number's trial
 * @param seed of both
 * @param x where the figure has them
 * @param a what is compared
 * @param b what it is compared with
 */
public record Pair(String trial, long seed, double x, double a, double b) {
  /**
   * @return whether both numbers are finite
   */
  public boolean isFinite() {
    return Double.isFinite(a) && Double.isFinite(b);
  }

  /**
   * @return a in percent of b
   */
  public double relative() {
    return 100 * a / b;
  }

  /**
   * @return the natural logarithm of a / b
   */
  public double logRatio() {
    return Math.log(a / b);
  }

  /**
   * A point over the seeds, with the SEM (n - 1) as spread.
   *
   * @param x where it is
   * @param pairs of the seeds, in any order
   * @param value what is shown of each; left out where it is not finite
   * @return the point
   */
  public static Panel.Point point(double x, Collection<Pair> pairs, ToDoubleFunction<Pair> value) {
    List<Double> finite =
        pairs.stream()
            .sorted(Comparator.comparingLong(Pair::seed).thenComparing(Pair::trial))
            .map(value::applyAsDouble)
            .filter(Double::isFinite)
            .toList();
    double[] values = finite.stream().mapToDouble(Double::doubleValue).toArray();
    double mean = finite.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    double sem = values.length > 1 ? PairedTests.standardError(values) : 0;
    return new Panel.Point(x, mean, mean - sem, mean + sem, values.length);
  }
}
