package ccrnn.model.kernel;

/**
 * The activation functions as chains of correctly rounded 32-bit operations. The vector carrier
 * repeats these chains lane by lane with the same constants, which is why bits agree.
 *
 * <p>e^x = 2^n e^r with r = x - n ln 2 and e^r = 1 + r + r² q(r); tanh x = x + x³ p(x²) near zero
 * and 1 - 2 / (e^2|x| + 1) with the sign of x elsewhere. The coefficients of p and q are minimax
 * fits (error of e^r 3.1e-9 relative, of the small tanh 4.4e-9).
 */
final class Polynomials {
  static final float LOG2_E = 1.442695f;

  /** ln 2 in two parts; the first has few bits, so that n times it is exact. */
  static final float LN2_HIGH = 0.6933594f;

  static final float LN2_LOW = -2.1219444e-4f;

  /** 1.5 x 2^23: adding it rounds to a whole number, which the low bits then hold. */
  static final float ROUNDER = 12_582_912f;

  static final float Q0 = 0.49999994f;
  static final float Q1 = 0.1666652f;
  static final float Q2 = 0.041668393f;
  static final float Q3 = 0.008368781f;
  static final float Q4 = 0.0013814465f;

  static final float P0 = -0.3333328f;
  static final float P1 = 0.13331425f;
  static final float P2 = -0.05373761f;
  static final float P3 = 0.020630402f;
  static final float P4 = -0.00569351f;

  /** Below this magnitude tanh is its polynomial. */
  static final float TANH_SMALL = 0.625f;

  /** From this magnitude on tanh is 1 in 32 bits. */
  static final float TANH_LARGE = 9.02f;

  /** Beyond this magnitude e^-x would leave the range of normal numbers. */
  static final float SIGMOID_LARGE = 87f;

  static final int SIGN = 0x80000000;

  private Polynomials() {}

  /** e^x for -87 <= x <= 87; not a number stays so. */
  static float exp(float x) {
    float rounded = Math.fma(x, LOG2_E, ROUNDER);
    float n = rounded - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, r, Q3), r, Q2), r, Q1), r, Q0);
    float y = Math.fma(q, r * r, r) + 1f;
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(y) + (Float.floatToRawIntBits(rounded) << 23));
  }

  static float sigmoid(float x) {
    float bounded = x < -SIGMOID_LARGE ? -SIGMOID_LARGE : x > SIGMOID_LARGE ? SIGMOID_LARGE : x;
    return 1f / (1f + exp(-bounded));
  }

  static float tanh(float x) {
    int bits = Float.floatToRawIntBits(x);
    float magnitude = Float.intBitsToFloat(bits & ~SIGN);
    if (magnitude < TANH_SMALL) {
      float z = x * x;
      float p = Math.fma(Math.fma(Math.fma(Math.fma(P4, z, P3), z, P2), z, P1), z, P0);
      return Math.fma(x * z, p, x);
    }
    float bounded = magnitude > TANH_LARGE ? TANH_LARGE : magnitude;
    float large = 1f - 2f / (exp(bounded + bounded) + 1f);
    return Float.intBitsToFloat(Float.floatToRawIntBits(large) | (bits & SIGN));
  }
}
