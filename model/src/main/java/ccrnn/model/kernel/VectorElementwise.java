package ccrnn.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Elementwise loops on the Vector API: the chains of {@link PlainElementwise} in every lane. */
final class VectorElementwise implements Elementwise {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = LANES.length();

  @Override
  public void relu(int n, float[] x) {
    int whole = LANES.loopBound(n);
    for (int i = 0; i < whole; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(LANES, x, i);
      FloatVector zero = FloatVector.zero(LANES);
      v.blend(zero, v.compare(VectorOperators.LT, zero)).intoArray(x, i);
    }
    for (int i = whole; i < n; i++) {
      x[i] = x[i] < 0f ? 0f : x[i];
    }
  }

  @Override
  public void reluBackward(int n, float[] y, float[] dx) {
    int whole = LANES.loopBound(n);
    for (int i = 0; i < whole; i += LENGTH) {
      FloatVector zero = FloatVector.zero(LANES);
      FloatVector d = FloatVector.fromArray(LANES, dx, i);
      var active = FloatVector.fromArray(LANES, y, i).compare(VectorOperators.GT, zero);
      zero.blend(d, active).intoArray(dx, i);
    }
    for (int i = whole; i < n; i++) {
      dx[i] = y[i] > 0f ? dx[i] : 0f;
    }
  }

  @Override
  public void sumRows(int rows, int n, float[] x, int at, float[] sums, int sumsAt) {
    int j = 0;
    for (; j + 4 * LENGTH <= n; j += 4 * LENGTH) {
      sumFour(rows, n, x, at + j, sums, sumsAt + j);
    }
    for (; j + LENGTH <= n; j += LENGTH) {
      FloatVector sum = FloatVector.zero(LANES);
      for (int row = 0; row < rows; row++) {
        sum = sum.add(FloatVector.fromArray(LANES, x, at + j + row * n));
      }
      sum.intoArray(sums, sumsAt + j);
    }
    for (; j < n; j++) {
      float sum = 0f;
      for (int row = 0; row < rows; row++) {
        sum += x[at + j + row * n];
      }
      sums[sumsAt + j] = sum;
    }
  }

  private static void sumFour(int rows, int n, float[] x, int at, float[] sums, int sumsAt) {
    FloatVector sum0 = FloatVector.zero(LANES);
    FloatVector sum1 = FloatVector.zero(LANES);
    FloatVector sum2 = FloatVector.zero(LANES);
    FloatVector sum3 = FloatVector.zero(LANES);
    for (int row = 0; row < rows; row++) {
      int from = at + row * n;
      sum0 = sum0.add(FloatVector.fromArray(LANES, x, from));
      sum1 = sum1.add(FloatVector.fromArray(LANES, x, from + LENGTH));
      sum2 = sum2.add(FloatVector.fromArray(LANES, x, from + 2 * LENGTH));
      sum3 = sum3.add(FloatVector.fromArray(LANES, x, from + 3 * LENGTH));
    }
    sum0.intoArray(sums, sumsAt);
    sum1.intoArray(sums, sumsAt + LENGTH);
    sum2.intoArray(sums, sumsAt + 2 * LENGTH);
    sum3.intoArray(sums, sumsAt + 3 * LENGTH);
  }

  @Override
  public void lstmCell(
      int rows, int units, float[] gates, int gatesAt, float[] cPrevious, int at, float[] c) {
    int whole = LANES.loopBound(units);
    for (int r = 0; r < rows; r++) {
      int i = gatesAt + 4 * r * units;
      int from = at + r * units;
      int to = r * units;
      for (int u = 0; u < whole; u += LENGTH) {
        FloatVector gateI = FloatVector.fromArray(LANES, gates, i + u);
        FloatVector gateF = FloatVector.fromArray(LANES, gates, i + units + u);
        FloatVector gateG = FloatVector.fromArray(LANES, gates, i + 2 * units + u);
        FloatVector previous = FloatVector.fromArray(LANES, cPrevious, from + u);
        gateF.mul(previous).add(gateI.mul(gateG)).intoArray(c, to + u);
      }
      PlainElementwise.cell(whole, units, gates, i, units, cPrevious, from, c, to);
    }
  }

