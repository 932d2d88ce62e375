/**
 * The sweep file, its axes and filters, and {@link ccrnn.pipeline.sweep.Trial}: one fully resolved
 * set of settings and its id. Knows neither Spark nor the results folder.
 */
package ccrnn.pipeline.sweep;
