package ccrnn.pipeline.analysis;

import java.util.Objects;
import java.util.function.Function;

/**
 * A measure that figures compare.
 *
 * @param curve its column of learning curves, after the network's name where a row is of two
 *     networks; empty for none
 * @param result the same of how trials ended
 * @param words how it is called, by the word of the task
 */
public record Amount(String curve, String result, Function<String, Words> words) {
  /** Checks that nothing is null. */
  public Amount {
    Objects.requireNonNull(curve, "curve");
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(words, "words");
  }

  /**
   * How a measure is called in a task.
   *
   * @param name a noun
   * @param unit of its numbers
   */
  public record Words(String name, String unit) {}

  /**
   * A measure that is called alike in all tasks.
   *
   * @param curve as {@link #curve()}
   * @param result as {@link #result()}
   * @param name a noun
   * @param unit of its numbers
   * @return the measure
   */
  public static Amount of(String curve, String result, String name, String unit) {
    Words words = new Words(name, unit);
    return new Amount(curve, result, task -> words);
  }

  /**
   * With its unit, for an axis.
   *
   * @param task word of the task
   * @return name and unit
   */
  public String label(String task) {
    Words here = words.apply(task);
    return here.name() + " (" + here.unit() + ")";
  }

  /**
   * Of one in percent of another, for an axis.
   *
   * @param task word of the task
   * @param ratio one / other
   * @return name and ratio
   */
  public String ratioLabel(String task, String ratio) {
    return words.apply(task).name() + ", " + ratio + " (%)";
  }
}
