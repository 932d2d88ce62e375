/**
 * The sweep file, its axes and filters, and {@link ccrnn.pipeline.sweep.Trial}: one fully resolved
 * set of settings and its id. Knows neither Spark nor the results folder.
 *
 * <p>A file goes through {@code YamlTree} (YAML to nodes that know their line), {@link
 * ccrnn.pipeline.sweep.SweepReader} (nodes to a {@code Draft} of typed values, then the overrides)
 * and {@code Expansion} (draft to {@link ccrnn.pipeline.sweep.Sweep}). A mistake is reported by the
 * first of them that can see it.
 */
package ccrnn.pipeline.sweep;
