package ccrnn.model.learning;

import java.util.List;

/**
 * Adam (Kingma and Ba, ICLR 2015) in PyTorch's form, as published in the code:
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g²
 * p -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * </pre>
 */
public final class Adam implements Optimizer {
  private final Settings settings;
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
   */
  public Adam(Settings settings, int length) {
    this.settings = settings;
    this.mean = new float[length];
    this.meanSquare = new float[length];
  }

  @Override
  public void step(float[] values, float[] gradients, int end) {
    steps++;
    float beta1 = (float) settings.beta1();
    float beta2 = (float) settings.beta2();
    float rest1 = (float) (1 - settings.beta1());
    float rest2 = (float) (1 - settings.beta2());
    float rate =
        (float) (settings.learningRate() / (1 - StrictMath.pow(settings.beta1(), (double) steps)));
    float root =
        (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(settings.beta2(), (double) steps)));
    float epsilon = (float) settings.epsilon();
    for (int i = 0; i < end; i++) {
      float g = gradients[i];
      mean[i] = beta1 * mean[i] + rest1 * g;
      meanSquare[i] = beta2 * meanSquare[i] + rest2 * (g * g);
    }
    for (int i = 0; i < end; i++) {
      values[i] -= rate * (mean[i] / ((float) Math.sqrt(meanSquare[i]) * root + epsilon));
    }
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
