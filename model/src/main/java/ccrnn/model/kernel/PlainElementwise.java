package ccrnn.model.kernel;

import java.util.Arrays;

/** Elementwise loops in ordinary Java: the definition of their bits. */
final class PlainElementwise implements Elementwise {
  @Override
  public void relu(int n, float[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = x[i] < 0f ? 0f : x[i];
    }
  }

  @Override
  public void reluBackward(int n, float[] y, float[] dx) {
    for (int i = 0; i < n; i++) {
      dx[i] = y[i] > 0f ? dx[i] : 0f;
    }
  }

  @Override
  public void sumRows(int rows, int n, float[] x, int at, float[] sums, int sumsAt) {
    Arrays.fill(sums, sumsAt, sumsAt + n, 0f);
    for (int row = 0; row < rows; row++) {
      int from = at + row * n;
      for (int j = 0; j < n; j++) {
        sums[sumsAt + j] += x[from + j];
      }
    }
  }

  @Override
  public void lstmCell(
      int rows, int units, float[] gates, int gatesAt, float[] cPrevious, int at, float[] c) {
    for (int r = 0; r < rows; r++) {
      cell(
          0, units, gates, gatesAt + 4 * r * units, units, cPrevious, at + r * units, c, r * units);
    }
  }

  /** Elements {@code from} and on of one row. */
  static void cell(
      int from,
      int n,
      float[] gates,
      int i,
      int units,
      float[] cPrevious,
      int at,
      float[] c,
      int cAt) {
    for (int u = from; u < n; u++) {
      c[cAt + u] =
          gates[i + units + u] * cPrevious[at + u] + gates[i + u] * gates[i + 2 * units + u];
    }
  }

  @Override
  public void lstmOutput(
      int rows, int units, float[] gates, int gatesAt, float[] tanhC, float[] h, int at) {
    for (int r = 0; r < rows; r++) {
      output(0, units, gates, gatesAt + (4 * r + 3) * units, tanhC, h, at + r * units);
    }
  }

  /** Elements {@code from} and on of one row. */
  static void output(int from, int n, float[] gates, int o, float[] tanhC, float[] h, int at) {
    for (int u = from; u < n; u++) {
      h[at + u] = gates[o + u] * tanhC[at + u];
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
    for (int r = 0; r < rows; r++) {
      backward(0, units, units, gates, cPrevious, tanhC, dOutputs, row + r, dh, dc, r, dGates);
    }
  }

  /** Elements {@code from} and on of one row; {@code carry} is its row in dh and dc. */
  static void backward(
      int from,
      int n,
      int units,
      float[] gates,
      float[] cPrevious,
      float[] tanhC,
      float[] dOutputs,
      int row,
      float[] dh,
      float[] dc,
      int carry,
      float[] dGates) {
    int i = 4 * row * units;
    int f = i + units;
    int g = f + units;
    int o = g + units;
    int at = row * units;
    for (int u = from; u < n; u++) {
      float dH = dh[carry * units + u] + dOutputs[at + u];
      float tc = tanhC[at + u];
      float gateI = gates[i + u];
      float gateF = gates[f + u];
      float gateG = gates[g + u];
      float gateO = gates[o + u];
      float dC = dc[carry * units + u] + dH * gateO * (1f - tc * tc);
      dGates[i + u] = dC * gateG * gateI * (1f - gateI);
      dGates[f + u] = dC * cPrevious[at + u] * gateF * (1f - gateF);
      dGates[g + u] = dC * gateI * (1f - gateG * gateG);
      dGates[o + u] = dH * tc * gateO * (1f - gateO);
      dc[carry * units + u] = dC * gateF;
    }
  }

  @Override
  public void adam(
      int n, float[] values, float[] gradients, float[] mean, float[] meanSquare, AdamRates rates) {
    adam(0, n, values, gradients, mean, meanSquare, rates);
  }

  /** Elements {@code from} and on. */
  static void adam(
      int from,
      int n,
      float[] values,
      float[] gradients,
      float[] mean,
      float[] meanSquare,
      AdamRates rates) {
    for (int i = from; i < n; i++) {
      float g = gradients[i];
      float m = rates.beta1() * mean[i] + rates.rest1() * g;
      float v = rates.beta2() * meanSquare[i] + rates.rest2() * (g * g);
      m = Math.abs(m) < TINY ? 0f : m;
      v = v < TINY ? 0f : v;
      mean[i] = m;
      meanSquare[i] = v;
      values[i] -= rates.rate() * (m / ((float) Math.sqrt(v) * rates.root() + rates.epsilon()));
    }
  }
}
