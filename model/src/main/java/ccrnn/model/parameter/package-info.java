/**
 * Parameters of a network in one flat array with named blocks, so that optimizer, clipping,
 * snapshot and comparison are one loop each; and {@link ccrnn.model.parameter.Linear}, the product
 * that every part is made of.
 */
package ccrnn.model.parameter;
