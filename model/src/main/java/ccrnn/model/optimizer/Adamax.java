package ccrnn.model.optimizer;

import static ccrnn.model.kernel.Elementwise.TINY;

import ccrnn.model.kernel.Kernel;

/**
 * Adamax (Kingma and Ba, ICLR 2015, section 7) in PyTorch's form:
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g
 * u = max(beta2 u, |g| + epsilon)
 * p -= rate / (1 - beta1^t) * m / u
 * </pre>
 *
 * Means below 1e-30 become zero.
 */
public final class Adamax implements Optimizer.Update {
  private final Settings settings;

  private Adamax(Settings settings) {
    this.settings = settings;
  }

  /**
   * Rates of Adamax; the published values are 0.9, 0.98 and 1e-9.
   *
   * @param learningRate step size, positive
   * @param beta1 decay of the mean, in [0, 1)
   * @param beta2 decay of the largest gradient, in [0, 1)
   * @param epsilon added to the gradient's size, positive
   * @param l2 factor of the L2 penalty, 0 for none
   */
  public record Settings(double learningRate, double beta1, double beta2, double epsilon, double l2)
      implements OptimizerSettings {
    /** Checks the numbers. */
    public Settings {
      Rates.requireRateAndPenalty(learningRate, l2);
      Rates.requireDecay("beta1", beta1);
      Rates.requireDecay("beta2", beta2);
      Rates.requireEpsilon(epsilon);
    }

    @Override
    public Optimizer create(int length, Kernel kernel) {
      return new Optimizer(this, 2, length, new Adamax(this));
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
    float beta1 = (float) settings.beta1();
    float rest1 = (float) (1 - settings.beta1());
    float beta2 = (float) settings.beta2();
    float epsilon = (float) settings.epsilon();
    float rate = (float) (learningRate / (1 - Rates.power(settings.beta1(), step)));
    float[] mean = memory[0];
    float[] largest = memory[1];
    for (int i = 0; i < end; i++) {
      float g = gradients[i];
      float m = beta1 * mean[i] + rest1 * g;
      m = Math.abs(m) < TINY ? 0f : m;
      float u = Math.max(beta2 * largest[i], Math.abs(g) + epsilon);
      mean[i] = m;
      largest[i] = u;
      values[i] -= rate * (m / u);
    }
  }
}
