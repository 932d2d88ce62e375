package ccrnn.model.feedback;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Parameters;
import java.util.HashMap;
import java.util.Map;

/**
 * The forward equations once more, for one sequence, in 64 bits and straight loops: the ground
 * truth of finite differences. It shares no code with the trainer.
 */
final class DoubleReference {
  private final Network network;
  private final Map<String, double[]> blocks = new HashMap<>();

  DoubleReference(Network network) {
    this.network = network;
    Parameters parameters = network.parameters();
    for (Block block : parameters.layout().blocks()) {
      float[] floats = parameters.copyOfValues(block.name());
      double[] doubles = new double[floats.length];
      for (int i = 0; i < floats.length; i++) {
        doubles[i] = floats[i];
      }
      blocks.put(block.name(), doubles);
    }
  }

  /** The values of a block, open to perturbation. */
  double[] block(String name) {
    return blocks.get(name);
  }

  /** State after one step: [h ; c] or h. */
  double[] step(double[] state, double[] x) {
    int units = network.shape().cortexUnits();
    double[] h = java.util.Arrays.copyOf(state, units);
    double[] sums = product("cortex.weight_ih", "cortex.bias_ih", x);
    double[] recurrent = product("cortex.weight_hh", "cortex.bias_hh", h);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += recurrent[i];
    }
    double[] next = new double[state.length];
    for (int u = 0; u < units; u++) {
      if (network.shape().cortex() == CortexKind.TANH) {
        next[u] = Math.tanh(sums[u]);
      } else {
        double c =
            sigmoid(sums[units + u]) * state[units + u]
                + sigmoid(sums[u]) * Math.tanh(sums[2 * units + u]);
        next[units + u] = c;
        next[u] = sigmoid(sums[3 * units + u]) * Math.tanh(c);
      }
    }
    return next;
  }

  double[] readout(double[] state) {
    double[] h = java.util.Arrays.copyOf(state, network.shape().cortexUnits());
    return product("readout.weight", "readout.bias", h);
  }

  double[] embedding(int word) {
    int width = network.shape().inputs();
    double[] rows = blocks.get("embedding.weight");
    return java.util.Arrays.copyOfRange(rows, word * width, (word + 1) * width);
  }

  /** Predicted feedback; with the right class as context where it is not negative. */
  double[] cerebellum(double[] state, int right) {
    int layers = network.shape().cerebellum().orElseThrow().hiddenLayers();
    double[] a = product("cerebellum.input.weight", "cerebellum.input.bias", state);
    if (right >= 0) {
      double[] context = new double[network.shape().outputs()];
      context[right] = 1;
      double[] more = product("cerebellum.context.weight", "cerebellum.context.bias", context);
      for (int i = 0; i < a.length; i++) {
        a[i] += more[i];
      }
    }
    for (int k = 0; k < layers; k++) {
      double[] relu = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        relu[i] = Math.max(0, a[i]);
      }
      a = product("cerebellum.hidden." + k + ".weight", "cerebellum.hidden." + k + ".bias", relu);
    }
    return a;
  }

  private double[] product(String weight, String bias, double[] x) {
    double[] w = blocks.get(weight);
    double[] y = blocks.get(bias).clone();
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x.length; j++) {
        y[i] += w[i * x.length + j] * x[j];
      }
    }
    return y;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
