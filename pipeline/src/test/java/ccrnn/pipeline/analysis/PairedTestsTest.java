package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Paired tests against scipy; the recorded samples are compared in the jobs module. */
class PairedTestsTest {
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
}
