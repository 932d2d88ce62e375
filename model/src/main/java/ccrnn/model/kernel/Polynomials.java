package ccrnn.model.kernel;

/**
 * The activation functions as chains of correctly rounded 32-bit operations without branches. Both
 * carriers repeat these chains element by element, which is why bits agree.
 *
 * <p>tanh(x / 2) = n / d with n = u (1 + P1 u² + P2 u⁴) and d = 2 + D1 u² + D2 u⁴ + D3 u⁶, where u
 * is x within ±{@link #SATURATED}; then tanh x = 2 n d / (n² + d²), which forgives n / d its error
 * where tanh is flat, and one step of Newton's takes away most of the rounding. The coefficients
 * are a minimax fit of the relative error of tanh x by Lawson's weighting (8e-9), of which nearby
 * 32-bit numbers were tried for the smallest error after rounding. sigmoid x = (1 + tanh(x / 2)) /
 * 2, without that step.
 *
 * <p>Over all 32-bit numbers the error of both is at most 1.2e-7, and below 2 ulp wherever it
 * exceeds 1e-7; small results of tanh are good to 2.5 ulp, small ones of sigmoid only to 1e-7.
 * Neither leaves [-1, 1] or [0, 1], and both reach the ends.
 */
final class Polynomials {
  /** From this magnitude on tanh is 1 in 32 bits. */
  static final float SATURATED = 9.25f;

  static final float P1 = 0.029739067f;
  static final float P2 = 0.00011350772f;

  // Of -d, because the step of Newton's then needs no change of sign.
  static final float D0 = -2f;
  static final float D1 = -0.22614469f;
  static final float D2 = -0.0024058372f;
  static final float D3 = -0.0000024268109f;

  static final float LOG2_E = 1.442695f;

  /** ln 2 in two parts; the first has few bits, so that n times it is exact. */
  static final float LN2_HIGH = 0.6933594f;

  static final float LN2_LOW = -2.1219444e-4f;

  /** 1.5 x 2^23: adding it rounds to a whole number, which the low bits then hold. */
  static final float ROUNDER = 12_582_912f;

  // e^r = 1 + r + r² q(r), a minimax fit (relative error 3.1e-9).
  static final float Q0 = 0.49999994f;
  static final float Q1 = 0.1666652f;
  static final float Q2 = 0.041668393f;
  static final float Q3 = 0.008368781f;
  static final float Q4 = 0.0013814465f;

  /** Beyond this magnitude e^-x would leave the range of normal numbers. */
  static final float EXP_LARGE = 87f;

  private Polynomials() {}

  private static float saturate(float x) {
    return Math.min(Math.max(x, -SATURATED), SATURATED);
  }

  private static float numerator(float u, float z) {
    return Math.fma(u * z, Math.fma(P2, z, P1), u);
  }

  private static float minusDenominator(float z) {
    return Math.fma(Math.fma(Math.fma(D3, z, D2), z, D1), z, D0);
  }

  /** 1 / (1 + e^-x); not a number stays so. */
  static float sigmoid(float x) {
    float u = saturate(0.5f * x);
    float z = u * u;
    float n = numerator(u, z);
    float d = minusDenominator(z);
    // Rounding may leave the difference just below zero.
    return Math.abs(0.5f - n * (d / Math.fma(n, n, d * d)));
  }

  /** tanh x; not a number stays so. */
  static float tanh(float x) {
    float u = saturate(x);
    float z = u * u;
    float n = numerator(u, z);
    float d = minusDenominator(z);
    float twice = n + n;
    float inverse = -1f / Math.fma(n, n, d * d);
    float y = twice * d * inverse;
    float rest = Math.fma(d, Math.fma(y, d, twice), y * n * n);
    return Math.fma(rest, inverse, y);
  }

  /**
   * e^x = 2^n e^r with r = x - n ln 2, for -87 <= x <= 87; not a number stays so. In one carrier
   * only, because the JIT compiler does not vectorise what it does to bits.
   */
  static float exp(float x) {
    float rounded = Math.fma(x, LOG2_E, ROUNDER);
    float n = rounded - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, r, Q3), r, Q2), r, Q1), r, Q0);
    float y = Math.fma(q, r * r, r) + 1f;
    // Not raw: low bits that some NaN carries must not shift into the exponent.
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) + (Float.floatToIntBits(rounded) << 23));
  }
}
