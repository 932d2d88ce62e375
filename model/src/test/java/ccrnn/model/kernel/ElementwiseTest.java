package ccrnn.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Both carriers of the elementwise loops give the same bits, at every length and offset. */
class ElementwiseTest {
  private static final int[] LENGTHS = {
    1, 3, 8, 15, 16, 17, 31, 50, 63, 64, 65, 100, 131, 1024, 1025, 2600
  };

  private static float[] random(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextDouble() * 4 - 2);
    }
    return values;
  }

  /** Runs both carriers on equal copies and compares what they leave. */
  private static float[] same(float[] initial, BiConsumer<Elementwise, float[]> use) {
    float[] plain = initial.clone();
    use.accept(Kernel.PLAIN.elementwise(), plain);
    float[] vector = initial.clone();
    use.accept(Kernel.VECTOR.elementwise(), vector);
    assertThat(vector).isEqualTo(plain);
    return plain;
  }

  @Test
  void relu() {
    for (int n : LENGTHS) {
      float[] x = random(n, n + 5);
      x[0] = Float.NaN;
      float[] y = same(x, (loops, values) -> loops.relu(n, values));
      assertThat(y[0]).isNaN();
      for (int i = 1; i < x.length; i++) {
        assertThat(y[i]).isEqualTo(i < n ? Math.max(0f, x[i]) : x[i]);
      }
      float[] dx = random(-n, n + 5);
      float[] back = same(dx, (loops, values) -> loops.reluBackward(n, y, values));
      for (int i = 1; i < n; i++) {
        assertThat(back[i]).isEqualTo(x[i] > 0 ? dx[i] : 0f);
      }
    }
  }

  @Test
  void reluOfExtremes() {
    float tiny = Float.MIN_VALUE;
    float most = Float.MAX_VALUE;
    float inf = Float.POSITIVE_INFINITY;
    float[] x = new float[64];
    System.arraycopy(new float[] {-0f, tiny, -tiny, most, -most, inf, -inf, Float.NaN}, 0, x, 0, 8);
    float[] y = same(x, (loops, values) -> loops.relu(64, values));
    assertThat(y).startsWith(0f, tiny, 0f, most, 0f, inf, 0f, Float.NaN);
    for (float slope : new float[] {3f, -3f, -0f, tiny, -most}) {
      float[] dx = new float[64];
      java.util.Arrays.fill(dx, slope);
      float[] back = same(dx, (loops, values) -> loops.reluBackward(64, y, values));
      float one = slope + 0f;
      assertThat(back).startsWith(0f, one, 0f, one, 0f, one, 0f, Float.NaN);
    }
    float[] infinite = new float[64];
    java.util.Arrays.fill(infinite, -inf);
    same(infinite, (loops, values) -> loops.reluBackward(64, y, values));
  }

  @Test
  void sumsOfSquares() {
    for (int n : new int[] {0, 1, 15, 511, 512, 513, 4096, 4100, 10_000}) {
      float[] x = random(n, n + 5);
      double sum = Kernel.PLAIN.elementwise().sumOfSquares(n, x);
      assertThat(Kernel.VECTOR.elementwise().sumOfSquares(n, x)).isEqualTo(sum);
      double exact = 0;
      for (int i = 0; i < n; i++) {
        exact += (double) x[i] * x[i];
      }
      assertThat(sum).isCloseTo(exact, within(1e-7 * exact));
    }
    float[] bad = random(1, 600);
    bad[599] = Float.NaN;
    for (Kernel kernel : Kernel.values()) {
      assertThat(kernel.elementwise().sumOfSquares(600, bad)).isNaN();
    }
  }

  @Test
  void scaled() {
    for (int n : LENGTHS) {
      float[] x = random(n, n + 3);
      float[] y = same(x, (loops, values) -> loops.scale(n, values, 0.3f));
      for (int i = 0; i < x.length; i++) {
        assertThat(y[i]).isEqualTo(i < n ? 0.3f * x[i] : x[i]);
      }
    }
  }

  @Test
  void sumsOfRows() {
    for (int n : LENGTHS) {
      for (int rows : new int[] {0, 1, 7}) {
        float[] x = random(n, 3 + rows * n);
        float[] sums = same(random(1, n + 4), (loops, s) -> loops.sumRows(rows, n, x, 3, s, 2));
        for (int j = 0; j < n; j++) {
          float expected = 0;
          for (int row = 0; row < rows; row++) {
            expected += x[3 + row * n + j];
          }
          assertThat(sums[2 + j]).isEqualTo(expected);
        }
        assertThat(sums[1]).isEqualTo(random(1, n + 4)[1]);
        assertThat(sums[n + 2]).isEqualTo(random(1, n + 4)[n + 2]);
      }
    }
  }

  @Test
  void lstm() {
    int rows = 3;
    for (int units : LENGTHS) {
      float[] gates = random(units, (rows + 2) * 4 * units);
      float[] previous = random(units + 1, (rows + 2) * units);
      float[] tanhC = random(units + 2, (rows + 2) * units);
      float[] dOutputs = random(units + 3, (rows + 2) * units);
      float[] dh = random(units + 4, rows * units);
      float[] c =
          same(
              new float[rows * units],
              (loops, out) -> loops.lstmCell(rows, units, gates, 4 * units, previous, units, out));
      assertThat(c[units])
          .isEqualTo(gates[9 * units] * previous[2 * units] + gates[8 * units] * gates[10 * units]);
      float[] h =
          same(
              new float[(rows + 2) * units],
              (loops, out) -> loops.lstmOutput(rows, units, gates, 4 * units, tanhC, out, units));
      assertThat(h[2 * units]).isEqualTo(gates[11 * units] * tanhC[2 * units]);
      assertThat(h[0]).isZero();
      same(
          random(units + 5, rows * units),
          (loops, dc) ->
              loops.lstmBackward(
                  rows,
                  units,
                  gates,
                  previous,
                  tanhC,
                  dOutputs,
                  2,
                  dh,
                  dc,
                  new float[gates.length]));
      same(
          new float[gates.length],
          (loops, dGates) ->
              loops.lstmBackward(
                  rows,
                  units,
                  gates,
                  previous,
                  tanhC,
                  dOutputs,
                  2,
                  dh,
                  random(units + 5, rows * units),
                  dGates));
    }
  }

  @Test
  void adam() {
    AdamRates rates = new AdamRates(0.9f, 0.1f, 0.98f, 0.02f, 1e-9f);
    for (int n : LENGTHS) {
      float[] gradients = random(n, n + 3);
      gradients[0] = 0;
      float[] mean = random(n + 1, n + 3);
      float[] squares = random(n + 2, n + 3);
      for (int i = 0; i < squares.length; i++) {
        squares[i] = Math.abs(squares[i]);
      }
      mean[0] = 1e-40f;
      squares[0] = 1e-42f;
      float[] after =
          same(
              random(n + 4, n + 3),
              (loops, values) ->
                  loops.adam(
                      n, values, gradients, mean.clone(), squares.clone(), rates, 1e-3f, 1.5f));
      assertThat(after[0]).isEqualTo(random(n + 4, n + 3)[0]);
      assertThat(after[n]).isEqualTo(random(n + 4, n + 3)[n]);
      float[] m =
          same(
              mean,
              (loops, values) ->
                  loops.adam(
                      n, new float[n], gradients, values, squares.clone(), rates, 1e-3f, 1.5f));
      assertThat(m[0]).as("a moment that would decay for ever").isZero();
      float[] v =
          same(
              squares,
              (loops, values) ->
                  loops.adam(n, new float[n], gradients, mean.clone(), values, rates, 1e-3f, 1.5f));
      assertThat(v[0]).isZero();
      if (n > 1) {
        float g = gradients[1];
        assertThat(m[1]).isEqualTo(0.9f * mean[1] + 0.1f * g);
        assertThat(v[1]).isEqualTo(0.98f * squares[1] + 0.02f * (g * g));
      }
    }
  }
}
