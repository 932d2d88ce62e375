package ccrnn.model.feedback;

import ccrnn.model.cortex.CortexKind;

/**
 * All that the numbers of a trial depend on, apart from its task.
 *
 * @param network sizes of the network
 * @param weights how they are first drawn
 * @param learning how it learns
 * @param lesion what is switched off, and when
 * @param batchSize B, sequences per update, 1 or more
 * @param seed origin of every random number
 */
public record TrialSettings(
    NetworkShape network,
    InitialWeights weights,
    LearningSettings learning,
    Lesion lesion,
    int batchSize,
    long seed) {
  /** Checks that the parts fit together. */
  public TrialSettings {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size " + batchSize);
    }
    boolean lstm = network.cortex() == CortexKind.LSTM;
    if (learning.forgetGate() == ForgetGate.FORCED && !lstm) {
      throw new IllegalArgumentException("only an LSTM has forget gates");
    }
    if (network.cerebellum().isEmpty() && lesion.kind() != Lesion.Kind.NONE) {
      throw new IllegalArgumentException("a cortex alone has no cerebellum to lesion");
    }
  }

  /**
   * A trial that starts as the published ones.
   *
   * @param network sizes of the network
   * @param learning how it learns
   * @param lesion what is switched off, and when
   * @param batchSize B, sequences per update, 1 or more
   * @param seed origin of every random number
   */
  public TrialSettings(
      NetworkShape network, LearningSettings learning, Lesion lesion, int batchSize, long seed) {
    this(network, InitialWeights.PUBLISHED, learning, lesion, batchSize, seed);
  }
}
