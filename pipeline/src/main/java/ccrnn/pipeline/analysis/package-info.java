/**
 * Statistics over seeds, and what figures are built of: questions to a results folder, pairs and
 * facets of its trials, panels, tests, claims and verdicts. No family of models is known here; each
 * makes its own figures of these parts ({@link ccrnn.pipeline.analysis.Recipe}).
 */
package ccrnn.pipeline.analysis;
