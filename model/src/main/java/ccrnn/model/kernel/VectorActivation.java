package ccrnn.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Activation functions on the Vector API: the chains of {@link Polynomials} in every lane. Each is
 * one method from load to store, because a vector that is handed to a method becomes an object
 * whenever the JIT compiler chooses not to inline it.
 */
final class VectorActivation implements Activation {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = LANES.length();

  /** What is left of a run, filled up to a whole vector. */
  private final float[] rest = new float[LENGTH];

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    int whole = LANES.loopBound(n);
    sigmoidWhole(whole, x, xAt, y, yAt);
    if (whole < n) {
      System.arraycopy(x, xAt + whole, rest, 0, n - whole);
      sigmoidWhole(LENGTH, rest, 0, rest, 0);
      System.arraycopy(rest, 0, y, yAt + whole, n - whole);
    }
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    int whole = LANES.loopBound(n);
    tanhWhole(whole, x, xAt, y, yAt);
    if (whole < n) {
      System.arraycopy(x, xAt + whole, rest, 0, n - whole);
      tanhWhole(LENGTH, rest, 0, rest, 0);
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

  /** Whole vectors only. */
  private static void sigmoidWhole(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector most = FloatVector.broadcast(LANES, Polynomials.SATURATED);
      FloatVector least = FloatVector.broadcast(LANES, -Polynomials.SATURATED);
      FloatVector half = FloatVector.broadcast(LANES, 0.5f);
      FloatVector v = FloatVector.fromArray(LANES, x, xAt + i).mul(half);
      FloatVector u =
          v.blend(most, v.compare(VectorOperators.GT, most))
              .blend(least, v.compare(VectorOperators.LT, least));
      FloatVector z = u.mul(u);
      FloatVector p = z.fma(Polynomials.P2, Polynomials.P1);
      FloatVector numerator = u.mul(z).fma(p, u);
      FloatVector d = z.fma(Polynomials.D3, Polynomials.D2);
      d = d.fma(z, FloatVector.broadcast(LANES, Polynomials.D1));
      d = d.fma(z, FloatVector.broadcast(LANES, Polynomials.D0));
      FloatVector sum = numerator.fma(numerator, d.mul(d));
      half.sub(numerator.mul(d.div(sum))).abs().intoArray(y, yAt + i);
    }
  }

  /** Whole vectors only. */
  private static void tanhWhole(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector most = FloatVector.broadcast(LANES, Polynomials.SATURATED);
      FloatVector least = FloatVector.broadcast(LANES, -Polynomials.SATURATED);
      FloatVector v = FloatVector.fromArray(LANES, x, xAt + i);
      FloatVector u =
          v.blend(most, v.compare(VectorOperators.GT, most))
              .blend(least, v.compare(VectorOperators.LT, least));
      FloatVector z = u.mul(u);
      FloatVector p = z.fma(Polynomials.P2, Polynomials.P1);
      FloatVector numerator = u.mul(z).fma(p, u);
      FloatVector d = z.fma(Polynomials.D3, Polynomials.D2);
      d = d.fma(z, FloatVector.broadcast(LANES, Polynomials.D1));
      d = d.fma(z, FloatVector.broadcast(LANES, Polynomials.D0));
      FloatVector sum = numerator.fma(numerator, d.mul(d));
      FloatVector twice = numerator.add(numerator);
      FloatVector inverse = FloatVector.broadcast(LANES, -1f).div(sum);
      FloatVector first = twice.mul(d).mul(inverse);
      FloatVector error = d.fma(first.fma(d, twice), first.mul(numerator).mul(numerator));
      error.fma(inverse, first).intoArray(y, yAt + i);
    }
  }
}
