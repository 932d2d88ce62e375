package ccrnn.pipeline.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.inference.TTest;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * Tests of two conditions over the same seeds, two-sided, as the papers report them (Boven et al.
 * 2023, Figs 3 and 8). Where there are too few pairs for a number, or no differences, it is NaN.
 */
public final class PairedTests {
  /** Most pairs for which the distribution of W is counted out; as scipy does. */
  private static final int EXACT_PAIRS = 50;

  private PairedTests() {}

  /**
   * Outcome of a paired t-test.
   *
   * @param t of a - b
   * @param degreesOfFreedom pairs - 1
   * @param p two-sided
   */
  public record PairedT(double t, int degreesOfFreedom, double p) {}

  /**
   * Outcome of Wilcoxon's signed-rank test.
   *
   * @param w the smaller of the two rank sums
   * @param p two-sided
   */
  public record SignedRanks(double w, double p) {}

  /**
   * A correlation.
   *
   * @param r Pearson's
   * @param p two-sided, of no correlation
   */
  public record Correlation(double r, double p) {}

  /**
   * Tests whether the mean of a - b is 0.
   *
   * @param a one number per seed
   * @param b of the same seeds in the same order
   * @return t and p
   */
  public static PairedT pairedT(double[] a, double[] b) {
    double[] differences = differences(a, b);
    int degrees = differences.length - 1;
    if (degrees < 1 || Arrays.stream(differences).allMatch(d -> d == 0)) {
      return new PairedT(Double.NaN, degrees, Double.NaN);
    }
    TTest test = new TTest();
    return new PairedT(test.pairedT(a, b), degrees, test.pairedTTest(a, b));
  }

  /**
   * Tests whether a - b is symmetric around 0. Equal pairs are left out. The p is exact for up to
   * 50 pairs without ties, and otherwise by the normal distribution, corrected for ties but not for
   * continuity.
   *
   * @param a one number per seed
   * @param b of the same seeds in the same order
   * @return W and p
   */
  public static SignedRanks signedRanks(double[] a, double[] b) {
    double[] all = differences(a, b);
    double[] differences = Arrays.stream(all).filter(d -> d != 0).toArray();
    int n = differences.length;
    if (n == 0) {
      return new SignedRanks(Double.NaN, Double.NaN);
    }
    double[] sizes = Arrays.stream(differences).map(Math::abs).toArray();
    double[] ranks = new NaturalRanking().rank(sizes);
    double positive =
        IntStream.range(0, n).filter(i -> differences[i] > 0).mapToDouble(i -> ranks[i]).sum();
    double w = Math.min(positive, n * (n + 1) / 2.0 - positive);
    boolean ties = Arrays.stream(sizes).distinct().count() < n;
    boolean exact = !ties && n == all.length && n <= EXACT_PAIRS;
    return new SignedRanks(w, exact ? exactP(n, (int) w) : normalP(ranks, w));
  }

  /** Twice the share of the 2^n choices of signs whose positive ranks add up to w or less. */
  private static double exactP(int n, int w) {
    double[] choices = new double[w + 1]; // by rank sum
    choices[0] = 1;
    for (int rank = 1; rank <= n; rank++) {
      for (int sum = w; sum >= rank; sum--) {
        choices[sum] += choices[sum - rank];
      }
    }
    return Math.min(1, 2 * Arrays.stream(choices).sum() / Math.pow(2, n));
  }

  /** The variance of W is a quarter of the sum of the squared ranks, ties included. */
  private static double normalP(double[] ranks, double w) {
    double mean = Arrays.stream(ranks).sum() / 2;
    double deviation = Math.sqrt(Arrays.stream(ranks).map(rank -> rank * rank).sum()) / 2;
    return Math.min(1, 2 * new NormalDistribution().cumulativeProbability((w - mean) / deviation));
  }

  /**
   * Correlates two measures over the same seeds.
   *
   * @param a one number per seed
   * @param b of the same seeds in the same order
   * @return Pearson's r and its p
   */
  public static Correlation correlation(double[] a, double[] b) {
    int degrees = differences(a, b).length - 2;
    if (degrees < 1) {
      return new Correlation(Double.NaN, Double.NaN);
    }
    double r = new PearsonsCorrelation().correlation(a, b);
    double t = Math.abs(r) * Math.sqrt(degrees / (1 - r * r));
    return new Correlation(r, 2 * new TDistribution(degrees).cumulativeProbability(-t));
  }

  /**
   * Standard error of a mean, from the standard deviation with n - 1.
   *
   * @param values one per seed
   * @return NaN for fewer than two
   */
  public static double standardError(double... values) {
    double deviation = new StandardDeviation().evaluate(values);
    return values.length > 1 ? deviation / Math.sqrt(values.length) : Double.NaN;
  }

  /**
   * Standard error of a mean as the papers' plots have it: from the standard deviation with n.
   *
   * @param values one per seed
   * @return NaN for none
   */
  public static double standardErrorAsPlotted(double... values) {
    return new StandardDeviation(false).evaluate(values) / Math.sqrt(values.length);
  }

  private static double[] differences(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " numbers and " + b.length + " are no pairs");
    }
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }
}
