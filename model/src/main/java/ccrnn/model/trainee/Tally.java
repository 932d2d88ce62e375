package ccrnn.model.trainee;

import java.util.OptionalDouble;

/** Sums up what the updates of one epoch tell of their losses and gradients. */
public final class Tally {
  private final int epoch;
  private double weights;
  private double losses;
  private double means;
  private double norms;
  private long normed;

  /**
   * Starts with nothing told.
   *
   * @param epoch whose updates follow, 1-based
   */
  public Tally(int epoch) {
    this.epoch = epoch;
  }

  /**
   * Takes the loss of an update.
   *
   * @param weight how much it counts, above 0: its sequences, or 1 where all updates count alike
   * @param loss the training loss as published
   * @param mean the plain mean of the loss over what was observed
   * @throws Diverged if the loss is not finite
   */
  public void loss(double weight, double loss, double mean) {
    requireFinite(loss, "training loss");
    weights += weight;
    losses += weight * loss;
    means += weight * mean;
  }

  /**
   * Takes the loss of an update that has but one.
   *
   * @param weight how much it counts, above 0
   * @param loss mean over what was observed
   * @throws Diverged if the loss is not finite
   */
  public void loss(double weight, double loss) {
    loss(weight, loss, loss);
  }

  /**
   * Takes the norm of an update's gradient.
   *
   * @param norm before clipping
   * @throws Diverged if the norm is not finite
   */
  public void norm(double norm) {
    requireFinite(norm, "gradient norm");
    norms += norm;
    normed++;
  }

  private void requireFinite(double value, String name) {
    if (!Double.isFinite(value)) {
      throw new Diverged(epoch, name + " " + value);
    }
  }

  /**
   * The training loss as published.
   *
   * @return weighted mean; empty if no loss was told
   */
  public OptionalDouble loss() {
    return weights > 0 ? OptionalDouble.of(losses / weights) : OptionalDouble.empty();
  }

  /**
   * The plain mean of the loss.
   *
   * @return weighted mean; empty if no loss was told
   */
  public OptionalDouble meanLoss() {
    return weights > 0 ? OptionalDouble.of(means / weights) : OptionalDouble.empty();
  }

  /**
   * The norm of the gradient before clipping.
   *
   * @return mean over the updates that told one; empty if none did
   */
  public OptionalDouble norm() {
    return normed > 0 ? OptionalDouble.of(norms / normed) : OptionalDouble.empty();
  }
}
