/**
 * The feed-forward network that predicts the feedback which truncated backpropagation misses.
 * Shapes: the legend of {@link ccrnn.model}.
 */
package ccrnn.model.cerebellum;
