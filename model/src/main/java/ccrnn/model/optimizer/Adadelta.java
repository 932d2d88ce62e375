package ccrnn.model.optimizer;

import static ccrnn.model.kernel.Elementwise.TINY;

import ccrnn.model.kernel.Kernel;

/**
 * Adadelta (Zeiler, 2012) in PyTorch's form:
 *
 * <pre>
 * v = rho v + (1 - rho) g²
 * d = sqrt(a + epsilon) / sqrt(v + epsilon) * g
 * a = rho a + (1 - rho) d²
 * p -= rate d
 * </pre>
 *
 * Moments below 1e-30 become zero.
 */
public final class Adadelta implements Optimizer.Update {
  private final Settings settings;

  private Adadelta(Settings settings) {
    this.settings = settings;
  }

  /**
   * Rates of Adadelta; the published decay is 0.9, epsilon PyTorch's 1e-6.
   *
   * @param learningRate factor of the step, positive
   * @param rho decay of both mean squares, in [0, 1)
   * @param epsilon added below the roots, positive
   * @param l2 factor of the L2 penalty, 0 for none
   */
  public record Settings(double learningRate, double rho, double epsilon, double l2)
      implements OptimizerSettings {
    /** Checks the numbers. */
    public Settings {
      Rates.requireRateAndPenalty(learningRate, l2);
      Rates.requireDecay("rho", rho);
      Rates.requireEpsilon(epsilon);
    }

    @Override
    public Optimizer create(int length, Kernel kernel) {
      return new Optimizer(this, 2, length, new Adadelta(this));
    }
  }

  @Override
  public void step(
      int end,
      float[] values,
      float[] gradients,
      float[][] memory,
      long step,
      double learningRate) {
    float rho = (float) settings.rho();
    float rest = (float) (1 - settings.rho());
    float epsilon = (float) settings.epsilon();
    float rate = (float) learningRate;
    float[] gradientSquare = memory[0];
    float[] stepSquare = memory[1];
    for (int i = 0; i < end; i++) {
      float g = gradients[i];
      float v = rho * gradientSquare[i] + rest * (g * g);
      v = v < TINY ? 0f : v;
      float d = (float) Math.sqrt(stepSquare[i] + epsilon) / (float) Math.sqrt(v + epsilon) * g;
      float a = rho * stepSquare[i] + rest * (d * d);
      gradientSquare[i] = v;
      stepSquare[i] = a < TINY ? 0f : a;
      values[i] -= rate * d;
    }
  }
}
