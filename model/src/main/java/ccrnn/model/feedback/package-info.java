/**
 * The family of the ccRNN (Boven, Pemberton, Chadderton, Apps and Costa, Nature Communications 14,
 * 2023; Pemberton, Boven, Apps and Costa, NeurIPS 2021): a recurrent network whose truncations are
 * decoupled by feedback that a cerebellum predicts, with its controls (cortex alone, full
 * backpropagation), its lesions and what can be measured of it.
 *
 * <p>Reading order: {@code Network}, {@code FeedbackDecoupling} (gradients), {@code Learner} (the
 * updates of a batch), {@code RecurrentTrainee} (what a trainer leads). {@code Probes} work on a
 * network of their own that takes over the parameters, so they never change a bit of training.
 * Shapes: the legend of {@link ccrnn.model}.
 */
package ccrnn.model.feedback;
