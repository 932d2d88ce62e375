package ccrnn.model.optimizer;

/** The optimizers of the published code, with its rates. */
public enum OptimizerKind {
  /** {@link Adam}. */
  ADAM,
  /** {@link RmsProp}. */
  RMSPROP,
  /** {@link Sgd}. */
  SGD,
  /** {@link Adamax}. */
  ADAMAX,
  /** {@link Adagrad}. */
  ADAGRAD,
  /** {@link Adadelta}. */
  ADADELTA;

  /**
   * All but learning rate and L2 as in the published code of the drawing and digit tasks. That of
   * the captions has Adam with 0.9, 0.999 and 1e-8 instead.
   *
   * @param learningRate step size, positive
   * @param l2 factor of the L2 penalty, 0 for none
   * @return the settings
   */
  public OptimizerSettings published(double learningRate, double l2) {
    return switch (this) {
      case ADAM -> new Adam.Settings(learningRate, 0.9, 0.98, 1e-9, l2);
      case RMSPROP -> new RmsProp.Settings(learningRate, 0.99, 0.9, 1e-10, l2);
      case SGD -> new Sgd.Settings(learningRate, 0.9, l2);
      case ADAMAX -> new Adamax.Settings(learningRate, 0.9, 0.98, 1e-9, l2);
      case ADAGRAD -> new Adagrad.Settings(learningRate, 0.9, 1e-10, l2);
      case ADADELTA -> new Adadelta.Settings(learningRate, 0.9, 1e-6, l2);
    };
  }
}
