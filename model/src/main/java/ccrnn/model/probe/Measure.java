package ccrnn.model.probe;

import java.util.OptionalInt;

/**
 * One number that a probe found.
 *
 * @param probe which probe
 * @param part of the network, or an example, such as {@code cortex} or {@code example-3}
 * @param statistic what was measured
 * @param step time step from 0, where there is one
 * @param value the number; NaN where it is undefined
 */
public record Measure(Probe probe, String part, String statistic, OptionalInt step, double value) {

  static Measure of(Probe probe, String part, String statistic, double value) {
    return new Measure(probe, part, statistic, OptionalInt.empty(), value);
  }

  static Measure at(Probe probe, String part, String statistic, int step, double value) {
    return new Measure(probe, part, statistic, OptionalInt.of(step), value);
  }
}
