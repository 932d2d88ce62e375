package ccrnn.model.layers;

/** Activation function of the hidden layers. */
public enum HiddenActivation {
  /** x if positive, else 0. */
  RELU,
  /** Hyperbolic tangent. */
  TANH
}
