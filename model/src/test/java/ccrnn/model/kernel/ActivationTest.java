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

  /** A fine grid, tiny values of both signs, and where tanh saturates; an odd number. */
  private static float[] arguments() {
    float[] x = new float[400_003];
    for (int i = 0; i < 400_000; i++) {
      x[i] = (i - 200_000) * 1e-4f * 1.00037f;
    }
    x[400_000] = 9.25f;
    x[400_001] = Math.nextDown(9.25f);
    x[400_002] = -1e-30f;
    return x;
  }

  /** One in 9973 of all 32-bit numbers, of both signs, and the special ones. */
  private static float[] allKinds() {
    float[] special = {
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      0f,
      -0f,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Math.nextDown(Float.MIN_NORMAL),
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
    };
    int stride = 9973;
    int sampled = (int) ((1L << 32) / stride);
    float[] x = Arrays.copyOf(special, special.length + sampled);
    for (int i = 0; i < sampled; i++) {
      x[special.length + i] = Float.intBitsToFloat(i * stride);
    }
    return x;
  }

  @Test
  void everyKindOfNumberGivesEqualBitsWithinTheRange() {
    float[] x = allKinds();
    float[] plain = new float[x.length];
    float[] vector = new float[x.length];
    Kernel.PLAIN.activation().tanh(x.length, x, 0, plain, 0);
    Kernel.VECTOR.activation().tanh(x.length, x, 0, vector, 0);
    requireEqualWithin(x, plain, vector, -1f);
    Kernel.PLAIN.activation().sigmoid(x.length, x, 0, plain, 0);
    Kernel.VECTOR.activation().sigmoid(x.length, x, 0, vector, 0);
    requireEqualWithin(x, plain, vector, 0f);
  }

  private static void requireEqualWithin(float[] x, float[] plain, float[] vector, float least) {
    for (int i = 0; i < x.length; i++) {
      boolean fine =
          Float.floatToIntBits(plain[i]) == Float.floatToIntBits(vector[i])
              && Float.isNaN(plain[i]) == Float.isNaN(x[i])
              && !(plain[i] < least || plain[i] > 1f);
      assertThat(fine).as("f(%s) = %s and %s", x[i], plain[i], vector[i]).isTrue();
    }
  }

  @Test
  void tanhOfSmallNumbersIsRelativelyAccurateAndOdd() {
    float[] x = new float[3000];
    for (int i = 0; i < 1500; i++) {
      x[i] = (float) StrictMath.pow(10, -38 + i * 0.025);
      x[i + 1500] = -x[i];
    }
    float[] y = new float[3000];
    Kernel.PLAIN.activation().tanh(3000, x, 0, y, 0);
    for (int i = 0; i < 1500; i++) {
      double truth = StrictMath.tanh(x[i]);
      assertThat(Math.abs(y[i] - truth)).isLessThanOrEqualTo(3 * Math.ulp((float) truth));
      assertThat(y[i + 1500]).isEqualTo(-y[i]);
    }
  }

  @Test
  void placesAndLengthsChangeNoBit() {
    float[] x = Arrays.copyOfRange(arguments(), 190_000, 200_000);
    for (Kernel kernel : Kernel.values()) {
      Activation activation = kernel.activation();
      float[] expected = new float[x.length];
      activation.tanh(x.length, x, 0, expected, 0);
      for (int n : new int[] {1, 7, 50, 4095, 4096, 4097, 9000}) {
        float[] y = new float[x.length];
        activation.tanh(n, x, 3, y, 5);
        assertThat(Arrays.copyOfRange(y, 5, 5 + n))
            .isEqualTo(Arrays.copyOfRange(expected, 3, 3 + n));
        assertThat(y[4]).isZero();
        assertThat(y[5 + n]).isZero();
      }
    }
  }

  @Test
  void gatesAreTheirFunctions() {
    for (int units : new int[] {1, 7, 50, 683, 1500, 2500, 5000}) {
      int rows = units < 100 ? 61 : 3;
      float[] x = Arrays.copyOfRange(arguments(), 150_000, 150_005 + 4 * rows * units);
      for (Kernel kernel : Kernel.values()) {
        Activation activation = kernel.activation();
        float[] expected = x.clone();
        for (int at = 2; at < 2 + 4 * rows * units; at += 4 * units) {
          activation.sigmoid(2 * units, x, at, expected, at);
          activation.tanh(units, x, at + 2 * units, expected, at + 2 * units);
          activation.sigmoid(units, x, at + 3 * units, expected, at + 3 * units);
        }
        float[] y = x.clone();
        activation.gates(rows, units, y, 2);
        assertThat(y).as("%d units", units).isEqualTo(expected);
      }
    }
  }
}
