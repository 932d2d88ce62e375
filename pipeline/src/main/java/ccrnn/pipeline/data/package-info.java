/**
 * Data that tasks are given: read from a folder, local or wherever the Hadoop file system reaches,
 * checked, and shared by all trials of a JVM.
 */
package ccrnn.pipeline.data;
