package ccrnn.pipeline.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * What paired differences over seeds tell, beside {@link PairedTests}. Results do not depend on the
 * order of the differences; random draws come from a fixed seed. Arrays are not modified. Where
 * there are too few differences for a number it is NaN.
 */
public final class Statistics {
  /** Resamples of a bootstrap interval. */
  public static final int BOOTSTRAP_DRAWS = 10_000;

  /** Random choices of signs where there are too many to try all. */
  public static final int SIGN_DRAWS = 100_000;

  /** Most differences whose signs are all tried: a million choices. */
  public static final int EXACT_SIGNS = 20;

  private static final long SEED = 20_230_114;

  /** Of sums and means, as a share of the sizes in them. */
  private static final double ROUNDING = 1e-12;

  private Statistics() {}

  /**
   * An interval.
   *
   * @param lower end
   * @param upper end
   */
  public record Interval(double lower, double upper) {
    /**
     * @return whether 0 is outside; false for NaN
     */
    public boolean excludesZero() {
      return lower > 0 || upper < 0;
    }
  }

  /**
   * Sign-flip permutation test of the mean, two-sided: the share of choices of signs whose sum is
   * at least as far from 0 as the one seen. All choices for up to {@value #EXACT_SIGNS}
   * differences, else {@value #SIGN_DRAWS} random ones, the one seen added.
   *
   * @param differences one per pair
   * @return p; NaN without differences or if all are 0
   */
  public static double signFlipP(double... differences) {
    double[] sizes = sorted(Arrays.stream(differences).map(Math::abs).toArray());
    double total = Arrays.stream(sizes).sum();
    if (!(total > 0)) {
      return Double.NaN;
    }
    // Sums that differ by rounding alone are equal.
    double bound = Math.abs(Arrays.stream(sorted(differences)).sum()) - ROUNDING * total;
    return sizes.length <= EXACT_SIGNS ? allSigns(sizes, bound) : someSigns(sizes, bound);
  }

  /** A choice and its opposite are alike, so that the sign of the largest stays. */
  private static double allSigns(double[] sizes, double bound) {
    int free = sizes.length - 1;
    int choices = 1 << free;
    int far = 0;
    for (int choice = 0; choice < choices; choice++) {
      double sum = sizes[free];
      for (int i = 0; i < free; i++) {
        sum += (choice >> i & 1) == 0 ? sizes[i] : -sizes[i];
      }
      far += Math.abs(sum) >= bound ? 1 : 0;
    }
    return (double) far / choices;
  }

  private static double someSigns(double[] sizes, double bound) {
    RandomGenerator random = new Well19937c(SEED);
    int far = 1;
    for (int draw = 0; draw < SIGN_DRAWS; draw++) {
      double sum = 0;
      for (double size : sizes) {
        sum += random.nextBoolean() ? size : -size;
      }
      far += Math.abs(sum) >= bound ? 1 : 0;
    }
    return far / (SIGN_DRAWS + 1.0);
  }

  /**
   * 95 % interval of the mean by the bootstrap, bias-corrected and accelerated (BCa; Efron 1987),
   * of {@value #BOOTSTRAP_DRAWS} resamples. Differences that are all equal give that value twice.
   *
   * @param differences one per pair
   * @return the interval; NaN for fewer than three differences
   */
  public static Interval bootstrapInterval(double... differences) {
    int n = differences.length;
    if (n < 3) {
      return new Interval(Double.NaN, Double.NaN);
    }
    double[] values = sorted(differences);
    double mean = mean(values);
    if (values[0] == values[n - 1]) {
      return new Interval(values[0], values[0]);
    }
    if (mean < 0) {
      // So that opposite differences have the opposite interval, draw by draw.
      Interval opposite = bootstrapInterval(Arrays.stream(values).map(d -> -d).toArray());
      return new Interval(-opposite.upper(), -opposite.lower());
    }
    double[] means = resampledMeans(values);
    // Means that differ by rounding alone are equal: of few pairs, or tied ones, many are.
    double rounding = ROUNDING * mean(Arrays.stream(values).map(Math::abs).toArray());
    double below = 0;
    for (double each : means) {
      below += Math.abs(each - mean) <= rounding ? 0.5 : each < mean ? 1 : 0;
    }
    NormalDistribution normal = new NormalDistribution();
    double share = Math.min(Math.max(below, 0.5), means.length - 0.5) / means.length;
    double bias = normal.inverseCumulativeProbability(share);
    double acceleration = acceleration(values, mean);
    return new Interval(
        quantile(means, corrected(normal, bias, acceleration, 0.025)),
        quantile(means, corrected(normal, bias, acceleration, 0.975)));
  }

