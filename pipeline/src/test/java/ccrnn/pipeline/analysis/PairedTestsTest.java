package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Paired tests against SciPy and R; the recorded samples are compared in the jobs module. Recorded
 * with SciPy 1.17.1 and, where the two agree to 14 digits, R 4.2.2:
 *
 * <pre>
 * scipy.stats.ttest_1samp(d, 0)                                  # t.test(d)
 * scipy.stats.wilcoxon(d, correction=False, method='exact')      # wilcox.test(d, correct=FALSE)
 * scipy.stats.wilcoxon(d, correction=False, method='asymptotic') # the same, with ties or zeros
 * scipy.stats.pearsonr(x, y)                                     # cor.test(x, y)
 * scipy.stats.sem(d); scipy.stats.sem(d, ddof=0)
 * </pre>
 */
class PairedTestsTest {
  private static final double[] SKEWED = {
    0.12, 0.35, -0.08, 1.9, 0.44, 0.03, 5.2, -0.6, 0.9, 0.27, 2.75, 0.01
  };
  private static final double[] TIED = {1, 1, -1, 2, 2, -2, 3, 3, 1, 4};
  private static final double[] ZEROS = {0, 0, 0.5, -0.25, 1.5, 0, 2, 0.75, -0.1, 3};
  private static final double[] BOTH = {0, 1, 1, 0, -1, 2, 0, 2, -3, 4, 4};

  /** Halves of 1, 2, 3 ... of which every third is negative. */
  private static double[] halves(int n) {
    return IntStream.rangeClosed(1, n).mapToDouble(i -> (i % 3 == 0 ? -1 : 1) * i * 0.5).toArray();
  }

  private static void assertT(double t, double p, double... d) {
    PairedTests.PairedT found = PairedTests.pairedT(d, new double[d.length]);
    assertThat(found.t()).isCloseTo(t, within(1e-13));
    assertThat(found.p()).isCloseTo(p, within(1e-13));
    assertThat(found.degreesOfFreedom()).isEqualTo(d.length - 1);
    PairedTests.PairedT opposite = PairedTests.pairedT(new double[d.length], d);
    assertThat(opposite.t()).isCloseTo(-t, within(1e-13));
    assertThat(opposite.p()).isEqualTo(found.p());
  }

  private static void assertRanks(double w, double p, double tolerance, double... d) {
    PairedTests.SignedRanks found = PairedTests.signedRanks(d, new double[d.length]);
    assertThat(found.w()).isEqualTo(w);
    assertThat(found.p()).isCloseTo(p, within(tolerance));
    assertThat(PairedTests.signedRanks(new double[d.length], d)).isEqualTo(found);
  }

  private static final double[] A = {1, 2, 3, 4, 5, 6.5};

  @Test
  void anEqualPairIsLeftOutAndPIsApproximate() {
    double[] b = {1.5, 1, 3, 2, 6.5, 4.5};
    PairedTests.SignedRanks ranks = PairedTests.signedRanks(A, b);
    assertThat(ranks.w()).isEqualTo(4);
    assertThat(ranks.p()).isCloseTo(0.34302782731118187, within(1e-9));
    PairedTests.PairedT t = PairedTests.pairedT(A, b);
    assertThat(t.t()).isCloseTo(0.8660254037844387, within(1e-12));
    assertThat(t.degreesOfFreedom()).isEqualTo(5);
    assertThat(t.p()).isCloseTo(0.4260710061172521, within(1e-12));
    PairedTests.Correlation correlation = PairedTests.correlation(A, b);
    assertThat(correlation.r()).isCloseTo(0.7619194198125108, within(1e-12));
    assertThat(correlation.p()).isCloseTo(0.07827605909908493, within(1e-12));
  }

  @Test
  void tiesShareTheirRanks() {
    PairedTests.SignedRanks ranks = PairedTests.signedRanks(A, new double[] {1.5, 1, 2, 2, 6.5, 4});
    assertThat(ranks.w()).isEqualTo(5);
    assertThat(ranks.p()).isCloseTo(0.24756078730477016, within(1e-9));
  }

  @Test
  void theExactPIsThatOfAllSigns() {
    // Of 8 choices of signs, one has no positive rank and one no negative.
    PairedTests.SignedRanks ranks = PairedTests.signedRanks(new double[] {1, 2, 3}, new double[3]);
    assertThat(ranks).isEqualTo(new PairedTests.SignedRanks(0, 0.25));
    assertThat(PairedTests.signedRanks(new double[] {2}, new double[] {1}).p()).isEqualTo(1);
  }

