package ccrnn.model.trainee;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Behaviour over a set of sequences. Which condition the numbers are of (in the ccRNN: without
 * cerebellum and from the zero state, as published) is said by the family; other conditions of the
 * same set, such as an ablation, are in {@code more}.
 *
 * @param sequences how many there were, copies included
 * @param loss trajectories: squared distance to the target, mean over sequences and all steps;
 *     classes and words: mean negative log-likelihood, in nats; else the family's own, lower for
 *     better
 * @param accuracy share of right classes or words; empty for trajectories
 * @param certainty mean probability of the likeliest class (published code: loss.py); empty for
 *     trajectories
 * @param movement how trajectories waver; empty for classes, words and single points
 * @param lossByStep words: mean negative log-likelihood at each place, over the sentences that
 *     reach it; else empty
 * @param more further numbers by name, in a fixed order
 */
public record Evaluation(
    long sequences,
    double loss,
    OptionalDouble accuracy,
    OptionalDouble certainty,
    Optional<Movement> movement,
    List<Double> lossByStep,
    List<Measure> more) {
  /** Copies the lists. */
  public Evaluation {
    lossByStep = List.copyOf(lossByStep);
    more = List.copyOf(more);
  }

  /**
   * Without further numbers.
   *
   * @param sequences how many there were, copies included
   * @param loss lower for better
   * @param accuracy share of right classes or words
   * @param certainty mean probability of the likeliest class
   * @param movement how trajectories waver
   * @param lossByStep words: loss at each place
   */
  public Evaluation(
      long sequences,
      double loss,
      OptionalDouble accuracy,
      OptionalDouble certainty,
      Optional<Movement> movement,
      List<Double> lossByStep) {
    this(sequences, loss, accuracy, certainty, movement, lossByStep, List.of());
  }

  /**
   * A loss alone.
   *
   * @param sequences how many there were, copies included
   * @param loss lower for better
   * @return without anything else
   */
  public static Evaluation of(long sequences, double loss) {
    return new Evaluation(
        sequences,
        loss,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        List.of());
  }

  /**
   * The same with further numbers.
   *
   * @param numbers come after those that are there
   * @return a new evaluation
   */
  public Evaluation with(List<Measure> numbers) {
    List<Measure> all = new ArrayList<>(more);
    all.addAll(numbers);
    return new Evaluation(sequences, loss, accuracy, certainty, movement, lossByStep, all);
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
