package ccrnn.model.layers;

import ccrnn.model.optimizer.OptimizerSettings;

/**
 * All that the numbers of a feed-forward trial depend on, apart from its task.
 *
 * @param decoupling what the cerebella predict
 * @param hiddenLayers N - 1, 1 or more; each ends in a boundary with its own cerebella
 * @param hiddenUnits H, width of every hidden layer, 1 or more
 * @param activation of the hidden layers
 * @param cerebellumUnits G, granule cells in each hidden layer of a cerebellum, 1 or more; without
 *     effect if nothing is predicted
 * @param cerebellumLayers hidden layers of a cerebellum, 0 (linear) or more; a linear inverse model
 *     makes the activity above it linear in the input; without effect if nothing is predicted
 * @param feedbackScale k, factor on the predicted feedback: 1 in the published code's interface for
 *     layers (0.1 in its recurrent networks); 0 is the control whose hidden layers get no feedback;
 *     without effect if feedback is not predicted
 * @param optimizer its kind and rates
 * @param clipNorm most L2 norm of the whole gradient; 0 for no bound
 * @param batchSize B, sequences per update, 1 or more
 * @param seed origin of every random number
 */
public record FeedForwardSettings(
    Decoupling decoupling,
    int hiddenLayers,
    int hiddenUnits,
    HiddenActivation activation,
    int cerebellumUnits,
    int cerebellumLayers,
    double feedbackScale,
    OptimizerSettings optimizer,
    double clipNorm,
    int batchSize,
    long seed) {
  /** Checks the numbers. */
  public FeedForwardSettings {
    if (hiddenLayers < 1 || hiddenUnits < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "feed-forward network of "
              + hiddenLayers
              + " hidden layers of "
              + hiddenUnits
              + ", batch size "
              + batchSize);
    }
    if (cerebellumUnits < 1 || cerebellumLayers < 0) {
      throw new IllegalArgumentException(
          "cerebellum of " + cerebellumLayers + " layers of " + cerebellumUnits);
    }
    if (!(feedbackScale >= 0) || !(clipNorm >= 0)) {
      throw new IllegalArgumentException(
          "feedback scale " + feedbackScale + ", clip norm " + clipNorm);
    }
  }
}
