package ccrnn.model.trainee;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One number that a trainee tells beside losses, under names of its own: a row of the table {@code
 * measures}. Names are lower case with hyphens; within one list no two measures have the same
 * probe, part, statistic and step.
 *
 * @param probe group that is switched on together, such as {@code weights}
 * @param part of the network, or an example, such as {@code cortex} or {@code example-3}
 * @param statistic what was measured
 * @param step time step from 0, where there is one
 * @param value the number; NaN where it is undefined
 * @param text what the number stands for, such as a word; empty for most
 */
public record Measure(
    String probe,
    String part,
    String statistic,
    OptionalInt step,
    double value,
    Optional<String> text) {

  /**
   * A number of a whole.
   *
   * @param probe group that is switched on together
   * @param part of the network
   * @param statistic what was measured
   * @param value the number; NaN where it is undefined
   * @return without step and text
   */
  public static Measure of(String probe, String part, String statistic, double value) {
    return new Measure(probe, part, statistic, OptionalInt.empty(), value, Optional.empty());
  }

  /**
   * A number of one time step.
   *
   * @param probe group that is switched on together
   * @param part of the network
   * @param statistic what was measured
   * @param step from 0
   * @param value the number; NaN where it is undefined
   * @return without text
   */
  public static Measure at(String probe, String part, String statistic, int step, double value) {
    return new Measure(probe, part, statistic, OptionalInt.of(step), value, Optional.empty());
  }

  /**
   * The same number with what it stands for.
   *
   * @param text such as a word
   * @return a new measure
   */
  public Measure saying(String text) {
    return new Measure(probe, part, statistic, step, value, Optional.of(text));
  }
}
