package ccrnn.model.trainee;

import java.util.List;
import java.util.Optional;
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
 * @param movement how trajectories waver; empty for classes, words and single points
 * @param lossByStep words: mean negative log-likelihood at each place, over the sentences that
 *     reach it; else empty
 */
public record Evaluation(
    long sequences,
    double loss,
    OptionalDouble accuracy,
    OptionalDouble certainty,
    Optional<Movement> movement,
    List<Double> lossByStep) {
  /** Copies the list. */
  public Evaluation {
    lossByStep = List.copyOf(lossByStep);
  }

  /**
   * Dysmetria by each of its definitions ({@link ccrnn.model.metric.Dysmetria.Definition}), mean
   * over sequences.
   *
   * @param lineResidual residual around the straight line that fits best
   * @param pathDistance distance from the ideal path
   * @param secondDifference second difference of the deviation from the target
   * @param smoothedDeviation deviation from the target after smoothing
   */
  public record Movement(
      double lineResidual,
      double pathDistance,
      double secondDifference,
      double smoothedDeviation) {}
}
