/**
 * The command line: one class per command, and what several of them ask for or do. {@link
 * ccrnn.jobs.command.CcrnnCommand} names them all. A command reads its words, asks the pipeline,
 * and leaves it to {@link ccrnn.jobs.console} how the answer looks.
 */
package ccrnn.jobs.command;
