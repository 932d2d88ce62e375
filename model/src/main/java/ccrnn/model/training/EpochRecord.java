package ccrnn.model.training;

import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one epoch left.
 *
 * @param epoch 1-based
 * @param trainLoss weighted mean over the updates of the training loss as published; empty where
 *     the epoch had none
 * @param trainLossMean weighted mean over the updates of the plain mean over what was observed;
 *     empty where the epoch had none
 * @param gradientNorm mean over the updates of the gradient norm before clipping; empty where there
 *     was no gradient
 * @param learningRate step size at the start of the epoch; empty where there is none
 * @param validation behaviour after the epoch
 * @param measures what the trainee tells of the epoch beside, such as the level of a curriculum
 */
public record EpochRecord(
    int epoch,
    OptionalDouble trainLoss,
    OptionalDouble trainLossMean,
    OptionalDouble gradientNorm,
    OptionalDouble learningRate,
    Evaluation validation,
    List<Measure> measures) {
  /** Copies the list. */
  public EpochRecord {
    measures = List.copyOf(measures);
  }
}
