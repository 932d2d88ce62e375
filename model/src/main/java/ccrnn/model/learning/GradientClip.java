package ccrnn.model.learning;

/**
 * Scales a gradient by {@code min(1, bound / (norm + 1e-6))}, as PyTorch's {@code clip_grad_norm_}
 * and so the published code does.
 */
public final class GradientClip {
  private static final double EPSILON = 1e-6;

  /** Squares are added in 32 bits within pieces of this length and in 64 bits across them. */
  private static final int PIECE = 4096;

  private static final int LANES = 16;

  private final float[] lanes = new float[LANES];

  /**
   * L2 norm in a fixed order of additions.
   *
   * @param gradients not modified
   * @param end counts the elements before this index
   * @return the norm
   */
  public double norm(float[] gradients, int end) {
    double sum = 0;
    for (int from = 0; from < end; from += PIECE) {
      sum += sumOfSquares(gradients, from, Math.min(from + PIECE, end));
    }
    return StrictMath.sqrt(sum);
  }

  private double sumOfSquares(float[] gradients, int from, int to) {
    java.util.Arrays.fill(lanes, 0f);
    int whole = from + (to - from) / LANES * LANES;
    for (int i = from; i < whole; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        float g = gradients[i + lane];
        lanes[lane] += g * g;
      }
    }
    double sum = 0;
    for (int lane = 0; lane < LANES; lane++) {
      sum += lanes[lane];
    }
    for (int i = whole; i < to; i++) {
      sum += (double) gradients[i] * gradients[i];
    }
    return sum;
  }

  /**
   * Scales the gradient if its norm exceeds the bound.
   *
   * @param norm of the gradient
   * @param bound most norm; 0 for none
   * @param gradients modified
   * @param end scales the elements before this index
   */
  public void apply(double norm, double bound, float[] gradients, int end) {
    double factor = bound / (norm + EPSILON);
    if (bound == 0 || factor >= 1) {
      return;
    }
    float scale = (float) factor;
    for (int i = 0; i < end; i++) {
      gradients[i] *= scale;
    }
  }
}
