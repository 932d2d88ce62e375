package ccrnn.pipeline.reference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far a repeated run is from its recording.
 *
 * <p>The error of a tensor is {@code max |ours - theirs| / (1e-3 + max |theirs|)}. The bound is
 * {@value #BOUND}: the recordings are 64-bit, ours is 32-bit with a rounding error of 6e-8 per
 * operation; sums over some hundred terms leave about 1e-6 in a gradient. Adam divides by the root
 * of the mean square, which turns the relative error of a small gradient element into an error of a
 * fraction of the learning rate (1e-3) per update, so parameters of size 0.3 come out within about
 * 1e-5.
 *
 * @param name of the case
 * @param kinds what a recording of its model may hold, such as gradients, in the order of a table
 * @param errors the largest error over the tensors of each kind that was compared; NaN if one of
 *     ours is not a number
 */
public record Agreement(String name, List<String> kinds, Map<String, Double> errors) {
  /** Largest error of a tensor that counts as equal. */
  public static final double BOUND = 2e-5;

  private static final double FLOOR = 1e-3;

  /** Copies the collections. */
  public Agreement {
    kinds = List.copyOf(kinds);
    errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    if (!kinds.containsAll(errors.keySet())) {
      throw new IllegalArgumentException("errors of other kinds than " + kinds + ": " + errors);
    }
  }

  /**
   * The largest error of a kind.
   *
   * @param kind one of {@link #kinds}
   * @return empty if the recording has none of it
   */
  public OptionalDouble error(String kind) {
    Double error = errors.get(kind);
    return error == null ? OptionalDouble.empty() : OptionalDouble.of(error);
  }

  /**
   * Finds the worst.
   *
   * @return the largest of the errors; NaN if one of ours is not a number
   */
  public double largest() {
    double largest = 0;
    for (double error : errors.values()) {
      largest = Math.max(largest, error); // a NaN stays
    }
    return largest;
  }

  /**
   * Tells whether the run counts as repeated.
   *
   * @return whether something was compared and no error is above {@link #BOUND}
   */
  public boolean agrees() {
    return !errors.isEmpty() && largest() <= BOUND;
  }

  /**
   * The error of a tensor.
   *
   * @param theirs recorded
   * @param ours as many
   * @return relative to the largest element, with a floor; NaN if one of ours is not a number
   * @throws IllegalStateException if they are not as many
   */
  public static double error(double[] theirs, double[] ours) {
    if (theirs.length != ours.length) {
      throw new IllegalStateException(theirs.length + " recorded numbers, ours " + ours.length);
    }
    double difference = 0;
    double size = 0;
    for (int i = 0; i < ours.length; i++) {
      difference = Math.max(difference, Math.abs(ours[i] - theirs[i]));
      size = Math.max(size, Math.abs(theirs[i]));
    }
    return difference / (FLOOR + size);
  }
}
