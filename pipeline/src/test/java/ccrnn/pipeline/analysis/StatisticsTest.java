package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Against numbers worked out by hand, recorded from SciPy and R, and by what must hold for any
 * differences. Recorded with SciPy 1.17.1, NumPy 2.4.6 and R 4.2.2:
 *
 * <pre>
 * scipy.stats.permutation_test((d,), np.sum, permutation_type='samples', n_resamples=np.inf).pvalue
 * d.mean() / d.std(ddof=1) # effect size, of m + 1 differences; corrected, times
 * np.exp(gammaln(m / 2) - gammaln((m - 1) / 2)) / np.sqrt(m / 2)
 * r = scipy.stats.rankdata(abs(d[d != 0])); (np.sign(d[d != 0]) * r).sum() / r.sum()
 * p.adjust(p, "holm") # R
 * </pre>
 *
 * Intervals are those of {@code bootstrap_interval.py} among the resources, which draws the same
 * resamples and computes the rest in NumPy and SciPy.
 */
class StatisticsTest {
  private static final double[] SMALL = {1, 2, 3, -0.5};

  /** No two alike in size. */
  private static final double[] SKEWED = {
    0.12, 0.35, -0.08, 1.9, 0.44, 0.03, 5.2, -0.6, 0.9, 0.27, 2.75, 0.01
  };

  private static final double[] TIED = {1, 1, -1, 2, 2, -2, 3, 3, 1, 4};

  /** Three zeros, and no ties among the rest. */
  private static final double[] ZEROS = {0, 0, 0.5, -0.25, 1.5, 0, 2, 0.75, -0.1, 3};

  /** Zeros and ties. */
  private static final double[] BOTH = {0, 1, 1, 0, -1, 2, 0, 2, -3, 4, 4};

  private static double[] scaled(double[] values, double unit) {
    return Arrays.stream(values).map(d -> d * unit).toArray();
  }

  /** Squares over 8, every fourth of them negative. */
  private static double[] squares(int n) {
    return IntStream.rangeClosed(1, n)
        .mapToDouble(i -> (i % 4 == 0 ? -1 : 1) * i * i / 8.0)
        .toArray();
  }

  private static void assertInterval(double lower, double upper, double... differences) {
    Statistics.Interval interval = Statistics.bootstrapInterval(differences);
    assertThat(interval.lower()).as("lower").isCloseTo(lower, within(1e-12));
    assertThat(interval.upper()).as("upper").isCloseTo(upper, within(1e-12));
  }

  private static double[] draws(int n, double mean, long seed) {
    Random random = new Random(seed);
    return random.doubles(n).map(u -> mean + u - 0.5).toArray();
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(d -> -d).toArray();
  }

  private static double[] reversed(double[] values) {
    double[] back = new double[values.length];
    for (int i = 0; i < back.length; i++) {
      back[i] = values[values.length - 1 - i];
    }
    return back;
  }

  @Test
  void allSignsAreTried() {
    // 5.5 is seen; of 16 choices the sums 6.5, 5.5 and their opposites are as far.
    assertThat(Statistics.signFlipP(SMALL)).isEqualTo(0.25);
    assertThat(Statistics.signFlipP(1, 1, 1, 1, 1, 1)).isEqualTo(2.0 / 64);
    assertThat(Statistics.signFlipP(0, 0)).isNaN();
    assertThat(Statistics.signFlipP()).isNaN();
    assertThat(Statistics.signFlipP(0.1, 0.2, 0.3)).isEqualTo(Statistics.leastExactP(3));
  }

  @Test
  void manySignsAreDrawn() {
    double[] many = draws(30, 0.1, 5);
    double exactlyHalf = Statistics.signFlipP(Arrays.copyOf(many, 20));
    double drawn = Statistics.signFlipP(many);
    assertThat(exactlyHalf).isBetween(0.0, 1.0);
    // The distribution of the sum of 30 is nearly normal: the t-test is close.
    assertThat(drawn).isCloseTo(PairedTests.pairedT(many, new double[30]).p(), within(0.01));
    assertThat(Statistics.signFlipP(many)).isEqualTo(drawn);
  }

