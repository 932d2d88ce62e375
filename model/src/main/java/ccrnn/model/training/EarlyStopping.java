package ccrnn.model.training;

/**
 * Ends training when a loss stops falling: after {@code patience} epochs in a row without one below
 * the best so far. So does the handler of PyTorch Ignite that the published code feeds validation
 * losses.
 */
public final class EarlyStopping {
  /** Length of {@link #memory}. */
  public static final int MEMORY = 2;

  private final int patience;
  private double best = Double.POSITIVE_INFINITY;
  private int bad;

  /**
   * Starts with no loss seen.
   *
   * @param patience epochs without a better loss that end training, 1 or more
   */
  public EarlyStopping(int patience) {
    if (patience < 1) {
      throw new IllegalArgumentException("patience of " + patience + " epochs");
    }
    this.patience = patience;
  }

  /**
   * Takes the loss of an epoch.
   *
   * @param loss one that is not a number counts as no better
   * @return whether training ends with this epoch
   */
  public boolean after(double loss) {
    if (loss < best) {
      best = loss;
      bad = 0;
    } else {
      bad++;
    }
    return stopped();
  }

  /**
   * Tells whether training has ended.
   *
   * @return true once {@code patience} epochs have brought nothing, until a better loss comes
   */
  public boolean stopped() {
    return bad >= patience;
  }

  /**
   * All that is needed to go on: best loss, epochs since.
   *
   * @return a new array of two
   */
  public double[] memory() {
    return new double[] {best, bad};
  }

  /**
   * Goes back to an earlier state.
   *
   * @param memory as {@link #memory()} returns it, not modified
   * @throws IllegalArgumentException if it is none
   */
  public void restore(double[] memory) {
    if (memory.length != MEMORY) {
      throw new IllegalArgumentException(memory.length + " numbers for a stop of 2");
    }
    best = memory[0];
    bad = (int) memory[1];
  }
}
