/**
 * The trainer against recorded runs of published implementations: {@link ccrnn.jobs.parity.Parity}
 * finds the recordings and who repeats them.
 */
package ccrnn.jobs.parity;
