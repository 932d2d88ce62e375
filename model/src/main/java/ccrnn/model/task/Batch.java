package ccrnn.model.task;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * Memory for some sequences at once, filled by a {@link Task} and read by the trainer. A sequence
 * that occurs several times need be there only once, with its multiplicity: what the trainer
 * computes is that of all copies.
 */
public final class Batch {
  private final int capacity;
  private final int steps;
  private final FMatrixRMaj input;
  private final FMatrixRMaj target;
  private final float[] multiplicities;
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
    this.multiplicities = new float[capacity];
    Arrays.fill(multiplicities, 1f);
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
   * Tells how many sequences there are, copies not counted.
   *
   * @return B
   */
  public int size() {
    return size;
  }

  /**
   * Sets how many sequences there are; their content is then unspecified, each occurs once.
   *
   * @param sequences B, at most the capacity
   */
  public void resize(int sequences) {
    if (sequences < 0 || sequences > capacity) {
      throw new IllegalArgumentException(sequences + " sequences where " + capacity + " fit");
    }
    size = sequences;
    Arrays.fill(multiplicities, 0, sequences, 1f);
    input.reshape(steps * sequences, input.numCols);
    target.reshape(steps * sequences, target.numCols);
  }

  /**
   * Tells how often each sequence occurs.
   *
   * @return whole numbers, B of them; the array itself
   */
  public float[] multiplicities() {
    return multiplicities;
  }

  /**
   * Counts the sequences with their copies.
   *
   * @return sum of the multiplicities
   */
  public int total() {
    int total = 0;
    for (int b = 0; b < size; b++) {
      total += (int) multiplicities[b];
    }
    return total;
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
