/**
 * The trainer against recorded runs of the published implementation: {@link
 * ccrnn.jobs.parity.ReferenceCase} reads a recording, {@link ccrnn.jobs.parity.Parity} repeats it.
 */
package ccrnn.jobs.parity;
