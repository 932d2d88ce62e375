package ccrnn.model.optimizer;

/**
 * Bound on the gradient of a batch.
 *
 * @param norm most L2 norm of the whole gradient; 0 for no bound
 * @param scope whose gradients the norm counts
 */
public record ClipSettings(double norm, Scope scope) {

  /** Whose gradients the norm counts. */
  public enum Scope {
    /** All parameters, also a frozen cerebellum's, as published in the code. */
    ALL,
    /** Only parameters that still learn. */
    LEARNING
  }

  /** Checks the number. */
  public ClipSettings {
    if (!(norm >= 0)) {
      throw new IllegalArgumentException("clip norm " + norm);
    }
  }
}
