package ccrnn.model.trainee;

import ccrnn.model.optimizer.Optimizer;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.training.EpochRecord;
import ccrnn.model.training.Trainer;

/** A network that can be trained: what a {@link Trainer} leads through its epochs. */
public interface Trainee {
  /**
   * Gets ready for an epoch: lesions act from here on.
   *
   * @param epoch 1-based
   */
  void startEpoch(int epoch);

  /**
   * Learns from a batch, in one or several updates.
   *
   * @param batch inputs and targets, not modified
   */
  void update(Batch batch);

  /**
   * The training loss as published of the last {@link #update}.
   *
   * @return see {@link EpochRecord#trainLoss}
   */
  double loss();

  /**
   * The plain mean of the loss of the last {@link #update}.
   *
   * @return see {@link EpochRecord#trainLossMean}
   */
  double meanLoss();

  /**
   * The gradient's norm before clipping in the last {@link #update}.
   *
   * @return mean over its updates
   */
  double norm();

  /**
   * Runs sequences with the parameters as they are.
   *
   * @param sequences from their beginning
   * @param batch memory for some of them at once, modified
   * @param beforeEachBatch called before every batch; throws to stop
   * @return behaviour over all of them
   */
  Evaluation evaluate(Task.Sequences sequences, Batch batch, Runnable beforeEachBatch);

  /**
   * All parameters.
   *
   * @return values and gradients
   */
  Parameters parameters();

  /**
   * What the updates remember.
   *
   * @return the optimizer
   */
  Optimizer optimizer();

  /** Takes over the present values of the parameters; due after every change of them. */
  void pack();
}
