package ccrnn.model.training;

/**
 * Behaviour over a set of sequences, without cerebellum and from the zero state, as published.
 *
 * @param sequences how many there were
 * @param loss squared distance to the target, mean over sequences and all steps
 * @param dysmetria mean over sequences of the residual around a straight line
 */
public record Evaluation(long sequences, double loss, double dysmetria) {}
