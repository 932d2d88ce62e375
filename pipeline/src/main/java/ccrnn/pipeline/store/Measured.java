package ccrnn.pipeline.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Numbers by what they measure. Immutable. Nothing is there where something was not measured; NaN
 * is there where it was, and was not a number.
 *
 * @param <M> what can be measured
 */
public final class Measured<M extends Enum<M> & Quantity> {
  private final EnumMap<M, Double> values;

  private Measured(EnumMap<M, Double> values) {
    this.values = values;
  }

  /**
   * Measures nothing.
   *
   * @param all what can be measured
   * @return no values
   * @param <M> what can be measured
   */
  public static <M extends Enum<M> & Quantity> Measured<M> nothing(Class<M> all) {
    return new Measured<>(new EnumMap<>(all));
  }

  /**
   * Adds a number.
   *
   * @param what it measures
   * @param value the number
   * @return these values and the number, which takes the place of an earlier one
   */
  public Measured<M> with(M what, double value) {
    EnumMap<M, Double> more = new EnumMap<>(values);
    more.put(what, value);
    return new Measured<>(more);
  }

  /**
   * Adds a number if there is one.
   *
   * @param what it measures
   * @param value the number, or empty
   * @return these values and the number
   */
  public Measured<M> with(M what, OptionalDouble value) {
    return value.isPresent() ? with(what, value.getAsDouble()) : this;
  }

  /**
   * Looks a number up.
   *
   * @param what it measures
   * @return the number; empty if it was not measured
   */
  public OptionalDouble value(M what) {
    Double value = values.get(what);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Measured<?> measured && values.equals(measured.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The numbers by column, as {@code train_loss=0.5, dysmetria=NaN}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map((Map.Entry<M, Double> entry) -> entry.getKey().column() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