  @Test
  void whatCannotBeToldIsNotANumber() {
    double[] one = {1};
    assertThat(PairedTests.pairedT(one, new double[] {2}).p()).isNaN();
    assertThat(PairedTests.pairedT(A, A).t()).isNaN();
    assertThat(PairedTests.signedRanks(A, A).p()).isNaN();
    assertThat(PairedTests.correlation(new double[] {1, 2}, new double[] {1, 2}).r()).isNaN();
    assertThat(PairedTests.standardError(one)).isNaN();
    assertThat(PairedTests.standardErrorAsPlotted(one)).isZero();
    assertThatThrownBy(() -> PairedTests.pairedT(A, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("6 numbers and 1 are no pairs");
  }

  @Test
  void standardErrors() {
    assertThat(PairedTests.standardError(2, 4, 6)).isCloseTo(2 / Math.sqrt(3), within(1e-12));
    assertThat(PairedTests.standardErrorAsPlotted(2, 4, 6))
        .isCloseTo(Math.sqrt(8.0 / 3 / 3), within(1e-12));
  }

  @Test
  void studentsTIsThatOfSciPyAndR() {
    assertT(2.0013444063154044, 0.07064104225711519, SKEWED);
    assertT(2.408865205640898, 0.039322124510764306, TIED);
    assertT(2.1502786524404245, 0.060009434050666784, ZEROS);
    assertT(1.455556274348955, 0.1761792716170178, BOTH);
    // one degree of freedom: 1 - 2 atan(3) / pi
    assertT(3, 1 - 2 * Math.atan(3) / Math.PI, 1, 2);
    assertThat(PairedTests.pairedT(new double[] {2, 2, 2}, new double[] {1, 1, 1}))
        .as("equal differences")
        .isEqualTo(new PairedTests.PairedT(Double.POSITIVE_INFINITY, 2, 0));
  }

  @Test
  void signedRanksWithoutTiesAndZerosAreExact() {
    assertRanks(11, 0.02685546875, 1e-15, SKEWED);
    assertRanks(7, 0.037109375, 1e-15, 1, -2, 3, 4, -5, 6, 7, 8, 9, 10);
    assertRanks(408, 0.02616696817119646, 1e-14, halves(50));
    // of 51 they are not: exact would be 0.05598
    assertRanks(459, 0.055852182035584695, 1e-13, halves(51));
  }

  /** Exact they would be 0.064453, 0.078125 and 0.195313. */
  @Test
  void signedRanksWithTiesOrZerosAreApproximate() {
    assertRanks(8.5, 0.05048835968604109, 1e-13, TIED);
    assertRanks(3, 0.06297905121445523, 1e-13, ZEROS);
    assertRanks(8, 0.15833567752137867, 1e-13, BOTH);
  }

  /** Half of all ranks: the two tails meet, and p is not above 1. */
  @Test
  void balancedRanksHaveAPOfOne() {
    assertRanks(5, 1, 0, 1, -2, -3, 4);
    assertRanks(5, 1, 1e-15, 1, -2, -3, 4, 0);
  }

  @Test
  void correlationsAreThoseOfSciPyAndR() {
    double[] other = {0.5, 2, -1, 3, 3, 0.25, 9, -2, 1, 1, 4, 0};
    PairedTests.Correlation found = PairedTests.correlation(SKEWED, other);
    assertThat(found.r()).isCloseTo(0.9445790360240096, within(1e-14));
    assertThat(found.p()).isCloseTo(3.7503967334635206e-06, within(1e-15));
    PairedTests.Correlation opposite =
        PairedTests.correlation(BOTH, Arrays.copyOf(other, BOTH.length));
    assertThat(opposite.r()).isCloseTo(-0.12040181165405038, within(1e-14));
    assertThat(opposite.p()).isCloseTo(0.7243690619833274, within(1e-13));
    // r = 0.5 with one degree of freedom: t = 1 / sqrt(3), p = 2 / 3
    PairedTests.Correlation three =
        PairedTests.correlation(new double[] {1, 2, 3}, new double[] {1, 3, 2});
    assertThat(three.r()).isCloseTo(0.5, within(1e-14));
    assertThat(three.p()).isCloseTo(2 / 3.0, within(1e-13));
  }

  @Test
  void aConstantCorrelatesWithNothingAndALineWithItself() {
    double[] line = {1, 2, 3};
    PairedTests.Correlation none = PairedTests.correlation(line, new double[] {4, 4, 4});
    assertThat(none).isEqualTo(new PairedTests.Correlation(Double.NaN, Double.NaN));
    assertThat(PairedTests.correlation(line, new double[] {2, 4, 6}))
        .isEqualTo(new PairedTests.Correlation(1, 0));
  }

  @Test
  void standardErrorsAreThoseOfSciPy() {
    assertThat(PairedTests.standardError(SKEWED)).isCloseTo(0.4701006635162132, within(1e-14));
    assertThat(PairedTests.standardErrorAsPlotted(SKEWED))
        .isCloseTo(0.45008711862466355, within(1e-14));
    assertThat(PairedTests.standardError(1, 3)).isCloseTo(1, within(1e-14));
    assertThat(PairedTests.standardErrorAsPlotted()).isNaN();
  }
}
