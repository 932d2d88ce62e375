package ccrnn.model.feedback;

import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Parameters;

/** What the forget gates of an LSTM may learn. */
public enum ForgetGate {
  /** Anything. */
  FREE {
    @Override
    void constrain(Parameters parameters, int units) {}
  },
  /**
   * Only to forget, as published in the caption code: after every update their biases are bounded
   * to [-10, 0] and their weights to [0, 0.1].
   */
  FORCED {
    @Override
    void constrain(Parameters parameters, int units) {
      for (Block block : parameters.layout().blocks()) {
        if (block.name().startsWith("cortex.")) {
          boolean bias = block.columns() == 1 && block.name().startsWith("cortex.bias");
          float low = bias ? LOWEST_BIAS : 0f;
          float high = bias ? 0f : HIGHEST_WEIGHT;
          float[] values = parameters.values();
          // Gates lie in the order i, f, g, o.
          int from = block.offset() + units * block.columns();
          for (int i = from; i < from + units * block.columns(); i++) {
            values[i] = Math.min(Math.max(values[i], low), high);
          }
        }
      }
    }
  };

  private static final float LOWEST_BIAS = -10f;
  private static final float HIGHEST_WEIGHT = 0.1f;

  /**
   * Brings the parameters of the forget gates within their bounds.
   *
   * @param parameters of a network with an LSTM, modified
   * @param units H
   */
  abstract void constrain(Parameters parameters, int units);
}
