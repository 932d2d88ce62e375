package ccrnn.model.optimizer;

/** Checks and powers that the optimizers share. */
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

  /** base^exponent by squaring; StrictMath's pow allocates arrays. */
  static double power(double base, long exponent) {
    double result = 1;
    double square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  static void requireEpsilon(double epsilon) {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon " + epsilon + " is not positive");
    }
  }
}
