/**
 * What can be measured beside losses, at chosen epochs: gradients, feedback, activity, weights,
 * examples. Probes work on a network of their own that takes over the parameters, so they never
 * change a bit of training. Shapes: the legend of {@link ccrnn.model}.
 */
package ccrnn.model.probe;
