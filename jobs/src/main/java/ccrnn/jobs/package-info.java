/** Placeholder. */
package ccrnn.jobs;
