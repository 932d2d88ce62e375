package ccrnn.model.learning;

/** Checks that the settings of the optimizers share. */
final class Rates {
  private Rates() {}

  static void requireRateAndPenalty(double learningRate, double l2) {
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException("learning rate " + learningRate + " is not positive");
    }
    if (!(l2 >= 0)) {
      throw new IllegalArgumentException("L2 " + l2 + " is negative");
    }
  }

  static void requireDecay(String name, double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException(name + " " + decay + " is not in [0, 1)");
    }
  }

  static void requireEpsilon(double epsilon) {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon " + epsilon + " is not positive");
    }
  }
}
