package ccrnn.model.optimizer;

import static ccrnn.model.kernel.Elementwise.TINY;

import ccrnn.model.kernel.Kernel;

/**
 * RMSprop with momentum, not centred (Tieleman and Hinton, 2012), in PyTorch's form:
 *
 * <pre>
 * v = alpha v + (1 - alpha) g²
 * m = momentum m + g / (sqrt(v) + epsilon)
 * p -= rate m
 * </pre>
 *
 * Moments below 1e-30 become zero.
 */
public final class RmsProp implements Optimizer.Update {
  private final Settings settings;

  private RmsProp(Settings settings) {
    this.settings = settings;
  }

  /**
   * Rates of RMSprop; the published values are 0.99, 0.9 and 1e-10.
   *
   * @param learningRate step size, positive
   * @param alpha decay of the mean square, in [0, 1)
   * @param momentum decay of the step, in [0, 1)
   * @param epsilon added to the root, positive
   * @param l2 factor of the L2 penalty, 0 for none
   */
  public record Settings(
      double learningRate, double alpha, double momentum, double epsilon, double l2)
      implements OptimizerSettings {
    /** Checks the numbers. */
    public Settings {
      Rates.requireRateAndPenalty(learningRate, l2);
      Rates.requireDecay("alpha", alpha);
      Rates.requireDecay("momentum", momentum);
      Rates.requireEpsilon(epsilon);
    }

    @Override
    public Optimizer create(int length, Kernel kernel) {
      return new Optimizer(this, 2, length, new RmsProp(this));
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
    float alpha = (float) settings.alpha();
    float rest = (float) (1 - settings.alpha());
    float momentum = (float) settings.momentum();
    float epsilon = (float) settings.epsilon();
    float rate = (float) learningRate;
    float[] meanSquare = memory[0];
    float[] momenta = memory[1];
    for (int i = 0; i < end; i++) {
      float g = gradients[i];
      float v = alpha * meanSquare[i] + rest * (g * g);
      v = v < TINY ? 0f : v;
      float m = momentum * momenta[i] + g / ((float) Math.sqrt(v) + epsilon);
      m = Math.abs(m) < TINY ? 0f : m;
      meanSquare[i] = v;
      momenta[i] = m;
      values[i] -= rate * m;
    }
  }
}
