/** The linear readout and its losses. Shapes: the legend of {@link ccrnn.model}. */
package ccrnn.model.readout;
