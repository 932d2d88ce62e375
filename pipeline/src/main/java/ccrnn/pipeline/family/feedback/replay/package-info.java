/** Recorded runs of the published ccRNN, trained again from their recorded beginnings. */
package ccrnn.pipeline.family.feedback.replay;
