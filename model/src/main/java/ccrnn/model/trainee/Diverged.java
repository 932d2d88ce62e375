package ccrnn.model.trainee;

/** A trial's numbers left the finite range; going on would train nothing. */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int epoch;

  /**
   * Says when and what.
   *
   * @param epoch in which it happened, 1-based
   * @param what the number and its value
   */
  public Diverged(int epoch, String what) {
    super(what + " in epoch " + epoch);
    this.epoch = epoch;
  }

  /**
   * Tells when it happened.
   *
   * @return the epoch, 1-based
   */
  public int epoch() {
    return epoch;
  }
}