  @Test
  void neitherOrderNorSignMatters() {
    for (int n : new int[] {3, 5, 10, 25}) {
      double[] values = draws(n, 0.2, n);
      double[] back = reversed(values);
      double[] opposite = negative(values);
      assertThat(Statistics.signFlipP(back)).isEqualTo(Statistics.signFlipP(values));
      assertThat(Statistics.signFlipP(opposite)).isEqualTo(Statistics.signFlipP(values));
      Statistics.Interval interval = Statistics.bootstrapInterval(values);
      assertThat(Statistics.bootstrapInterval(back)).isEqualTo(interval);
      Statistics.Interval mirrored = Statistics.bootstrapInterval(opposite);
      assertThat(mirrored).isEqualTo(new Statistics.Interval(-interval.upper(), -interval.lower()));
      assertThat(Statistics.effectSize(opposite))
          .isCloseTo(-Statistics.effectSize(values), within(1e-12));
      assertThat(Statistics.rankBiserial(opposite)).isEqualTo(-Statistics.rankBiserial(values));
    }
  }

  @Test
  void theIntervalIsNearTheNormalOneForManyAndFollowsSkew() {
    double[] many = draws(400, 0, 3);
    Statistics.Interval interval = Statistics.bootstrapInterval(many);
    double width = 2 * 1.96 * PairedTests.standardError(many);
    assertThat(interval.upper() - interval.lower()).isCloseTo(width, within(0.05 * width));

    double[] skewed = {0, 0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.5, 1, 6};
    double mean = Arrays.stream(skewed).average().orElseThrow();
    Statistics.Interval wide = Statistics.bootstrapInterval(skewed);
    assertThat(wide.upper() - mean).isGreaterThan(1.5 * (mean - wide.lower()));
  }

  @Test
  void theIntervalHoldsTheMeanAboutAsOftenAsItSays() {
    int held = 0;
    for (int i = 0; i < 200; i++) {
      held += Statistics.bootstrapInterval(draws(20, 0, 100 + i)).excludesZero() ? 0 : 1;
    }
    assertThat(held).isBetween(175, 199);
  }

  @Test
  void fewOrEqualDifferencesHaveTheirOwnAnswers() {
    assertThat(Statistics.bootstrapInterval(1, 2).lower()).isNaN();
    assertThat(Statistics.bootstrapInterval(1, 2).excludesZero()).isFalse();
    assertThat(Statistics.bootstrapInterval(2, 2, 2)).isEqualTo(new Statistics.Interval(2, 2));
    assertThat(Statistics.effectSize(2, 2, 2)).isNaN();
    assertThat(Statistics.effectSize(1)).isNaN();
    assertThat(Statistics.correctedEffectSize(1, 2)).isNaN();
    assertThat(Statistics.rankBiserial(0, 0)).isNaN();
  }

  @Test
  void effectSizes() {
    assertThat(Statistics.effectSize(1, 2, 3)).isCloseTo(2, within(1e-12));
    // J(2) = 1 / (gamma(0.5) sqrt(1)) = 0.5642, the approximation 1 - 3 / 7 is 0.5714
    assertThat(Statistics.correctedEffectSize(1, 2, 3)).isCloseTo(1.1283791671, within(1e-9));
    assertThat(Statistics.rankBiserial(SMALL)).isCloseTo((2 + 3 + 4 - 1) / 10.0, within(1e-12));
  }

  @Test
  void holmStepsDownAndLeavesOutWhatWasNotTested() {
    assertThat(Statistics.holm(0.01, 0.04, 0.03, Double.NaN, 0.005))
        .containsExactly(new double[] {0.03, 0.06, 0.06, Double.NaN, 0.02}, within(1e-12));
    assertThat(Statistics.holm(0.6, 0.9)).containsExactly(1, 1);
    assertThat(Statistics.holm()).isEmpty();
  }

