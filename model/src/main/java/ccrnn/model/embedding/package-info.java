/** Words as inputs of the cortex. Shapes: the legend of {@link ccrnn.model}. */
package ccrnn.model.embedding;
