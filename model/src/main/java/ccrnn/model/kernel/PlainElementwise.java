package ccrnn.model.kernel;

import java.util.Arrays;

/**
 * Elementwise loops in ordinary Java that the JIT compiler vectorises: no branches, one store,
 * every array from its beginning on (JDK 17 does not vectorise loops with offsets). What begins
 * elsewhere is copied aside, a tile of rows at once, which costs little.
 */
final class PlainElementwise implements Elementwise {
  /** Elements of a tile: long loops, and all tiles of a loop within the first-level cache. */
  private static final int TILE = 1024;

  private final float[] lanes = new float[LANES];
  private final float[] sums = new float[TILE];
  private final float[] i = new float[TILE];
  private final float[] f = new float[TILE];
  private final float[] g = new float[TILE];
  private final float[] o = new float[TILE];
  private final float[] previous = new float[TILE];
  private final float[] tanhC = new float[TILE];
  private final float[] dh = new float[TILE];
  private final float[] dc = new float[TILE];
  private final float[] result = new float[TILE];

  @Override
  public void relu(int n, float[] x) {
    for (int e = 0; e < n; e++) {
      x[e] = Chains.relu(x[e]);
    }
  }

  @Override
  public void reluBackward(int n, float[] y, float[] dx) {
    for (int e = 0; e < n; e++) {
      dx[e] = Chains.reluBackward(y[e], dx[e]);
    }
  }

  @Override
  public void sumRows(int rows, int n, float[] x, int at, float[] sums, int sumsAt) {
    for (int j = 0; j < n; j += TILE) {
      int width = Math.min(TILE, n - j);
      Arrays.fill(this.sums, 0, width, 0f);
      int row = 0;
      for (; row + 4 <= rows; row += 4) {
        System.arraycopy(x, at + j + row * n, i, 0, width);
        System.arraycopy(x, at + j + (row + 1) * n, f, 0, width);
        System.arraycopy(x, at + j + (row + 2) * n, g, 0, width);
        System.arraycopy(x, at + j + (row + 3) * n, o, 0, width);
        addFour(width, this.sums, i, f, g, o);
      }
      for (; row < rows; row++) {
        System.arraycopy(x, at + j + row * n, i, 0, width);
        addOne(width, this.sums, i);
      }
      System.arraycopy(this.sums, 0, sums, sumsAt + j, width);
    }
  }

  private static void addFour(int n, float[] sums, float[] a, float[] b, float[] c, float[] d) {
    for (int e = 0; e < n; e++) {
      sums[e] = sums[e] + a[e] + b[e] + c[e] + d[e];
    }
  }

  private static void addOne(int n, float[] sums, float[] a) {
    for (int e = 0; e < n; e++) {
      sums[e] += a[e];
    }
  }

  /** Rows of a tile, some columns of the H; more than one only of all columns. */
  private static int tileRows(int units) {
    return Math.max(1, TILE / units);
  }

  @Override
  public void lstmCell(
      int rows, int units, float[] gates, int gatesAt, float[] cPrevious, int at, float[] c) {
    int height = tileRows(units);
    for (int row = 0; row < rows; row += height) {
      int tall = Math.min(height, rows - row);
      for (int column = 0; column < units; column += TILE) {
        int wide = Math.min(TILE, units - column);
        int from = gatesAt + 4 * row * units + column;
        int to = row * units + column;
        Tile.gather(tall, wide, gates, from, 4 * units, i);
        Tile.gather(tall, wide, gates, from + units, 4 * units, f);
        Tile.gather(tall, wide, gates, from + 2 * units, 4 * units, g);
        Tile.gather(tall, wide, cPrevious, at + to, units, previous);
        cell(tall * wide, i, f, g, previous, result);
        Tile.scatter(tall, wide, result, c, to, units);
      }
    }
  }

  private static void cell(
      int n, float[] i, float[] f, float[] g, float[] previous, float[] result) {
    for (int e = 0; e < n; e++) {
      result[e] = Chains.cell(i[e], f[e], g[e], previous[e]);
    }
  }

  @Override
  public void lstmOutput(
      int rows, int units, float[] gates, int gatesAt, float[] tanhC, float[] h, int at) {
    int height = tileRows(units);
    for (int row = 0; row < rows; row += height) {
      int tall = Math.min(height, rows - row);
      for (int column = 0; column < units; column += TILE) {
        int wide = Math.min(TILE, units - column);
        int where = at + row * units + column;
        Tile.gather(tall, wide, gates, gatesAt + (4 * row + 3) * units + column, 4 * units, o);
        Tile.gather(tall, wide, tanhC, where, units, this.tanhC);
        output(tall * wide, o, this.tanhC, result);
        Tile.scatter(tall, wide, result, h, where, units);
      }
    }
  }

