package ccrnn.model.optimizer;

import ccrnn.model.kernel.AdamRates;
import ccrnn.model.kernel.Elementwise;
import ccrnn.model.kernel.Kernel;

/**
 * Adam (Kingma and Ba, ICLR 2015) in PyTorch's form, as published in the code:
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g²
 * p -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * </pre>
 *
 * Moments are drawn towards zero by 1e-30, which no published number can show.
 */
public final class Adam implements Optimizer.Update {
  private final Settings settings;
  private final Elementwise elementwise;
  private final AdamRates rates;

  private Adam(Settings settings, Kernel kernel) {
    this.settings = settings;
    this.elementwise = kernel.elementwise();
    this.rates =
        new AdamRates(
            (float) settings.beta1(),
            (float) (1 - settings.beta1()),
            (float) settings.beta2(),
            (float) (1 - settings.beta2()),
            (float) settings.epsilon());
  }

  /**
   * Rates of Adam; the published values are 0.9, 0.98 and 1e-9, for captions 0.9, 0.999 and 1e-8.
   *
   * @param learningRate step size, positive
   * @param beta1 decay of the mean, in [0, 1)
   * @param beta2 decay of the mean square, in [0, 1)
   * @param epsilon added to the root, positive
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

    /**
     * Without L2.
     *
     * @param learningRate step size, positive
     * @param beta1 decay of the mean, in [0, 1)
     * @param beta2 decay of the mean square, in [0, 1)
     * @param epsilon added to the root, positive
     */
    public Settings(double learningRate, double beta1, double beta2, double epsilon) {
      this(learningRate, beta1, beta2, epsilon, 0);
    }

    @Override
    public Optimizer create(int length, Kernel kernel) {
      return new Optimizer(this, 2, length, new Adam(this, kernel));
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
    double corrected1 = 1 - Rates.power(settings.beta1(), step);
    double corrected2 = 1 - Rates.power(settings.beta2(), step);
    float rate = (float) (learningRate / corrected1);
    float root = (float) (1 / StrictMath.sqrt(corrected2));
    elementwise.adam(end, values, gradients, memory[0], memory[1], rates, rate, root);
  }
}
