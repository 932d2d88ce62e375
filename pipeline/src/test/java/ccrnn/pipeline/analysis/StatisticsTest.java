package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand, and by what must hold for any differences. */
class StatisticsTest {
  private static final double[] SMALL = {1, 2, 3, -0.5};

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
}
