/** Epochs of a trial, what they record, and the state from which they go on bit for bit. */
package ccrnn.model.training;
