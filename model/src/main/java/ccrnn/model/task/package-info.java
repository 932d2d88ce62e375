/**
 * Tasks: sequences of inputs and targets, drawn from streams or given as arrays, never read from
 * files. Shapes: the legend of {@link ccrnn.model}.
 */
package ccrnn.model.task;
