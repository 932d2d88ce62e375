package ccrnn.model.training;

import ccrnn.model.trainee.Evaluation;

/**
 * What one epoch left.
 *
 * @param epoch 1-based
 * @param trainLoss mean over the sequences of the training loss as published ({@link
 *     ccrnn.model.feedback.FeedbackDecoupling#gradients})
 * @param trainLossMean mean over the sequences of the plain mean over observed steps
 * @param gradientNorm mean over the updates of the gradient norm before clipping
 * @param learningRate step size throughout the epoch
 * @param validation behaviour after the epoch
 */
public record EpochRecord(
    int epoch,
    double trainLoss,
    double trainLossMean,
    double gradientNorm,
    double learningRate,
    Evaluation validation) {}
