package ccrnn.model.training;

/**
 * Lowers the learning rate when a loss stops falling: PyTorch's {@code ReduceLROnPlateau} in mode
 * min with a relative threshold and no cooldown, which the published code feeds validation losses.
 *
 * <p>After more than {@code patience} epochs in a row without a loss below {@code best (1 -
 * threshold)}, the rate is multiplied by the factor and the count starts anew.
 */
public final class ReduceOnPlateau {
  /** Length of {@link #memory}. */
  public static final int MEMORY = 3;

  /** By this share a loss must fall below the best to count as better; PyTorch's default. */
  private static final double THRESHOLD = 1e-4;

  /** A rate that would change by less stays; PyTorch's default. */
  private static final double SMALLEST_CHANGE = 1e-8;

  private final Settings settings;
  private double learningRate;
  private double best = Double.POSITIVE_INFINITY;
  private int bad;

  /**
   * How the rate is lowered; the published values are 0.1, 10 and 1e-9.
   *
   * @param factor of the rate, in (0, 1)
   * @param patience epochs without a better loss that are let pass, 0 or more
   * @param smallestRate the rate does not fall below, 0 or more
   */
  public record Settings(double factor, int patience, double smallestRate) {
    /** Checks the numbers. */
    public Settings {
      if (!(factor > 0 && factor < 1) || patience < 0 || !(smallestRate >= 0)) {
        throw new IllegalArgumentException(
            "learning rate times "
                + factor
                + " after "
                + patience
                + " epochs, not below "
                + smallestRate);
      }
    }
  }

  /**
   * Starts with no loss seen.
   *
   * @param settings how the rate is lowered
   * @param learningRate rate of the first epoch, positive
   */
  public ReduceOnPlateau(Settings settings, double learningRate) {
    this.settings = settings;
    this.learningRate = learningRate;
  }

  /**
   * Takes the loss of an epoch.
   *
   * @param loss one that is not a number counts as no better
   * @return the rate of the next epoch
   */
  public double after(double loss) {
    if (loss < best * (1 - THRESHOLD)) {
      best = loss;
      bad = 0;
    } else {
      bad++;
    }
    if (bad > settings.patience()) {
      bad = 0;
      double lower = Math.max(learningRate * settings.factor(), settings.smallestRate());
      if (learningRate - lower > SMALLEST_CHANGE) {
        learningRate = lower;
      }
    }
    return learningRate;
  }

  /**
   * Tells the rate of the next epoch.
   *
   * @return positive
   */
  public double learningRate() {
    return learningRate;
  }

  /**
   * All that is needed to go on: learning rate, best loss, epochs since.
   *
   * @return a new array of three
   */
  public double[] memory() {
    return new double[] {learningRate, best, bad};
  }

  /**
   * Goes back to an earlier state.
   *
   * @param memory as {@link #memory()} returns it, not modified
   * @throws IllegalArgumentException if it is none
   */
  public void restore(double[] memory) {
    if (memory.length != MEMORY) {
      throw new IllegalArgumentException(memory.length + " numbers for a plateau of 3");
    }
    learningRate = memory[0];
    best = memory[1];
    bad = (int) memory[2];
  }
}