  @Test
  void theIntervalsOfSkewedDifferencesAreThoseOfSciPy() {
    assertInterval(0.2975, 2.1929822801068504, SKEWED);
    // the mean is positive and the long tail is not
    assertInterval(0.275, 4.575, 5, 4.7, 4.8, 4.2, 4.9, -3.1, 4.4, 1.3);
    assertInterval(-4.575, -0.275, -5, -4.7, -4.8, -4.2, -4.9, 3.1, -4.4, -1.3);
  }

  /**
   * Of integers the ends are whole numbers over n, the same for all resamples or ten thousand. With
   * an acceleration of the other sign or none, or ties counted whole or not at all, or no
   * correction of the bias, at least one end is another one; of the first sample both, or the
   * lower.
   */
  @Test
  void tiesCountHalfAndTheAccelerationHasTheSignOfTheSkew() {
    assertInterval(3 / 7.0, 36 / 7.0, 0, 0, 0, 1, 1, 7, 7);
    assertInterval(-36 / 7.0, -3 / 7.0, 0, 0, 0, -1, -1, -7, -7);
    assertInterval(1.375, 5.75, 1, 1, 1, 1, 1, 4, 8, 8);
    assertInterval(-0.5, 5 / 12.0, -2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1);
    assertInterval(1 / 6.0, 1, 0, 0, 1, 1, 1, 1);
    assertInterval(0.2, 2.4, TIED);
    assertInterval(0.225, 1.55, ZEROS);
    assertInterval(4 / 3.0, 4, 1, 2, 4);
  }

  /** Whatever the unit, what is a tie without rounding is one with it. */
  @Test
  void theIntervalIsInTheUnitOfTheDifferences() {
    for (double[] values :
        new double[][] {{0, 0, 0, 0, 1, 3}, {1, 2, 4}, {0, 0, 0, 1, 1}, {1, 2, 7}, TIED, ZEROS}) {
      Statistics.Interval interval = Statistics.bootstrapInterval(values);
      for (double unit : new double[] {0.1, 1 / 3.0, 0.7, 1e-9, 1e9}) {
        Statistics.Interval other = Statistics.bootstrapInterval(scaled(values, unit));
        assertThat(other.lower() / unit).isCloseTo(interval.lower(), within(1e-12));
        assertThat(other.upper() / unit).isCloseTo(interval.upper(), within(1e-12));
      }
    }
  }

  @Test
  void theIntervalHoldsAMeanOfZero() {
    assertInterval(-1, 1, -1, 0, 1);
    assertThat(Statistics.bootstrapInterval(-1, 0, 1).excludesZero()).isFalse();
  }

  @Test
  void anIntervalThatEndsAtZeroDoesNotExcludeIt() {
    assertThat(new Statistics.Interval(0, 1).excludesZero()).isFalse();
    assertThat(new Statistics.Interval(-1, 0).excludesZero()).isFalse();
    assertThat(new Statistics.Interval(-1, 1).excludesZero()).isFalse();
    assertThat(new Statistics.Interval(Double.MIN_VALUE, 1).excludesZero()).isTrue();
    assertThat(new Statistics.Interval(-1, -Double.MIN_VALUE).excludesZero()).isTrue();
  }

  @Test
  void signFlipsOfSkewedTiedAndZeroLadenDifferencesAreThoseOfSciPy() {
    assertThat(Statistics.signFlipP(SKEWED)).isEqualTo(0.03564453125);
    assertThat(Statistics.signFlipP(TIED)).isEqualTo(0.0625);
    assertThat(Statistics.signFlipP(ZEROS)).isEqualTo(0.0625);
    assertThat(Statistics.signFlipP(BOTH)).isEqualTo(0.2265625);
    assertThat(Statistics.signFlipP(-5)).isEqualTo(1);
  }

  @Test
  void upToTwentySignsAreAllTried() {
    assertThat(Statistics.signFlipP(squares(20))).isEqualTo(0.19942474365234375);
    // one more, and they are drawn: 0.10725212097167969 of all, give or take 4 standard errors
    double drawn = Statistics.signFlipP(squares(21));
    assertThat(drawn).isCloseTo(0.10725212097167969, within(0.004));
    assertThat(drawn * 100_001).isCloseTo(Math.rint(drawn * 100_001), within(1e-6));
  }

