package ccrnn.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both kernels against a 64-bit reference and against each other, bit for bit. */
class GemmTest {
  /** m, k, n: the shapes of the presets, then odd ones around every tile, panel and piece size. */
  private static List<int[]> shapes() {
    List<int[]> shapes = new ArrayList<>();
    shapes.add(new int[] {50, 50, 200});
    shapes.add(new int[] {500, 100, 400});
    shapes.add(new int[] {400, 500, 100});
    shapes.add(new int[] {1, 1, 1});
    shapes.add(new int[] {3, 1, 2});
    for (int m : new int[] {1, 2, 3, 4, 5, 9, 10, 11, 19, 21}) {
      for (int k : new int[] {1, 3, 4, 7, 257}) {
        for (int n : new int[] {1, 8, 15, 16, 17, 31, 32, 33, 50, 65}) {
          shapes.add(new int[] {m, k, n});
        }
      }
    }
    shapes.add(new int[] {7, 513, 40});
    shapes.add(new int[] {1000, 13, 100});
    shapes.add(new int[] {250, 50, 2});
    shapes.add(new int[] {128, 70, 127});
    shapes.add(new int[] {129, 70, 128});
    shapes.add(new int[] {30, 6, 3000});
    return shapes;
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithDoublesAndWithTheOtherKernel(Kernel kernel) {
    Gemm gemm = kernel.gemm();
    for (int[] shape : shapes()) {
      new Case(shape[0], shape[1], shape[2]).check(gemm);
    }
  }

  @ParameterizedTest
  @EnumSource
  void splittingTheRowsChangesNoBit(Kernel kernel) {
    Gemm gemm = kernel.gemm();
    Case whole = new Case(23, 37, 41);
    float[] expected = whole.multiply(gemm, 23);
    for (int rows = 1; rows < 23; rows++) {
      assertThat(whole.multiply(gemm, rows)).isEqualTo(expected);
    }
  }

  @Test
  void memoryAroundTheResultIsLeftAlone() {
    for (Kernel kernel : Kernel.values()) {
      Gemm gemm = kernel.gemm();
      Gemm.Packed packed = gemm.allocate(3, 5);
      gemm.pack(3, new float[15], 0, 5, packed);
      float[] c = new float[100];
      java.util.Arrays.fill(c, 7f);
      gemm.multiply(4, new float[12], 0, 3, packed, new float[5], 0, 0, c, 20, 9);
      for (int i = 0; i < 100; i++) {
        int row = Math.floorDiv(i - 20, 9);
        boolean inside = i >= 20 && row < 4 && (i - 20) % 9 < 5;
        assertThat(c[i]).as("%s element %d", kernel, i).isEqualTo(inside ? 0f : 7f);
      }
    }
  }

  /** Random operands with padding around them, so that wrong offsets and strides show. */
  private static final class Case {
    private final int m;
    private final int k;
    private final int n;
    private final float[] a;
    private final float[] aTransposed;
    private final float[] b;
    private final float[] bTransposed;
    private final float[] start;

    Case(int m, int k, int n) {
      this.m = m;
      this.k = k;
      this.n = n;
      SplittableRandom random = new SplittableRandom(m * 1_000_003L + k * 1_009L + n);
      a = random(random, 3 + m * (k + 2));
      aTransposed = new float[3 + k * (m + 1)];
      for (int i = 0; i < m; i++) {
        for (int p = 0; p < k; p++) {
          aTransposed[3 + p * (m + 1) + i] = a[3 + i * (k + 2) + p];
        }
      }
      b = random(random, 5 + k * (n + 1));
      bTransposed = new float[5 + n * (k + 3)];
      for (int p = 0; p < k; p++) {
        for (int j = 0; j < n; j++) {
          bTransposed[5 + j * (k + 3) + p] = b[5 + p * (n + 1) + j];
        }
      }
      start = random(random, m * n);
    }

    private static float[] random(SplittableRandom random, int length) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) (random.nextDouble() * 2 - 1);
      }
      return values;
    }

    float[] multiply(Gemm gemm, int rowsAtATime) {
      Gemm.Packed packed = gemm.allocate(k, n);
      gemm.pack(k, b, 5, n + 1, packed);
      float[] c = start.clone();
      for (int i = 0; i < m; i += rowsAtATime) {
        int rows = Math.min(rowsAtATime, m - i);
        gemm.multiply(rows, a, 3 + i * (k + 2), k + 2, packed, c, i * n, n, c, i * n, n);
      }
      return c;
    }

    void check(Gemm gemm) {
      float[] chain = new float[m * n];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          float sum = start[i * n + j];
          double exact = sum;
          for (int p = 0; p < k; p++) {
            sum = Math.fma(a[3 + i * (k + 2) + p], b[5 + p * (n + 1) + j], sum);
            exact += (double) a[3 + i * (k + 2) + p] * b[5 + p * (n + 1) + j];
          }
          chain[i * n + j] = sum;
          assertThat((double) sum).isCloseTo(exact, within(1e-7 * (k + 4)));
        }
      }
      assertThat(multiply(gemm, m)).as("A B, %d %d %d", m, k, n).isEqualTo(chain);

      Gemm.Packed packed = gemm.allocate(k + 2, n);
      gemm.pack(k, b, 5, n + 1, packed);
      float[] c = new float[m * n];
      gemm.multiplyTransposed(m, aTransposed, 3, m + 1, packed, start, 0, n, c, 0, n);
      assertThat(c).as("At B, %d %d %d", m, k, n).isEqualTo(chain);

      Gemm.Packed fromTransposed = gemm.allocate(k, n);
      gemm.packTransposed(bTransposed, 5, k + 3, fromTransposed);
      gemm.multiply(m, a, 3, k + 2, fromTransposed, start, 0, n, c, 0, n);
      assertThat(c).as("A Wt, %d %d %d", m, k, n).isEqualTo(chain);
    }
  }
}
