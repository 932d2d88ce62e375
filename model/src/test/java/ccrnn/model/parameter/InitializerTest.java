package ccrnn.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {
  private static final int BEFORE = 3;
  private static final int AFTER = 4;

  private static Stream stream(long seed) {
    return new Streams(seed).stream(Purpose.CORTEX_WEIGHTS, 0);
  }

  /** A block among other parameters, which must stay. */
  private static float[] filled(Initializer kind, int rows, int columns, long seed) {
    float[] values = new float[BEFORE + rows * columns + AFTER];
    Arrays.fill(values, 77f);
    kind.fill(values, new Block("weight", rows, columns, BEFORE), stream(seed), 0.25);
    assertThat(Arrays.copyOf(values, BEFORE)).containsOnly(77f);
    assertThat(Arrays.copyOfRange(values, values.length - AFTER, values.length)).containsOnly(77f);
    return Arrays.copyOfRange(values, BEFORE, values.length - AFTER);
  }

  @ParameterizedTest
  @CsvSource({"UNIFORM, 0.25", "XAVIER, 0.17320508", "KAIMING, 0.34641016"})
  void uniformOnesFillTheirRange(Initializer kind, double bound) {
    float[] weights = filled(kind, 150, 50, 1);
    double largest = 0;
    double sum = 0;
    double squares = 0;
    for (float w : weights) {
      largest = Math.max(largest, Math.abs(w));
      sum += w;
      squares += (double) w * w;
    }
    assertThat(largest).isBetween(0.995 * bound, bound * (1 + 1e-6));
    assertThat(sum / weights.length).isCloseTo(0, within(0.03 * bound));
    assertThat(squares / weights.length).isCloseTo(bound * bound / 3, Percentage.withPercentage(3));
  }

  @Test
  void uniformIsWhatTheLayersDrawNow() {
    float[] expected = new float[60];
    stream(9).fillUniform(expected, 0, 60, 0.25);
    assertThat(filled(Initializer.UNIFORM, 12, 5, 9)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"40, 10", "10, 40", "16, 16", "7, 1", "1, 7", "1, 1"})
  void orthogonalOnesAreOrthonormalAlongTheShorterSide(int rows, int columns) {
    float[] weights = filled(Initializer.ORTHOGONAL, rows, columns, 2);
    int shorter = Math.min(rows, columns);
    int longer = Math.max(rows, columns);
    for (int a = 0; a < shorter; a++) {
      for (int b = 0; b <= a; b++) {
        double product = 0;
        for (int i = 0; i < longer; i++) {
          product +=
              rows >= columns
                  ? (double) weights[i * columns + a] * weights[i * columns + b]
                  : (double) weights[a * columns + i] * weights[b * columns + i];
        }
        assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-6));
      }
    }
  }

  @Test
  void orthogonalOnesFavourNoSign() {
    int positive = 0;
    int trials = 400;
    for (int seed = 0; seed < trials; seed++) {
      float[] weights = filled(Initializer.ORTHOGONAL, 3, 3, seed);
      positive += weights[0] > 0 ? 1 : 0;
    }
    // Without the correction of signs a Householder QR has one sign for ever.
    assertThat(positive).isBetween(trials * 2 / 5, trials * 3 / 5);
  }

  @ParameterizedTest
  @EnumSource
  void theSameStreamGivesTheSameBits(Initializer kind) {
    assertThat(filled(kind, 12, 8, 5)).isEqualTo(filled(kind, 12, 8, 5));
    assertThat(filled(kind, 12, 8, 5)).isNotEqualTo(filled(kind, 12, 8, 6));
  }
}
