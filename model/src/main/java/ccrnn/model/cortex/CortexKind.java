package ccrnn.model.cortex;

/** Kinds of cortex. */
public enum CortexKind {
  /** Long short-term memory; the cerebellum reads h and c. */
  LSTM,
  /** Simple recurrent network; the cerebellum reads h. */
  TANH
}
