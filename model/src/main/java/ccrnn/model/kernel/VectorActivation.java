package ccrnn.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Activation functions on the Vector API: the chains of {@link Polynomials} in every lane. */
final class VectorActivation implements Activation {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    int whole = LANES.loopBound(n);
    for (int i = 0; i < whole; i += LANES.length()) {
      FloatVector v = FloatVector.fromArray(LANES, x, xAt + i);
      FloatVector most = FloatVector.broadcast(LANES, Polynomials.SIGMOID_LARGE);
      FloatVector least = FloatVector.broadcast(LANES, -Polynomials.SIGMOID_LARGE);
      VectorMask<Float> above = v.compare(VectorOperators.GT, most);
      VectorMask<Float> below = v.compare(VectorOperators.LT, least);
      FloatVector bounded = v.blend(most, above).blend(least, below);
      FloatVector one = FloatVector.broadcast(LANES, 1f);
      one.div(one.add(exp(bounded.neg()))).intoArray(y, yAt + i);
    }
    for (int i = whole; i < n; i++) {
      y[yAt + i] = Polynomials.sigmoid(x[xAt + i]);
    }
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    int whole = LANES.loopBound(n);
    for (int i = 0; i < whole; i += LANES.length()) {
      FloatVector v = FloatVector.fromArray(LANES, x, xAt + i);
      IntVector sign = v.reinterpretAsInts().and(Polynomials.SIGN);
      FloatVector magnitude = v.reinterpretAsInts().and(~Polynomials.SIGN).reinterpretAsFloats();

      FloatVector z = v.mul(v);
      FloatVector p = FloatVector.broadcast(LANES, Polynomials.P4);
      p = p.fma(z, FloatVector.broadcast(LANES, Polynomials.P3));
      p = p.fma(z, FloatVector.broadcast(LANES, Polynomials.P2));
      p = p.fma(z, FloatVector.broadcast(LANES, Polynomials.P1));
      p = p.fma(z, FloatVector.broadcast(LANES, Polynomials.P0));
      FloatVector small = v.mul(z).fma(p, v);

      FloatVector most = FloatVector.broadcast(LANES, Polynomials.TANH_LARGE);
      FloatVector bounded = magnitude.blend(most, magnitude.compare(VectorOperators.GT, most));
      FloatVector one = FloatVector.broadcast(LANES, 1f);
      FloatVector two = FloatVector.broadcast(LANES, 2f);
      FloatVector large = one.sub(two.div(exp(bounded.add(bounded)).add(one)));
      large = large.reinterpretAsInts().or(sign).reinterpretAsFloats();

      VectorMask<Float> isSmall =
          magnitude.compare(
              VectorOperators.LT, FloatVector.broadcast(LANES, Polynomials.TANH_SMALL));
      large.blend(small, isSmall).intoArray(y, yAt + i);
    }
    for (int i = whole; i < n; i++) {
      y[yAt + i] = Polynomials.tanh(x[xAt + i]);
    }
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector rounder = FloatVector.broadcast(LANES, Polynomials.ROUNDER);
    FloatVector rounded = x.fma(FloatVector.broadcast(LANES, Polynomials.LOG2_E), rounder);
    FloatVector n = rounded.sub(rounder);
    FloatVector r = n.fma(FloatVector.broadcast(LANES, -Polynomials.LN2_HIGH), x);
    r = n.fma(FloatVector.broadcast(LANES, -Polynomials.LN2_LOW), r);
    FloatVector q = FloatVector.broadcast(LANES, Polynomials.Q4);
    q = q.fma(r, FloatVector.broadcast(LANES, Polynomials.Q3));
    q = q.fma(r, FloatVector.broadcast(LANES, Polynomials.Q2));
    q = q.fma(r, FloatVector.broadcast(LANES, Polynomials.Q1));
    q = q.fma(r, FloatVector.broadcast(LANES, Polynomials.Q0));
    FloatVector y = q.fma(r.mul(r), r).add(FloatVector.broadcast(LANES, 1f));
    IntVector exponent = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return y.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }
}
