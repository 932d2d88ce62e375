package ccrnn.model.optimizer;

import ccrnn.model.kernel.Elementwise;
import ccrnn.model.kernel.Kernel;

/**
 * Scales a gradient by {@code min(1, bound / (norm + 1e-6))}, as PyTorch's {@code clip_grad_norm_}
 * and so the published code does.
 */
public final class GradientClip {
  private static final double EPSILON = 1e-6;

  private final Elementwise elementwise;

  /**
   * Creates a clip.
   *
   * @param kernel carrier of the hot loops
   */
  public GradientClip(Kernel kernel) {
    this.elementwise = kernel.elementwise();
  }

  /**
   * L2 norm in a fixed order of additions.
   *
   * @param gradients not modified
   * @param end counts the elements before this index
   * @return the norm
   */
  public double norm(float[] gradients, int end) {
    return StrictMath.sqrt(elementwise.sumOfSquares(end, gradients));
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
    elementwise.scale(end, gradients, (float) factor);
  }
}
