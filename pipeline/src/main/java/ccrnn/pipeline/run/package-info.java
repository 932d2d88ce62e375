/**
 * The Spark action: trials fan out as tasks, each task trains and commits its own trials ({@link
 * ccrnn.pipeline.run.TrialRunner}, {@link ccrnn.pipeline.store.ResultsFolder}), and only counters
 * come back ({@link ccrnn.pipeline.run.Progress}).
 */
package ccrnn.pipeline.run;
