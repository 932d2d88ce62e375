package ccrnn.model.kernel;

/**
 * What the {@link Elementwise} loops do to one element: the definition of their bits. Without
 * branches, so that loops over them are vectorised.
 */
final class Chains {
  private static final float UP = 0x1p100f;
  private static final float LEAST = 0x1p-49f;
  private static final float TO_ONE = 0x1p49f;

  private Chains() {}

  static float relu(float x) {
    return Math.max(x, 0f);
  }

  /** 2^-149, the smallest y above zero, times 2^100 is 2^-49, so that every such y makes 1. */
  static float reluBackward(float y, float dx) {
    float slope = Math.min(y * UP, LEAST) * TO_ONE;
    return Math.fma(slope, dx, 0f);
  }

  static float cell(float i, float f, float g, float previous) {
    return f * previous + i * g;
  }

  static float output(float o, float tanhC) {
    return o * tanhC;
  }

  /** Gradient at the cell; dh is that at the output. */
  static float dCell(float dc, float dh, float o, float tanhC) {
    return dc + dh * o * (1f - tanhC * tanhC);
  }

  static float dInputGate(float dCell, float i, float g) {
    return dCell * g * i * (1f - i);
  }

  static float dForgetGate(float dCell, float f, float previous) {
    return dCell * previous * f * (1f - f);
  }

  static float dCandidate(float dCell, float i, float g) {
    return dCell * i * (1f - g * g);
  }

  static float dOutputGate(float dh, float o, float tanhC) {
    return dh * tanhC * o * (1f - o);
  }

  static float mean(float m, float g, float beta1, float rest1) {
    float next = beta1 * m + rest1 * g;
    return next - Math.min(Math.max(next, -Elementwise.TINY), Elementwise.TINY);
  }

  static float meanSquare(float v, float g, float beta2, float rest2) {
    float next = beta2 * v + rest2 * (g * g);
    return next - Math.min(next, Elementwise.TINY);
  }

  static float stepped(float value, float m, float v, float rate, float root, float epsilon) {
    return value - rate * (m / ((float) Math.sqrt(v) * root + epsilon));
  }

  /**
   * Sum of the lanes: every fourth in a sum of its own, {@code (s0 + s1) + (s2 + s3)}, in 64 bits.
   */
  static double total(float[] lanes) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int lane = 0; lane < Elementwise.LANES; lane += 4) {
      s0 += lanes[lane];
      s1 += lanes[lane + 1];
      s2 += lanes[lane + 2];
      s3 += lanes[lane + 3];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
