/**
 * The command line. {@link ccrnn.jobs.Main} is the program; one class per command. Knows the
 * pipeline and prints; imports no Spark.
 */
package ccrnn.jobs;
