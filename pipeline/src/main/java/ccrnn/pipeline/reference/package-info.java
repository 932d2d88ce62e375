/**
 * Recorded runs of published code: how they are read, and how far others are from them. What is
 * repeated of which recording is the families' business.
 */
package ccrnn.pipeline.reference;
