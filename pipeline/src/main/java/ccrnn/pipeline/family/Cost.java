package ccrnn.pipeline.family;

import java.util.List;

/**
 * The predicted work of a trial, in floating-point operations: those of its matrix products (a
 * multiplication and an addition count two), and what else it does at the worth of so many. Good
 * for an order and for a rough time; nothing that a trial computes depends on it, and how far it is
 * off is learned from trials that are done.
 *
 * @param stretches of epochs that cost alike, in their order; together all epochs of the trial, if
 *     it does not stop early
 * @param once operations of the test after the last epoch
 */
public record Cost(List<Stretch> stretches, double once) {
  /**
   * Floating-point operations per second of one core. Measured: line drawing with noise, vector
   * kernel, an x86-64 core with AVX-512 that peaks at 166e9. The plain kernel reaches a third.
   */
  public static final double OPERATIONS_PER_SECOND = 75e9;

  /** Seconds that a trial takes beside training: set-up and writing its files. */
  public static final double SECONDS_PER_TRIAL = 0.02;

  /** Operations that one value of exp, tanh or sigmoid is worth, by measured time. */
  public static final double PER_ACTIVATION = 20;

  /** What packing, clipping and an Adam step of one parameter are worth, by measured time. */
  public static final double PER_PARAMETER = 150;

  private static final double GUESSED_SECONDS_PER_EPOCH = 0.01;

  /**
   * Epochs that cost alike.
   *
   * @param epochs how many, 0 or more
   * @param each floating-point operations of one
   */
  public record Stretch(long epochs, double each) {
    /** Checks the number. */
    public Stretch {
      if (epochs < 0) {
        throw new IllegalArgumentException(epochs + " epochs");
      }
    }
  }

  /** Copies the list. */
  public Cost {
    stretches = List.copyOf(stretches);
  }

  /**
   * A trial whose epochs all cost alike.
   *
   * @param epochs of the trial
   * @param each floating-point operations of one
   * @param once operations of the test after the last epoch
   * @return its cost
   */
  public static Cost even(long epochs, double each, double once) {
    return new Cost(List.of(new Stretch(epochs, each)), once);
  }

  /**
   * What a trial is taken to cost of which only its length is known: a hundredth of a second an
   * epoch.
   *
   * @param epochs of the trial
   * @return its cost
   */
  public static Cost guessed(long epochs) {
    return even(epochs, GUESSED_SECONDS_PER_EPOCH * OPERATIONS_PER_SECOND, 0);
  }

  /**
   * @return epochs of the trial
   */
  public long epochs() {
    return stretches.stream().mapToLong(Stretch::epochs).sum();
  }

  /**
   * @return floating-point operations of an epoch, averaged over all
   */
  public double perEpoch() {
    return (operations() - once) / epochs();
  }

  /**
   * @return floating-point operations of the whole trial; weigh progress with it
   */
  public double operations() {
    return operationsAfter(0);
  }

  /**
   * The work of a trial that takes its first epochs over from another.
   *
   * @param shared epochs that it takes over, at most all of them
   * @return floating-point operations of the others and of the test
   */
  public double operationsAfter(long shared) {
    return operationsUntil(epochs()) - operationsUntil(shared) + once;
  }

  /**
   * @param last an epoch, at most the trial's last
   * @return floating-point operations of the epochs up to it
   */
  public double operationsUntil(long last) {
    double operations = 0;
    long left = last;
    for (Stretch stretch : stretches) {
      long here = Math.min(left, stretch.epochs());
      operations += here * stretch.each();
      left -= here;
    }
    return operations;
  }

  /**
   * @return predicted seconds on one core of the speed {@link #OPERATIONS_PER_SECOND}
   */
  public double seconds() {
    return operations() / OPERATIONS_PER_SECOND + SECONDS_PER_TRIAL;
  }
}
