package ccrnn.model.learning;

import ccrnn.model.kernel.AdamRates;
import ccrnn.model.kernel.Elementwise;
import ccrnn.model.kernel.Kernel;
import java.util.List;

/**
 * Adam (Kingma and Ba, ICLR 2015) in PyTorch's form, as published in the code:
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g²
 * p -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * </pre>
 *
 * Moments below 1e-30 become zero, which no published number can show.
 */
public final class Adam implements Optimizer {
  private final Settings settings;
  private final Elementwise elementwise;
  private final float[] mean;
  private final float[] meanSquare;
  private long steps;

  /**
   * Rates of Adam; the published values are 0.9, 0.98 and 1e-9.
   *
   * @param learningRate step size, positive
   * @param beta1 decay of the mean, in [0, 1)
   * @param beta2 decay of the mean square, in [0, 1)
   * @param epsilon added to the root, positive
   */
  public record Settings(double learningRate, double beta1, double beta2, double epsilon) {
    /** Checks the numbers. */
    public Settings {
      boolean valid =
          learningRate > 0 && beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0;
      if (!valid) {
        throw new IllegalArgumentException(
            "Adam with rate "
                + learningRate
                + ", betas "
                + beta1
                + " and "
                + beta2
                + ", epsilon "
                + epsilon);
      }
    }
  }

  /**
   * Starts with nothing remembered.
   *
   * @param settings rates
   * @param length number of parameters
   * @param kernel carrier of the hot loops
   */
  public Adam(Settings settings, int length, Kernel kernel) {
    this.settings = settings;
    this.elementwise = kernel.elementwise();
    this.mean = new float[length];
    this.meanSquare = new float[length];
  }

  @Override
  public void step(float[] values, float[] gradients, int end) {
    steps++;
    double corrected1 = 1 - StrictMath.pow(settings.beta1(), (double) steps);
    double corrected2 = 1 - StrictMath.pow(settings.beta2(), (double) steps);
    AdamRates rates =
        new AdamRates(
            (float) settings.beta1(),
            (float) (1 - settings.beta1()),
            (float) settings.beta2(),
            (float) (1 - settings.beta2()),
            (float) (settings.learningRate() / corrected1),
            (float) (1 / StrictMath.sqrt(corrected2)),
            (float) settings.epsilon());
    elementwise.adam(end, values, gradients, mean, meanSquare, rates);
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public List<float[]> memory() {
    return List.of(mean, meanSquare);
  }

  @Override
  public void restore(long steps, List<float[]> memory) {
    if (memory.size() != 2
        || memory.get(0).length != mean.length
        || memory.get(1).length != mean.length) {
      throw new IllegalArgumentException("not the memory of Adam over " + mean.length);
    }
    this.steps = steps;
    System.arraycopy(memory.get(0), 0, mean, 0, mean.length);
    System.arraycopy(memory.get(1), 0, meanSquare, 0, mean.length);
  }
}