  @Override
  public void lstmOutput(
      int rows, int units, float[] gates, int gatesAt, float[] tanhC, float[] h, int at) {
    int whole = LANES.loopBound(units);
    for (int r = 0; r < rows; r++) {
      int o = gatesAt + (4 * r + 3) * units;
      int from = at + r * units;
      for (int u = 0; u < whole; u += LENGTH) {
        FloatVector gateO = FloatVector.fromArray(LANES, gates, o + u);
        gateO.mul(FloatVector.fromArray(LANES, tanhC, from + u)).intoArray(h, from + u);
      }
      PlainElementwise.output(whole, units, gates, o, tanhC, h, from);
    }
  }

  @Override
  public void lstmBackward(
      int rows,
      int units,
      float[] gates,
      float[] cPrevious,
      float[] tanhC,
      float[] dOutputs,
      int row,
      float[] dh,
      float[] dc,
      float[] dGates) {
    int whole = LANES.loopBound(units);
    for (int r = 0; r < rows; r++) {
      int i = 4 * (row + r) * units;
      int f = i + units;
      int g = f + units;
      int o = g + units;
      int at = (row + r) * units;
      int carry = r * units;
      for (int u = 0; u < whole; u += LENGTH) {
        FloatVector one = FloatVector.broadcast(LANES, 1f);
        FloatVector dH =
            FloatVector.fromArray(LANES, dh, carry + u)
                .add(FloatVector.fromArray(LANES, dOutputs, at + u));
        FloatVector tc = FloatVector.fromArray(LANES, tanhC, at + u);
        FloatVector gateI = FloatVector.fromArray(LANES, gates, i + u);
        FloatVector gateF = FloatVector.fromArray(LANES, gates, f + u);
        FloatVector gateG = FloatVector.fromArray(LANES, gates, g + u);
        FloatVector gateO = FloatVector.fromArray(LANES, gates, o + u);
        FloatVector dC =
            FloatVector.fromArray(LANES, dc, carry + u).add(dH.mul(gateO).mul(one.sub(tc.mul(tc))));
        dC.mul(gateG).mul(gateI).mul(one.sub(gateI)).intoArray(dGates, i + u);
        FloatVector previous = FloatVector.fromArray(LANES, cPrevious, at + u);
        dC.mul(previous).mul(gateF).mul(one.sub(gateF)).intoArray(dGates, f + u);
        dC.mul(gateI).mul(one.sub(gateG.mul(gateG))).intoArray(dGates, g + u);
        dH.mul(tc).mul(gateO).mul(one.sub(gateO)).intoArray(dGates, o + u);
        dC.mul(gateF).intoArray(dc, carry + u);
      }
      PlainElementwise.backward(
          whole, units, units, gates, cPrevious, tanhC, dOutputs, row + r, dh, dc, r, dGates);
    }
  }

  @Override
  public void adam(
      int n, float[] values, float[] gradients, float[] mean, float[] meanSquare, AdamRates rates) {
    int whole = LANES.loopBound(n);
    float beta1 = rates.beta1();
    float rest1 = rates.rest1();
    float beta2 = rates.beta2();
    float rest2 = rates.rest2();
    float rate = rates.rate();
    float root = rates.root();
    float epsilon = rates.epsilon();
    for (int i = 0; i < whole; i += LENGTH) {
      FloatVector zero = FloatVector.zero(LANES);
      FloatVector g = FloatVector.fromArray(LANES, gradients, i);
      FloatVector m = FloatVector.fromArray(LANES, mean, i).mul(beta1).add(g.mul(rest1));
      FloatVector v =
          FloatVector.fromArray(LANES, meanSquare, i).mul(beta2).add(g.mul(g).mul(rest2));
      m = m.blend(zero, m.abs().compare(VectorOperators.LT, TINY));
      v = v.blend(zero, v.compare(VectorOperators.LT, TINY));
      m.intoArray(mean, i);
      v.intoArray(meanSquare, i);
      FloatVector step = m.div(v.sqrt().mul(root).add(epsilon)).mul(rate);
      FloatVector.fromArray(LANES, values, i).sub(step).intoArray(values, i);
    }
    PlainElementwise.adam(whole, n, values, gradients, mean, meanSquare, rates);
  }
}
