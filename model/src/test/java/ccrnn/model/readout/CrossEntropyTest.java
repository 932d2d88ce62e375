package ccrnn.model.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  private static final int CLASSES = 5;
  private static final int SIZE = 3; // B
  private static final int ROWS = 6; // two steps
  private static final int[] RIGHT = {9, 0, 4, 2, 2, 1, 3}; // from index 1 on
  private static final float[] COPIES = {1, 4, 2};

  private static FMatrixRMaj scores(double scale) {
    FMatrixRMaj y = new FMatrixRMaj(ROWS + 1, CLASSES);
    var random = new SplittableRandom(4);
    for (int i = 0; i < y.data.length; i++) {
      y.data[i] = (float) (scale * (2 * random.nextDouble() - 1));
    }
    return y;
  }

  /** Of rows 1 .. 6. */
  private static double exact(double[] y) {
    double loss = 0;
    for (int r = 0; r < ROWS; r++) {
      int at = (r + 1) * CLASSES;
      double sum = 0;
      for (int j = 0; j < CLASSES; j++) {
        sum += StrictMath.exp(y[at + j] - y[at + RIGHT[1 + r]]);
      }
      loss += COPIES[r % SIZE] * StrictMath.log(sum);
    }
    return loss;
  }

  private static double loss(FMatrixRMaj y, float scale, FMatrixRMaj dy) {
    return CrossEntropy.backward(ROWS, y, 1, RIGHT, 1, COPIES, SIZE, scale, dy);
  }

  private static double[] doubles(FMatrixRMaj y) {
    double[] doubles = new double[y.data.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = y.data[i];
    }
    return doubles;
  }

  @Test
  void theLossIsThatOfStrictMath() {
    for (double scale : new double[] {0.1, 1, 30}) {
      FMatrixRMaj y = scores(scale);
      double expected = exact(doubles(y));
      assertThat(loss(y, 1f, y.createLike())).isCloseTo(expected, within(1e-6 * expected));
    }
  }

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    FMatrixRMaj y = scores(2);
    FMatrixRMaj dy = y.createLike();
    loss(y, 0.25f, dy);
    double[] values = doubles(y);
    double step = 1e-5;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      values[i] = value + step;
      double above = exact(values);
      values[i] = value - step;
      double below = exact(values);
      values[i] = value;
      // Row 0 is not asked for.
      double expected = 0.25 * (above - below) / (2 * step);
      assertThat((double) dy.data[i]).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void copiesCountLikeRows() {
    FMatrixRMaj y = scores(2);
    FMatrixRMaj dy = y.createLike();
    double loss = loss(y, 1f, dy);
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      FMatrixRMaj single = y.createLike();
      double once =
          CrossEntropy.backward(1, y, r + 1, RIGHT, r + 1, new float[] {1}, 1, 1f, single);
      sum += COPIES[r % SIZE] * once;
      for (int j = 0; j < CLASSES; j++) {
        assertThat(dy.get(r + 1, j))
            .isCloseTo(COPIES[r % SIZE] * single.get(r + 1, j), within(1e-6f));
      }
    }
    assertThat(loss).isCloseTo(sum, within(1e-12));
  }

  @Test
  void inPlaceIsTheSame() {
    FMatrixRMaj y = scores(2);
    FMatrixRMaj dy = scores(2); // row 0 stays as it is
    double loss = loss(y, 0.5f, dy);
    assertThat(loss(y, 0.5f, y)).isEqualTo(loss);
    assertThat(y.data).isEqualTo(dy.data);
  }

  @Test
  void largeScoresDoNotOverflow() {
    FMatrixRMaj y = new FMatrixRMaj(1, 3, true, 1e30f, 0f, -1e30f);
    FMatrixRMaj dy = y.createLike();
    float[] once = {1};
    assertThat(CrossEntropy.backward(1, y, 0, new int[] {0}, 0, once, 1, 1f, dy)).isZero();
    assertThat(dy.data[0]).isZero();
    double wrong = CrossEntropy.backward(1, y, 0, new int[] {2}, 0, once, 1, 1f, dy);
    assertThat(wrong).isEqualTo(2.0 * 1e30f);
    assertThat(dy.data[0]).isEqualTo(1f);
    assertThat(dy.data[2]).isEqualTo(-1f);
  }

  @Test
  void notANumberStays() {
    FMatrixRMaj y = new FMatrixRMaj(1, 3, true, 1f, Float.NaN, 0f);
    FMatrixRMaj dy = y.createLike();
    float[] once = {1};
    assertThat(CrossEntropy.backward(1, y, 0, new int[] {0}, 0, once, 1, 1f, dy)).isNaN();
    for (float d : dy.data) {
      assertThat(d).isNaN();
    }
  }
}