  private static void output(int n, float[] o, float[] tanhC, float[] result) {
    for (int e = 0; e < n; e++) {
      result[e] = Chains.output(o[e], tanhC[e]);
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
    int height = tileRows(units);
    for (int r = 0; r < rows; r += height) {
      int tall = Math.min(height, rows - r);
      for (int column = 0; column < units; column += TILE) {
        int wide = Math.min(TILE, units - column);
        int carry = r * units + column;
        int at = (row + r) * units + column;
        int gate = 4 * (row + r) * units + column;
        int stride = 4 * units;
        int n = tall * wide;
        Tile.gather(tall, wide, gates, gate, stride, i);
        Tile.gather(tall, wide, gates, gate + units, stride, f);
        Tile.gather(tall, wide, gates, gate + 2 * units, stride, g);
        Tile.gather(tall, wide, gates, gate + 3 * units, stride, o);
        Tile.gather(tall, wide, cPrevious, at, units, previous);
        Tile.gather(tall, wide, tanhC, at, units, this.tanhC);
        Tile.gather(tall, wide, dh, carry, units, this.dh);
        Tile.gather(tall, wide, dOutputs, at, units, result);
        addOne(n, this.dh, result);
        Tile.gather(tall, wide, dc, carry, units, this.dc);
        dCell(n, this.dc, this.dh, o, this.tanhC);
        dInputGate(n, this.dc, i, g, result);
        Tile.scatter(tall, wide, result, dGates, gate, stride);
        dForgetGate(n, this.dc, f, previous, result);
        Tile.scatter(tall, wide, result, dGates, gate + units, stride);
        dCandidate(n, this.dc, i, g, result);
        Tile.scatter(tall, wide, result, dGates, gate + 2 * units, stride);
        dOutputGate(n, this.dh, o, this.tanhC, result);
        Tile.scatter(tall, wide, result, dGates, gate + 3 * units, stride);
        output(n, f, this.dc, result);
        Tile.scatter(tall, wide, result, dc, carry, units);
      }
    }
  }

  private static void dCell(int n, float[] dc, float[] dh, float[] o, float[] tanhC) {
    for (int e = 0; e < n; e++) {
      dc[e] = Chains.dCell(dc[e], dh[e], o[e], tanhC[e]);
    }
  }

  private static void dInputGate(int n, float[] dCell, float[] i, float[] g, float[] result) {
    for (int e = 0; e < n; e++) {
      result[e] = Chains.dInputGate(dCell[e], i[e], g[e]);
    }
  }

  private static void dForgetGate(
      int n, float[] dCell, float[] f, float[] previous, float[] result) {
    for (int e = 0; e < n; e++) {
      result[e] = Chains.dForgetGate(dCell[e], f[e], previous[e]);
    }
  }

  private static void dCandidate(int n, float[] dCell, float[] i, float[] g, float[] result) {
    for (int e = 0; e < n; e++) {
      result[e] = Chains.dCandidate(dCell[e], i[e], g[e]);
    }
  }

  private static void dOutputGate(int n, float[] dh, float[] o, float[] tanhC, float[] result) {
    for (int e = 0; e < n; e++) {
      result[e] = Chains.dOutputGate(dh[e], o[e], tanhC[e]);
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
    mean(n, mean, gradients, rates.beta1(), rates.rest1());
    meanSquare(n, meanSquare, gradients, rates.beta2(), rates.rest2());
    step(n, values, mean, meanSquare, rate, root, rates.epsilon());
  }

  private static void mean(int n, float[] mean, float[] gradients, float beta1, float rest1) {
    for (int e = 0; e < n; e++) {
      mean[e] = Chains.mean(mean[e], gradients[e], beta1, rest1);
    }
  }

  private static void meanSquare(
      int n, float[] meanSquare, float[] gradients, float beta2, float rest2) {
    for (int e = 0; e < n; e++) {
      meanSquare[e] = Chains.meanSquare(meanSquare[e], gradients[e], beta2, rest2);
    }
  }

  private static void step(
      int n,
      float[] values,
      float[] mean,
      float[] meanSquare,
      float rate,
      float root,
      float epsilon) {
    for (int e = 0; e < n; e++) {
      values[e] = Chains.stepped(values[e], mean[e], meanSquare[e], rate, root, epsilon);
    }
  }

  @Override
  public double sumOfSquares(int n, float[] x) {
    double sum = 0;
    for (int from = 0; from < n; from += PIECE) {
      Arrays.fill(lanes, 0f);
      int end = Math.min(from + PIECE, n);
      for (int at = from; at < end; at += LANES) {
        int width = Math.min(LANES, end - at);
        System.arraycopy(x, at, result, 0, width);
        addSquares(width, lanes, result);
      }
      sum += Chains.total(lanes);
    }
    return sum;
  }

  private static void addSquares(int n, float[] lanes, float[] x) {
    for (int e = 0; e < n; e++) {
      lanes[e] = Math.fma(x[e], x[e], lanes[e]);
    }
  }

  @Override
  public void scale(int n, float[] x, float factor) {
    for (int e = 0; e < n; e++) {
      x[e] *= factor;
    }
  }
}
