package ccrnn.model.feedback;

import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.parameter.Initializer;

/**
 * How the first weights are drawn. All that is not named here is uniform within 1 / sqrt(inputs),
 * as published in the code (PyTorch's default).
 *
 * @param cortex the two weight matrices of the cortex; the published code can change these alone
 * @param cerebellumOutput output layer of the cerebellum
 * @param cortexScale factor on the weights and biases of the cortex once they are drawn, above 0;
 *     the published code has it to change how correlated the cortex's activity is, and it is 1
 *     there
 */
public record InitialWeights(
    Initializer cortex, Cerebellum.OutputLayer cerebellumOutput, double cortexScale) {
  /** As in all published runs. */
  public static final InitialWeights PUBLISHED =
      new InitialWeights(Initializer.UNIFORM, Cerebellum.OutputLayer.ZERO);

  /** Checks the factor. */
  public InitialWeights {
    if (!(cortexScale > 0 && cortexScale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a factor on weights is above 0: " + cortexScale);
    }
  }

  /**
   * Without a factor.
   *
   * @param cortex the two weight matrices of the cortex
   * @param cerebellumOutput output layer of the cerebellum
   */
  public InitialWeights(Initializer cortex, Cerebellum.OutputLayer cerebellumOutput) {
    this(cortex, cerebellumOutput, 1);
  }
}
