/**
 * The program: {@link ccrnn.jobs.Main} starts a {@link ccrnn.jobs.command command}. From the ground
 * up there are {@link ccrnn.jobs.console console}, {@link ccrnn.jobs.figure figure} and {@link
 * ccrnn.jobs.parity parity}, which know nothing of each other; {@link ccrnn.jobs.report report},
 * which draws figures; the commands. Nothing of ours imports Spark.
 */
package ccrnn.jobs;
