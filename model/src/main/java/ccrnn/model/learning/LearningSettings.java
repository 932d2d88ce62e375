package ccrnn.model.learning;

/**
 * How a network learns.
 *
 * @param feedback which feedback reaches the cortex
 * @param optimizer its kind and rates
 * @param clip bound on the gradient
 */
public record LearningSettings(
    FeedbackSettings feedback, OptimizerSettings optimizer, ClipSettings clip) {}
