package ccrnn.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Activation functions on the Vector API: the chains of {@link Polynomials} in every lane. */
final class VectorActivation implements Activation {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /** What is left of a run, filled up to a whole vector. */
  private final float[] rest = new float[LANES.length()];

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    int whole = LANES.loopBound(n);
    for (int i = 0; i < whole; i += LANES.length()) {
      sigmoid(FloatVector.fromArray(LANES, x, xAt + i)).intoArray(y, yAt + i);
    }
    if (whole < n) {
      System.arraycopy(x, xAt + whole, rest, 0, n - whole);
      sigmoid(FloatVector.fromArray(LANES, rest, 0)).intoArray(rest, 0);
      System.arraycopy(rest, 0, y, yAt + whole, n - whole);
    }
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    int whole = LANES.loopBound(n);
    for (int i = 0; i < whole; i += LANES.length()) {
      tanh(FloatVector.fromArray(LANES, x, xAt + i)).intoArray(y, yAt + i);
    }
    if (whole < n) {
      System.arraycopy(x, xAt + whole, rest, 0, n - whole);
      tanh(FloatVector.fromArray(LANES, rest, 0)).intoArray(rest, 0);
      System.arraycopy(rest, 0, y, yAt + whole, n - whole);
    }
  }

  @Override
  public void gates(int rows, int units, float[] gates, int at) {
    for (int r = 0; r < rows; r++) {
      int i = at + 4 * r * units;
      int g = i + 2 * units;
      int o = i + 3 * units;
      sigmoid(2 * units, gates, i, gates, i);
      tanh(units, gates, g, gates, g);
      sigmoid(units, gates, o, gates, o);
    }
  }

  private static FloatVector vector(float value) {
    return FloatVector.broadcast(LANES, value);
  }

  private static FloatVector saturate(FloatVector x) {
    FloatVector most = vector(Polynomials.SATURATED);
    FloatVector least = vector(-Polynomials.SATURATED);
    return x.blend(most, x.compare(VectorOperators.GT, most))
        .blend(least, x.compare(VectorOperators.LT, least));
  }

  private static FloatVector numerator(FloatVector u, FloatVector z) {
    return u.mul(z).fma(vector(Polynomials.P2).fma(z, vector(Polynomials.P1)), u);
  }

  private static FloatVector minusDenominator(FloatVector z) {
    return vector(Polynomials.D3)
        .fma(z, vector(Polynomials.D2))
        .fma(z, vector(Polynomials.D1))
        .fma(z, vector(Polynomials.D0));
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector half = vector(0.5f);
    FloatVector u = saturate(x.mul(half));
    FloatVector z = u.mul(u);
    FloatVector n = numerator(u, z);
    FloatVector d = minusDenominator(z);
    return half.sub(n.mul(d.div(n.fma(n, d.mul(d))))).abs();
  }

  private static FloatVector tanh(FloatVector x) {
    FloatVector u = saturate(x);
    FloatVector z = u.mul(u);
    FloatVector n = numerator(u, z);
    FloatVector d = minusDenominator(z);
    FloatVector twice = n.add(n);
    FloatVector inverse = vector(-1f).div(n.fma(n, d.mul(d)));
    FloatVector y = twice.mul(d).mul(inverse);
    FloatVector rest = d.fma(y.fma(d, twice), y.mul(n).mul(n));
    return rest.fma(inverse, y);
  }
}
