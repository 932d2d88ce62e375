package ccrnn.model.optimizer;

import static ccrnn.model.kernel.Elementwise.TINY;

import ccrnn.model.kernel.Kernel;

/**
 * Gradient descent with momentum, without dampening, in PyTorch's form:
 *
 * <pre>
 * m = momentum m + g
 * p -= rate m
 * </pre>
 *
 * Momenta below 1e-30 become zero.
 */
public final class Sgd implements Optimizer.Update {
  private final Settings settings;

  private Sgd(Settings settings) {
    this.settings = settings;
  }

  /**
   * Rates of gradient descent; the published momentum is 0.9.
   *
   * @param learningRate step size, positive
   * @param momentum decay of the step, in [0, 1)
   * @param l2 factor of the L2 penalty, 0 for none
   */
  public record Settings(double learningRate, double momentum, double l2)
      implements OptimizerSettings {
    /** Checks the numbers. */
    public Settings {
      Rates.requireRateAndPenalty(learningRate, l2);
      Rates.requireDecay("momentum", momentum);
    }

    @Override
    public Optimizer create(int length, Kernel kernel) {
      return new Optimizer(this, 1, length, new Sgd(this));
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
    float momentum = (float) settings.momentum();
    float rate = (float) learningRate;
    float[] momenta = memory[0];
    for (int i = 0; i < end; i++) {
      float m = momentum * momenta[i] + gradients[i];
      m = Math.abs(m) < TINY ? 0f : m;
      momenta[i] = m;
      values[i] -= rate * m;
    }
  }
}
