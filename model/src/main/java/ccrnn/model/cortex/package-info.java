/**
 * The recurrent network: forward over time, backward over all truncations side by side. Shapes: the
 * legend of {@link ccrnn.model}.
 */
package ccrnn.model.cortex;
