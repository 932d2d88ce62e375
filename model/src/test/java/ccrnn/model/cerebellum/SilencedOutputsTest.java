package ccrnn.model.cerebellum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.random.Streams;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencedOutputsTest {
  /** A row of ones, of which the silent ones become zero. */
  private static float[] open(int width, double fraction, long seed) {
    float[] row = new float[width];
    Arrays.fill(row, 1f);
    SilencedOutputs.draw(width, fraction, new Streams(seed)).apply(1, width, row);
    return row;
  }

  @ParameterizedTest
  @CsvSource({"10, 0.3, 3", "10, 0.25, 3", "10, 0.24, 2", "10, 0.01, 1", "7, 0.99, 7", "7, 1, 7"})
  void theNearestNumberIsSilencedButAtLeastOne(int width, double fraction, int expected) {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(SilencedOutputs.draw(width, fraction, new Streams(seed)).count())
          .isEqualTo(expected);
      int silent = 0;
      for (float x : open(width, fraction, seed)) {
        silent += x == 0 ? 1 : 0;
      }
      assertThat(silent).isEqualTo(expected);
    }
  }

  @Test
  void theSeedDecidesWhich() {
    assertThat(open(40, 0.5, 3)).isEqualTo(open(40, 0.5, 3));
    assertThat(open(40, 0.5, 3)).isNotEqualTo(open(40, 0.5, 4));
  }

  @Test
  void noOutputIsFavoured() {
    int width = 8;
    int seeds = 800;
    int[] silent = new int[width];
    for (int seed = 0; seed < seeds; seed++) {
      float[] row = open(width, 0.25, seed);
      for (int j = 0; j < width; j++) {
        silent[j] += row[j] == 0 ? 1 : 0;
      }
    }
    for (int count : silent) { // 4 standard deviations around a quarter
      assertThat(count).isBetween(seeds / 4 - 49, seeds / 4 + 49);
    }
  }

  @Test
  void everyRowIsSilencedAndNoneBeyond() {
    float[] rows = new float[3 * 5];
    Arrays.fill(rows, 1f);
    SilencedOutputs.draw(5, 0.4, new Streams(1)).apply(2, 5, rows);
    float[] row = open(5, 0.4, 1);
    assertThat(Arrays.copyOf(rows, 5)).isEqualTo(row);
    assertThat(Arrays.copyOfRange(rows, 5, 10)).isEqualTo(row);
    assertThat(Arrays.copyOfRange(rows, 10, 15)).containsOnly(1f);
  }

  @Test
  void impossibleFractionsAreRefused() {
    for (double fraction : new double[] {0, -0.1, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> SilencedOutputs.draw(5, fraction, new Streams(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a lesion of the fraction " + fraction);
    }
  }
}
