/**
 * The seam between families of models and {@link ccrnn.model.training}: what a network has to be
 * able to do so that it can be trained, and what it hands out. Families stand above it, the trainer
 * beside them; neither sees the other.
 */
package ccrnn.model.trainee;
