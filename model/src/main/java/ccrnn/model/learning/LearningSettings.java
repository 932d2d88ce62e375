package ccrnn.model.learning;

/**
 * How a network learns.
 *
 * @param feedback which feedback reaches the cortex
 * @param adam rates of the optimizer
 * @param clip bound on the gradient
 */
public record LearningSettings(FeedbackSettings feedback, Adam.Settings adam, ClipSettings clip) {}
