package ccrnn.model.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Elementwise loops on the Vector API: the chains of {@link Chains} in every lane. */
final class VectorElementwise implements Elementwise {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  private final float[] lanes = new float[LANES];

  @Override
  public void relu(int n, float[] x) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      FloatVector zero = FloatVector.zero(SPECIES);
      v.blend(zero, v.compare(VectorOperators.LE, zero)).intoArray(x, i);
    }
    for (int i = whole; i < n; i++) {
      x[i] = Chains.relu(x[i]);
    }
  }

  @Override
  public void reluBackward(int n, float[] y, float[] dx) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LENGTH) {
      FloatVector zero = FloatVector.zero(SPECIES);
      FloatVector v = FloatVector.fromArray(SPECIES, y, i);
      FloatVector slope = v.blend(1f, v.compare(VectorOperators.GT, zero));
      slope.fma(FloatVector.fromArray(SPECIES, dx, i), zero).intoArray(dx, i);
    }
    for (int i = whole; i < n; i++) {
      dx[i] = Chains.reluBackward(y[i], dx[i]);
    }
  }

  @Override
  public void sumRows(int rows, int n, float[] x, int at, float[] sums, int sumsAt) {
    int j = 0;
    for (; j + 4 * LENGTH <= n; j += 4 * LENGTH) {
      sumFour(rows, n, x, at + j, sums, sumsAt + j);
    }
    for (; j + LENGTH <= n; j += LENGTH) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int row = 0; row < rows; row++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, x, at + j + row * n));
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
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    for (int row = 0; row < rows; row++) {
      int from = at + row * n;
      sum0 = sum0.add(FloatVector.fromArray(SPECIES, x, from));
      sum1 = sum1.add(FloatVector.fromArray(SPECIES, x, from + LENGTH));
      sum2 = sum2.add(FloatVector.fromArray(SPECIES, x, from + 2 * LENGTH));
      sum3 = sum3.add(FloatVector.fromArray(SPECIES, x, from + 3 * LENGTH));
    }
    sum0.intoArray(sums, sumsAt);
    sum1.intoArray(sums, sumsAt + LENGTH);
    sum2.intoArray(sums, sumsAt + 2 * LENGTH);
    sum3.intoArray(sums, sumsAt + 3 * LENGTH);
  }

  @Override
  public void lstmCell(
      int rows, int units, float[] gates, int gatesAt, float[] cPrevious, int at, float[] c) {
    int whole = SPECIES.loopBound(units);
    for (int r = 0; r < rows; r++) {
      int i = gatesAt + 4 * r * units;
      int from = at + r * units;
      int to = r * units;
      for (int u = 0; u < whole; u += LENGTH) {
        FloatVector gateI = FloatVector.fromArray(SPECIES, gates, i + u);
        FloatVector gateF = FloatVector.fromArray(SPECIES, gates, i + units + u);
        FloatVector gateG = FloatVector.fromArray(SPECIES, gates, i + 2 * units + u);
        FloatVector previous = FloatVector.fromArray(SPECIES, cPrevious, from + u);
        gateF.mul(previous).add(gateI.mul(gateG)).intoArray(c, to + u);
      }
      for (int u = whole; u < units; u++) {
        c[to + u] =
            Chains.cell(
                gates[i + u], gates[i + units + u], gates[i + 2 * units + u], cPrevious[from + u]);
      }
    }
  }

  @Override
  public void lstmOutput(
      int rows, int units, float[] gates, int gatesAt, float[] tanhC, float[] h, int at) {
    int whole = SPECIES.loopBound(units);
    for (int r = 0; r < rows; r++) {
      int o = gatesAt + (4 * r + 3) * units;
      int from = at + r * units;
      for (int u = 0; u < whole; u += LENGTH) {
        FloatVector gateO = FloatVector.fromArray(SPECIES, gates, o + u);
        gateO.mul(FloatVector.fromArray(SPECIES, tanhC, from + u)).intoArray(h, from + u);
      }
      for (int u = whole; u < units; u++) {
        h[from + u] = Chains.output(gates[o + u], tanhC[from + u]);
      }
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
    int whole = SPECIES.loopBound(units);
    for (int r = 0; r < rows; r++) {
      int i = 4 * (row + r) * units;
      int f = i + units;
      int g = f + units;
      int o = g + units;
      int at = (row + r) * units;
      int carry = r * units;
      for (int u = 0; u < whole; u += LENGTH) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector dH =
            FloatVector.fromArray(SPECIES, dh, carry + u)
                .add(FloatVector.fromArray(SPECIES, dOutputs, at + u));
        FloatVector tc = FloatVector.fromArray(SPECIES, tanhC, at + u);
        FloatVector gateI = FloatVector.fromArray(SPECIES, gates, i + u);
        FloatVector gateF = FloatVector.fromArray(SPECIES, gates, f + u);
        FloatVector gateG = FloatVector.fromArray(SPECIES, gates, g + u);
        FloatVector gateO = FloatVector.fromArray(SPECIES, gates, o + u);
        FloatVector dC =
            FloatVector.fromArray(SPECIES, dc, carry + u)
                .add(dH.mul(gateO).mul(one.sub(tc.mul(tc))));
        dC.mul(gateG).mul(gateI).mul(one.sub(gateI)).intoArray(dGates, i + u);
        FloatVector previous = FloatVector.fromArray(SPECIES, cPrevious, at + u);
        dC.mul(previous).mul(gateF).mul(one.sub(gateF)).intoArray(dGates, f + u);
        dC.mul(gateI).mul(one.sub(gateG.mul(gateG))).intoArray(dGates, g + u);
        dH.mul(tc).mul(gateO).mul(one.sub(gateO)).intoArray(dGates, o + u);
        dC.mul(gateF).intoArray(dc, carry + u);
      }
      for (int u = whole; u < units; u++) {
        float dH = dh[carry + u] + dOutputs[at + u];
        float gateI = gates[i + u];
        float gateF = gates[f + u];
        float gateG = gates[g + u];
        float gateO = gates[o + u];
        float tc = tanhC[at + u];
        float dC = Chains.dCell(dc[carry + u], dH, gateO, tc);
        dGates[i + u] = Chains.dInputGate(dC, gateI, gateG);
        dGates[f + u] = Chains.dForgetGate(dC, gateF, cPrevious[at + u]);
        dGates[g + u] = Chains.dCandidate(dC, gateI, gateG);
        dGates[o + u] = Chains.dOutputGate(dH, gateO, tc);
        dc[carry + u] = dC * gateF;
      }
    }
  }

  @Override
  public void adam(
      int n,
      float[] values,
      float[] gradients,
      float[] mean,
      float[] meanSquare,
      AdamRates rates,
      float rate,
      float root) {
    int whole = SPECIES.loopBound(n);
    float beta1 = rates.beta1();
    float rest1 = rates.rest1();
    float beta2 = rates.beta2();
    float rest2 = rates.rest2();
    float epsilon = rates.epsilon();
    for (int i = 0; i < whole; i += LENGTH) {
      FloatVector g = FloatVector.fromArray(SPECIES, gradients, i);
      FloatVector m = FloatVector.fromArray(SPECIES, mean, i).mul(beta1).add(g.mul(rest1));
      FloatVector v =
          FloatVector.fromArray(SPECIES, meanSquare, i).mul(beta2).add(g.mul(g).mul(rest2));
      FloatVector tiny =
          m.blend(TINY, m.compare(VectorOperators.GT, TINY))
              .blend(-TINY, m.compare(VectorOperators.LT, -TINY));
      m = m.sub(tiny);
      v = v.sub(v.blend(TINY, v.compare(VectorOperators.GT, TINY)));
      m.intoArray(mean, i);
      v.intoArray(meanSquare, i);
      FloatVector step = m.div(v.sqrt().mul(root).add(epsilon)).mul(rate);
      FloatVector.fromArray(SPECIES, values, i).sub(step).intoArray(values, i);
    }
    for (int i = whole; i < n; i++) {
      mean[i] = Chains.mean(mean[i], gradients[i], beta1, rest1);
      meanSquare[i] = Chains.meanSquare(meanSquare[i], gradients[i], beta2, rest2);
      values[i] = Chains.stepped(values[i], mean[i], meanSquare[i], rate, root, epsilon);
    }
  }

  @Override
  public double sumOfSquares(int n, float[] x) {
    double sum = 0;
    for (int from = 0; from < n; from += PIECE) {
      Arrays.fill(lanes, 0f);
      int end = Math.min(from + PIECE, n);
      for (int at = from; at < end; at += LANES) {
        addSquares(Math.min(LANES, end - at), x, at);
      }
      sum += Chains.total(lanes);
    }
    return sum;
  }

  private void addSquares(int n, float[] x, int at) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, at + i);
      v.fma(v, FloatVector.fromArray(SPECIES, lanes, i)).intoArray(lanes, i);
    }
    for (int i = whole; i < n; i++) {
      lanes[i] = Math.fma(x[at + i], x[at + i], lanes[i]);
    }
  }

  @Override
  public void scale(int n, float[] x, float factor) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, i).mul(factor).intoArray(x, i);
    }
    for (int i = whole; i < n; i++) {
      x[i] *= factor;
    }
  }
}
