package ccrnn.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Accuracy of the activation functions, and equal bits from both carriers. */
class ActivationTest {
  private static final double MOST_ULPS = 2;
  private static final double ABSOLUTE = 1e-7;

  private interface Function {
    void apply(Activation activation, int n, float[] x, float[] y);
  }

  @Test
  void tanhIsAccurateAndEqual() {
    check((activation, n, x, y) -> activation.tanh(n, x, 0, y, 0), StrictMath::tanh);
  }

  @Test
  void sigmoidIsAccurateAndEqual() {
    check(
        (activation, n, x, y) -> activation.sigmoid(n, x, 0, y, 0),
        x -> 1 / (1 + StrictMath.exp(-x)));
  }

  @Test
  void extremesSaturateAndNotANumberStays() {
    float[] x = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -1e30f, 0f};
    float[] many = Arrays.copyOf(x, 64);
    for (Kernel kernel : Kernel.values()) {
      float[] y = new float[64];
      kernel.activation().tanh(64, many, 0, y, 0);
      assertThat(y[0]).isNaN();
      assertThat(Arrays.copyOfRange(y, 1, 6)).containsExactly(1f, -1f, 1f, -1f, 0f);
      kernel.activation().sigmoid(64, many, 0, y, 0);
      assertThat(y[0]).isNaN();
      assertThat(y[1]).isEqualTo(1f);
      assertThat(y[2]).isBetween(0f, 1e-37f);
      assertThat(y[5]).isEqualTo(0.5f);
    }
  }

  private static void check(Function function, DoubleUnaryOperator exact) {
    float[] x = arguments();
    float[] y = new float[x.length];
    function.apply(Kernel.PLAIN.activation(), x.length, x, y);
    for (int i = 0; i < x.length; i++) {
      double truth = exact.applyAsDouble(x[i]);
      double error = Math.abs(y[i] - truth);
      boolean fine = error <= ABSOLUTE || error <= MOST_ULPS * Math.ulp((float) truth);
      assertThat(fine).as("f(%s) = %s, exactly %s", x[i], y[i], truth).isTrue();
    }
    float[] other = new float[x.length];
    function.apply(Kernel.VECTOR.activation(), x.length, x, other);
    assertThat(other).isEqualTo(y);
    float[] inPlace = x.clone();
    function.apply(Kernel.VECTOR.activation(), x.length, inPlace, inPlace);
    assertThat(inPlace).isEqualTo(y);
  }

  /**
   * A fine grid, tiny values of both signs, and the borders between the formulas; an odd number.
   */
  private static float[] arguments() {
    float[] x = new float[400_003];
    for (int i = 0; i < 400_000; i++) {
      x[i] = (i - 200_000) * 1e-4f * 1.00037f;
    }
    x[400_000] = 0.625f;
    x[400_001] = Math.nextDown(0.625f);
    x[400_002] = -1e-30f;
    return x;
  }
}
