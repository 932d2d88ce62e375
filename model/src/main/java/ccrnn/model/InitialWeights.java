package ccrnn.model;

import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.parameter.Initializer;

/**
 * How the first weights are drawn. All that is not named here is uniform within 1 / sqrt(inputs),
 * as published in the code (PyTorch's default).
 *
 * @param cortex the two weight matrices of the cortex; the published code can change these alone
 * @param cerebellumOutput output layer of the cerebellum
 */
public record InitialWeights(Initializer cortex, Cerebellum.OutputLayer cerebellumOutput) {
  /** As in all published runs. */
  public static final InitialWeights PUBLISHED =
      new InitialWeights(Initializer.UNIFORM, Cerebellum.OutputLayer.ZERO);
}
