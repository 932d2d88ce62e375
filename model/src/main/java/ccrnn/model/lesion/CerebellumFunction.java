package ccrnn.model.lesion;

/** What the cerebellum does during a batch. */
public enum CerebellumFunction {
  /** Predicts feedback and learns. */
  INTACT,
  /**
   * Predicts feedback, learns no more: the inferior olive is lesioned, or the weights are fixed.
   */
  FROZEN,
  /** Neither predicts nor learns: the network is a crnn. */
  SILENT
}
