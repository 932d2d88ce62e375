/**
 * What a user at a terminal meets: text, tables, meters, errors, exit codes, Ctrl-C. Knows the
 * pipeline whose answers it writes down, and no command.
 */
package ccrnn.jobs.console;
