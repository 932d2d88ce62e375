package ccrnn.pipeline.export;

/**
 * What turns a state into the next, in networks that are a cortex whose output is read out linearly
 * at every step, from the zero state on, with arrays {@code cortex...} and {@code readout...}.
 */
public enum Recurrence {
  /** Gates in the order i, f, g, o. */
  LSTM,
  /** A hyperbolic tangent of input and state. */
  TANH
}
