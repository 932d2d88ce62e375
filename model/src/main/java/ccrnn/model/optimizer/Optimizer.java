package ccrnn.model.optimizer;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns gradients into changes of parameters: adds the L2 penalty, counts the steps and keeps what
 * the {@link OptimizerSettings kind} of optimizer remembers of each parameter.
 */
public final class Optimizer {
  private final Update update;
  private final double l2;
  private final float[][] memory;
  private final int length;
  private double learningRate;
  private long steps;

  /** What one kind of optimizer does with gradient and memory. */
  interface Update {
    /**
     * Changes the parameters before an index.
     *
     * @param end index after the last parameter that learns
     * @param values modified
     * @param gradients with the penalty, not modified
     * @param memory as many arrays as the optimizer was made with, modified
     * @param step 1 for the first
     * @param learningRate positive
     */
    void step(
        int end,
        float[] values,
        float[] gradients,
        float[][] memory,
        long step,
        double learningRate);
  }

  /**
   * Starts with nothing remembered.
   *
   * @param settings learning rate and L2
   * @param arrays numbers to remember of each parameter
   * @param length number of parameters
   * @param update of the parameters
   */
  Optimizer(OptimizerSettings settings, int arrays, int length, Update update) {
    this.update = update;
    this.l2 = settings.l2();
    this.memory = new float[arrays][length];
    this.length = length;
    this.learningRate = settings.learningRate();
  }

  /**
   * Changes the parameters before an index.
   *
   * @param values modified
   * @param gradients of the loss; the gradient of the L2 penalty is added, if there is one
   * @param end index after the last parameter that learns
   */
  public void step(float[] values, float[] gradients, int end) {
    steps++;
    if (l2 > 0) {
      penalise((float) l2, end, values, gradients);
    }
    update.step(end, values, gradients, memory, steps, learningRate);
  }

  /** PyTorch's {@code weight_decay}: the penalty goes through the moments as the loss does. */
  private static void penalise(float l2, int end, float[] values, float[] gradients) {
    for (int i = 0; i < end; i++) {
      gradients[i] += l2 * values[i];
    }
  }

  /**
   * Tells the step size.
   *
   * @return that of the settings until it is changed
   */
  public double learningRate() {
    return learningRate;
  }

  /**
   * Changes the step size from the next step on. It is no part of {@link #memory}: whoever changes
   * it must set it again after {@link #restore}.
   *
   * @param learningRate positive
   */
  public void learningRate(double learningRate) {
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException("learning rate " + learningRate);
    }
    this.learningRate = learningRate;
  }

  /**
   * Counts the steps so far.
   *
   * @return 0 before the first
   */
  public long steps() {
    return steps;
  }

  /**
   * All that the optimizer remembers of each parameter.
   *
   * @return arrays as long as the parameters, in a fixed order; the arrays themselves
   */
  public List<float[]> memory() {
    return List.of(memory);
  }

  /**
   * Goes back to an earlier state.
   *
   * @param steps steps so far
   * @param memory arrays as {@link #memory()} returns them, not modified
   * @throws IllegalArgumentException if number or lengths differ
   */
  public void restore(long steps, List<float[]> memory) {
    List<Integer> lengths = new ArrayList<>();
    memory.forEach(array -> lengths.add(array.length));
    if (memory.size() != this.memory.length || !lengths.stream().allMatch(n -> n == length)) {
      throw new IllegalArgumentException(
          "memory of %d optimizer arrays over %s parameters where %d over %d are due"
              .formatted(memory.size(), lengths, this.memory.length, length));
    }
    this.steps = steps;
    for (int i = 0; i < this.memory.length; i++) {
      System.arraycopy(memory.get(i), 0, this.memory[i], 0, length);
    }
  }
}
