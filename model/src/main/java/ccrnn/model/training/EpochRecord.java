package ccrnn.model.training;

/**
 * What one epoch left.
 *
 * @param epoch 1-based
 * @param trainLoss mean over the batches of the training loss as published (2 / S times the sum
 *     over observed steps of the mean squared error of a coordinate)
 * @param validationLoss squared distance to the target, mean over sequences and all steps
 * @param dysmetria mean over the validation sequences of the residual around a straight line
 * @param gradientNorm mean over the batches of the gradient norm before clipping
 */
public record EpochRecord(
    int epoch, double trainLoss, double validationLoss, double dysmetria, double gradientNorm) {}
