package ccrnn.model.training;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Behaviour over a set of sequences, without cerebellum and from the zero state, as published.
 *
 * @param sequences how many there were, copies included
 * @param loss trajectories: squared distance to the target, mean over sequences and all steps;
 *     classes and words: mean negative log-likelihood, in nats
 * @param accuracy share of right classes or words; empty for trajectories
 * @param certainty mean probability of the likeliest class (published code: loss.py); empty for
 *     trajectories
 * @param lineResidual dysmetria by the residual around a straight line; empty but for trajectories
 * @param lossByStep words: mean negative log-likelihood at each place that all lengths have in
 *     common or that some sequence reaches; else empty
 */
public record Evaluation(
    long sequences,
    double loss,
    OptionalDouble accuracy,
    OptionalDouble certainty,
    OptionalDouble lineResidual,
    List<Double> lossByStep) {
  /** Copies the list. */
  public Evaluation {
    lossByStep = List.copyOf(lossByStep);
  }
}
