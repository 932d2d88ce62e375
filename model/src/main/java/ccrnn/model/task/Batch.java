package ccrnn.model.task;

/** Memory for some sequences at once, filled by a {@link Task} and read by the trainer. */
public final class Batch {
  private final int capacity;
  private final float[] input;
  private final float[] target;
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
    this.input = new float[capacity * task.steps() * task.inputs()];
    this.target = new float[capacity * task.steps() * task.outputs()];
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
  }

  /**
   * The inputs.
   *
   * @return rows S x B, columns I, time-major; the array itself
   */
  public float[] input() {
    return input;
  }

  /**
   * The targets.
   *
   * @return rows S x B, columns O, time-major; the array itself
   */
  public float[] target() {
    return target;
  }
}
