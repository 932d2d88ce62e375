package ccrnn.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
  private static double[] exact(float[] x) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float score : x) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (float score : x) {
      sum += StrictMath.exp(score - largest);
    }
    double[] y = new double[x.length + 1];
    for (int i = 0; i < x.length; i++) {
      y[i] = StrictMath.exp(x[i] - largest) / sum;
    }
    y[x.length] = largest + StrictMath.log(sum);
    return y;
  }

  private static void check(float... x) {
    float[] y = new float[x.length];
    double logSum = Softmax.apply(x.length, x, 0, y, 0);
    double[] expected = exact(x);
    assertThat(logSum)
        .isCloseTo(expected[x.length], within(2e-7 + 1e-15 * Math.abs(expected[x.length])));
    for (int i = 0; i < x.length; i++) {
      // The distance to the largest score is rounded, and no probability falls below e^-87.
      double rounding = Math.ulp((float) (x[i] - expected[x.length]));
      double tolerance = Math.min(1, 5e-7 + rounding) * expected[i] + 2e-38;
      assertThat((double) y[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void probabilitiesAndLogSumAreAccurate() {
    var random = new SplittableRandom(1);
    for (int n : new int[] {1, 2, 3, 10, 9956}) {
      for (double scale : new double[] {0.01, 1, 20, 60}) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
          x[i] = (float) (scale * (2 * random.nextDouble() - 1));
        }
        check(x);
      }
    }
  }

  @Test
  void largeScoresDoNotOverflow() {
    check(1000f, 999f, -1000f);
    check(-1000f, -1001f);
    check(3e38f, -3e38f, 3e38f);
    check(-3e38f, -3e38f);
    check(0f, Float.NEGATIVE_INFINITY);
  }

  @Test
  void theFirstScoreMayBeTheLargestOrNot() {
    float[] y = new float[2];
    Softmax.apply(2, new float[] {90f, 0f}, 0, y, 0);
    assertThat(y[0]).isEqualTo(1f);
    Softmax.apply(2, new float[] {0f, 90f}, 0, y, 0);
    assertThat(y[1]).isEqualTo(1f);
  }

  @Test
  void notANumberStays() {
    for (int bits : new int[] {0x7fc00000, 0xffc00000, 0x7fc00001, 0x7fffffff}) {
      float nan = Float.intBitsToFloat(bits);
      for (float[] x : new float[][] {{nan}, {nan, 1f}, {1f, nan, 2f}, {1f, 2f, nan}}) {
        float[] y = new float[x.length];
        assertThat(Softmax.apply(x.length, x, 0, y, 0)).isNaN();
        for (float probability : y) {
          assertThat(probability).isNaN();
        }
      }
    }
    float[] y = new float[2];
    assertThat(Softmax.apply(2, new float[] {Float.POSITIVE_INFINITY, 0f}, 0, y, 0)).isNaN();
  }

  @Test
  void itStaysWithinItsPlaceAndMayWorkInPlace() {
    float[] x = {7f, 1f, 2f, 3f, 7f};
    float[] y = {8f, 8f, 8f, 8f, 8f};
    double logSum = Softmax.apply(3, x, 1, y, 1);
    assertThat(x).containsExactly(7f, 1f, 2f, 3f, 7f);
    assertThat(y[0]).isEqualTo(8f);
    assertThat(y[4]).isEqualTo(8f);
    assertThat(y[1] + y[2] + y[3]).isCloseTo(1f, within(1e-6f));
    assertThat(Softmax.apply(3, x, 1, x, 1)).isEqualTo(logSum);
    assertThat(x).containsExactly(7f, y[1], y[2], y[3], 7f);
  }
}