  private static double[] resampledMeans(double[] values) {
    RandomGenerator random = new Well19937c(SEED);
    double[] means = new double[BOOTSTRAP_DRAWS];
    for (int draw = 0; draw < means.length; draw++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[draw] = sum / values.length;
    }
    return sorted(means);
  }

  /** From the jackknife; leaving out value i moves the mean by (mean - value) / (n - 1). */
  private static double acceleration(double[] values, double mean) {
    double squares = 0;
    double cubes = 0;
    for (double value : values) {
      double deviation = value - mean;
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    return cubes / (6 * Math.pow(squares, 1.5));
  }

  private static double corrected(
      NormalDistribution normal, double bias, double acceleration, double level) {
    double z = bias + normal.inverseCumulativeProbability(level);
    return normal.cumulativeProbability(bias + z / (1 - acceleration * z));
  }

  /** Linear between the sorted values. */
  private static double quantile(double[] sorted, double level) {
    double place = level * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /**
   * Cohen's d_z: the mean in standard deviations (n - 1) of the differences.
   *
   * @param differences one per pair
   * @return d_z; NaN for fewer than two differences or without spread
   */
  public static double effectSize(double... differences) {
    double[] values = sorted(differences);
    double deviation = new StandardDeviation().evaluate(values);
    return values.length > 1 && deviation > 0 ? mean(values) / deviation : Double.NaN;
  }

  /**
   * {@link #effectSize} with Hedges' correction for small samples, by the gamma function.
   *
   * @param differences one per pair
   * @return the effect; NaN for fewer than three differences or without spread
   */
  public static double correctedEffectSize(double... differences) {
    double half = (differences.length - 1) / 2.0;
    if (half < 1) {
      return Double.NaN;
    }
    double correction =
        Math.exp(Gamma.logGamma(half) - Gamma.logGamma(half - 0.5)) / Math.sqrt(half);
    return correction * effectSize(differences);
  }

  /**
   * Matched-pairs rank-biserial correlation: positive less negative rank sum, as a share of both.
   *
   * @param differences one per pair; those that are 0 are left out
   * @return -1 to 1; NaN without differences
   */
  public static double rankBiserial(double... differences) {
    double[] values = Arrays.stream(differences).filter(d -> d != 0).toArray();
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] ranks = new NaturalRanking().rank(Arrays.stream(values).map(Math::abs).toArray());
    double signed =
        IntStream.range(0, values.length).mapToDouble(i -> Math.signum(values[i]) * ranks[i]).sum();
    return signed / Arrays.stream(ranks).sum();
  }

  /**
   * Adjusts for many tests by Holm's step-down method.
   *
   * @param p of each test; NaN for one that could not be made, which does not count
   * @return adjusted p in the same order, NaN where p is
   */
  public static double[] holm(double... p) {
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double largest = 0;
    for (int i = 0; i < order.length; i++) {
      largest = Math.max(largest, Math.min(1, (order.length - i) * p[order[i]]));
      adjusted[order[i]] = largest;
    }
    return adjusted;
  }

  /**
   * The least two-sided p that tests of signs and of signed ranks can give.
   *
   * @param n number of pairs, at least 1
   * @return 2 / 2^n
   */
  public static double leastExactP(int n) {
    return Math.pow(2, 1 - n);
  }

  private static double mean(double[] values) {
    return new Mean().evaluate(values);
  }

  /** So that rounding does not depend on the order. */
  private static double[] sorted(double[] values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }
}
