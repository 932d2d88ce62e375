package ccrnn.model.feedback;

/** What the cerebellum does during a batch. */
public enum CerebellumFunction {
  /** Predicts feedback and learns. */
  INTACT,
  /**
   * Predicts feedback, learns no more: the inferior olive is lesioned, or the weights are fixed.
   */
  FROZEN,
  /** Some Purkinje outputs are silenced; the others predict and learn. */
  PARTIAL,
  /** Neither predicts nor learns: the network is a crnn. */
  SILENT
}
