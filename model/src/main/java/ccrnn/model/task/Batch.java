package ccrnn.model.task;

import org.ejml.data.FMatrixRMaj;

/** Memory for some sequences at once, filled by a {@link Task} and read by the trainer. */
public final class Batch {
  private final int capacity;
  private final int steps;
  private final FMatrixRMaj input;
  private final FMatrixRMaj target;
  private int size;

  /**
   * Allocates memory.
   *
   * @param capacity most sequences
   * @param task tells steps, inputs and outputs
   */
  public Batch(int capacity, Task task) {
    this.capacity = capacity;
    this.size = capacity;
    this.steps = task.steps();
    this.input = new FMatrixRMaj(steps * capacity, task.inputs());
    this.target = new FMatrixRMaj(steps * capacity, task.outputs());
  }

  /**
   * Tells how many sequences fit.
   *
   * @return most sequences
   */
  public int capacity() {
    return capacity;
  }

  /**
   * Tells how many sequences there are.
   *
   * @return B
   */
  public int size() {
    return size;
  }

  /**
   * Sets how many sequences there are; their content is then unspecified.
   *
   * @param sequences B, at most the capacity
   */
  public void resize(int sequences) {
    if (sequences < 0 || sequences > capacity) {
      throw new IllegalArgumentException(sequences + " sequences where " + capacity + " fit");
    }
    size = sequences;
    input.reshape(steps * sequences, input.numCols);
    target.reshape(steps * sequences, target.numCols);
  }

  /**
   * The inputs.
   *
   * @return rows S x B, columns I, time-major; the matrix itself
   */
  public FMatrixRMaj input() {
    return input;
  }

  /**
   * The targets.
   *
   * @return rows S x B, columns O, time-major; the matrix itself
   */
  public FMatrixRMaj target() {
    return target;
  }
}
