package ccrnn.model.random;

/**
 * SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) from a starting point, with the few distributions
 * that the model needs. Own code because the generators of the JDK may change their distributions
 * between versions, and results must not.
 */
public final class Stream {
  private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

  private long state;
  private double spareGaussian = Double.NaN;

  Stream(long state) {
    this.state = state;
  }

  /** Goes on as a new stream would from this starting point. */
  void restart(long state) {
    this.state = state;
    spareGaussian = Double.NaN;
  }

  /** The finaliser of SplitMix64 (variant 13 of Stafford's mixers): a bijection of 64 bits. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }

  /**
   * Draws 64 bits.
   *
   * @return uniformly distributed bits
   */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /**
   * Draws a whole number below a bound.
   *
   * @param bound exclusive bound, at least 1
   * @return uniformly distributed in [0, bound), without bias
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound " + bound + " is not positive");
    }
    // The high half of a 32 x 32 bit product; the few low halves that would favour some results
    // are drawn again (Lemire 2019).
    long product = (nextLong() >>> 32) * bound;
    long low = product & 0xFFFF_FFFFL;
    if (low < bound) {
      long threshold = ((1L << 32) - bound) % bound;
      while (low < threshold) {
        product = (nextLong() >>> 32) * bound;
        low = product & 0xFFFF_FFFFL;
      }
    }
    return (int) (product >>> 32);
  }

  /**
   * Draws a number between 0 and 1.
   *
   * @return uniformly distributed in [0, 1), a multiple of 2^-53
   */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /**
   * Draws from the standard normal distribution, by Marsaglia's polar method.
   *
   * @return mean 0, standard deviation 1
   */
  public double nextGaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return spare;
    }
    double u;
    double v;
    double square;
    do {
      u = 2 * nextDouble() - 1;
      v = 2 * nextDouble() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spareGaussian = v * factor;
    return u * factor;
  }

  /**
   * Fills a part of an array uniformly, as PyTorch initialises its layers.
   *
   * @param values modified from {@code at} on
   * @param at index of the first element
   * @param length number of elements
   * @param bound elements are uniformly distributed in [-bound, bound)
   */
  public void fillUniform(float[] values, int at, int length, double bound) {
    for (int i = at; i < at + length; i++) {
      values[i] = (float) ((2 * nextDouble() - 1) * bound);
    }
  }
}
