package ccrnn.model.optimizer;

import ccrnn.model.kernel.Kernel;

/** A kind of optimizer with its rates; each follows PyTorch's definition. */
public sealed interface OptimizerSettings
    permits Adam.Settings,
        RmsProp.Settings,
        Sgd.Settings,
        Adamax.Settings,
        Adagrad.Settings,
        Adadelta.Settings {

  /**
   * Step size at the start.
   *
   * @return positive
   */
  double learningRate();

  /**
   * Factor of the L2 penalty: this times each parameter, biases included, is added to the gradient
   * after clipping and before anything is remembered of it (PyTorch's {@code weight_decay}).
   *
   * @return 0 for none
   */
  double l2();

  /**
   * Makes an optimizer that has seen nothing.
   *
   * @param length number of parameters
   * @param kernel carrier of the hot loops; changes no bit
   * @return a new optimizer
   */
  Optimizer create(int length, Kernel kernel);
}
