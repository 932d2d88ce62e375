/**
 * The update of one batch: truncations decoupled by predicted feedback, clipping, optimizer.
 * Shapes: the legend of {@link ccrnn.model}.
 */
package ccrnn.model.learning;
