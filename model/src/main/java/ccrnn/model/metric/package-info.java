/** Measures of behaviour. Shapes: the legend of {@link ccrnn.model}. */
package ccrnn.model.metric;