  @Test
  void drawnSignsHaveTheSeenOnesAmongThem() {
    double[] equal = new double[40];
    Arrays.fill(equal, 0.1);
    assertThat(Statistics.signFlipP(equal)).isEqualTo(1 / 100_001.0);
    // a sum of 0 is as near as any
    for (int i = 0; i < equal.length; i += 2) {
      equal[i] = -0.1;
    }
    assertThat(Statistics.signFlipP(equal)).isEqualTo(1);
  }

  @Test
  void signsAreFlippedInAnyUnit() {
    double[] values = {0.1, 0.2, 0.3, -0.4, 0.5, 0.6, -0.7};
    // of 64 choices as many as with 1 to 7: the sums 6, 8, ... 28
    double p = Statistics.signFlipP(1, 2, 3, -4, 5, 6, -7);
    for (double unit : new double[] {1, 1e-9, 1e9, 1 / 3.0}) {
      assertThat(Statistics.signFlipP(scaled(values, unit))).isEqualTo(p);
    }
  }

  @Test
  void effectSizesAreThoseOfNumPy() {
    assertThat(Statistics.effectSize(SKEWED)).isCloseTo(0.5777383658636752, within(1e-14));
    assertThat(Statistics.effectSize(TIED)).isCloseTo(0.7617500626155121, within(1e-14));
    assertThat(Statistics.effectSize(ZEROS)).isCloseTo(0.6799778145749321, within(1e-14));
    assertThat(Statistics.effectSize(1, 2)).isCloseTo(1.5 * Math.sqrt(2), within(1e-14));
    assertThat(Statistics.correctedEffectSize(SKEWED)).isCloseTo(0.5372734609343002, within(1e-13));
    assertThat(Statistics.correctedEffectSize(TIED)).isCloseTo(0.6961442560457212, within(1e-13));
    assertThat(Statistics.correctedEffectSize(ZEROS)).isCloseTo(0.6214146517160024, within(1e-13));
    assertThat(Statistics.correctedEffectSize(BOTH)).isCloseTo(0.4049623470629878, within(1e-13));
    assertThat(Statistics.correctedEffectSize(negative(BOTH)))
        .isCloseTo(-0.4049623470629878, within(1e-13));
  }

  @Test
  void rankSumsShareTiesAndLeaveOutZeros() {
    assertThat(Statistics.rankBiserial(SKEWED)).isCloseTo(0.717948717948718, within(1e-14));
    assertThat(Statistics.rankBiserial(TIED)).isCloseTo(0.6909090909090909, within(1e-14));
    assertThat(Statistics.rankBiserial(ZEROS)).isCloseTo(0.7857142857142857, within(1e-14));
    assertThat(Statistics.rankBiserial(BOTH)).isCloseTo(0.5555555555555556, within(1e-14));
  }

  @Test
  void holmIsThatOfR() {
    // ties, and a p that would be less than the one before it
    assertThat(Statistics.holm(0.01, 0.02, 0.02, 0.011, 0.04))
        .containsExactly(new double[] {0.05, 0.06, 0.06, 0.05, 0.06}, within(1e-15));
    assertThat(Statistics.holm(0.01, 0.013, 0.03, 0.03, 0.5))
        .containsExactly(new double[] {0.05, 0.052, 0.09, 0.09, 0.5}, within(1e-15));
    double nan = Double.NaN;
    assertThat(Statistics.holm(0.01, nan, 0.02, 0.015, 0.2, nan, 0.0001, 0.9))
        .containsExactly(
            new double[] {0.05, nan, 0.06, 0.06, 0.4, nan, 0.0006, 0.9}, within(1e-15));
  }

  @Test
  void argumentsAreLeftAsTheyAre() {
    double[] values = SKEWED.clone();
    Statistics.signFlipP(values);
    Statistics.bootstrapInterval(values);
    Statistics.effectSize(values);
    Statistics.rankBiserial(values);
    Statistics.holm(values);
    assertThat(values).containsExactly(SKEWED);
  }
}
