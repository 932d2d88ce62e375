package ccrnn.model.optimizer;

import static ccrnn.model.kernel.Elementwise.TINY;

import ccrnn.model.kernel.Kernel;

/**
 * Adagrad (Duchi, Hazan and Singer, JMLR 2011) in PyTorch's form, from an empty sum:
 *
 * <pre>
 * s = s + g²
 * p -= rate / (1 + (t - 1) decay) * g / (sqrt(s) + epsilon)
 * </pre>
 *
 * Sums below 1e-30 become zero.
 */
public final class Adagrad implements Optimizer.Update {
  private final Settings settings;

  private Adagrad(Settings settings) {
    this.settings = settings;
  }

  /**
   * Rates of Adagrad; the published decay is 0.9, epsilon PyTorch's 1e-10.
   *
   * @param learningRate step size, positive
   * @param rateDecay how fast the step size falls, 0 or more; PyTorch's {@code lr_decay}
   * @param epsilon added to the root, positive
   * @param l2 factor of the L2 penalty, 0 for none
   */
  public record Settings(double learningRate, double rateDecay, double epsilon, double l2)
      implements OptimizerSettings {
    /** Checks the numbers. */
    public Settings {
      Rates.requireRateAndPenalty(learningRate, l2);
      if (!(rateDecay >= 0)) {
        throw new IllegalArgumentException("decay of the rate " + rateDecay + " is negative");
      }
      Rates.requireEpsilon(epsilon);
    }

    @Override
    public Optimizer create(int length, Kernel kernel) {
      return new Optimizer(this, 1, length, new Adagrad(this));
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
    float rate = (float) (learningRate / (1 + (step - 1.0) * settings.rateDecay()));
    float epsilon = (float) settings.epsilon();
    float[] sums = memory[0];
    for (int i = 0; i < end; i++) {
      float g = gradients[i];
      float s = sums[i] + g * g;
      s = s < TINY ? 0f : s;
      sums[i] = s;
      values[i] -= rate * (g / ((float) Math.sqrt(s) + epsilon));
    }
  }
}
