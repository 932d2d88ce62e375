package ccrnn.model.learning;

import java.util.List;

/** Turns gradients into changes of parameters. */
public sealed interface Optimizer permits Adam {

  /**
   * Changes the parameters before an index.
   *
   * @param values modified
   * @param gradients not modified
   * @param end index after the last parameter that learns
   */
  void step(float[] values, float[] gradients, int end);

  /**
   * Counts the steps so far.
   *
   * @return 0 before the first
   */
  long steps();

  /**
   * All that the optimizer remembers of each parameter.
   *
   * @return arrays as long as the parameters, in a fixed order; the arrays themselves
   */
  List<float[]> memory();

  /**
   * Goes back to an earlier state.
   *
   * @param steps steps so far
   * @param memory arrays as {@link #memory()} returns them, not modified
   * @throws IllegalArgumentException if number or lengths differ
   */
  void restore(long steps, List<float[]> memory);
}
