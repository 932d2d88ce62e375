package ccrnn.model.task;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * Memory for some sequences at once, filled by a {@link Task} and read by the trainer. A sequence
 * that occurs several times need be there only once, with its multiplicity: what the trainer
 * computes is that of all copies.
 *
 * <p>What is filled depends on the task's {@link Answer}:
 *
 * <table>
 *   <caption>Contents by kind of answer</caption>
 *   <tr><th>answer</th><th>{@link #input}</th><th>{@link #target}</th><th>{@link #classes}</th></tr>
 *   <tr><td>TRAJECTORY</td><td>S x B rows, I</td><td>S x B rows, O</td><td>-</td></tr>
 *   <tr><td>CLASS</td><td>S x B rows, I</td><td>-</td><td>B</td></tr>
 *   <tr><td>WORDS</td><td>B rows, I: the features, input of step 0</td><td>-</td>
 *       <td>S x B; word t is the target of step t and the input of step t + 1</td></tr>
 * </table>
 */
public final class Batch {
  /** What becomes of sequences that are equal. */
  public enum Copies {
    /** They may be there once, with their number. */
    MERGED,
    /** Each is there by itself, as where sequences go on from different states. */
    APART
  }

  private final int capacity;
  private final Copies copies;
  private final int mostSteps;
  private final Answer answer;
  private final FMatrixRMaj input;
  private final FMatrixRMaj target;
  private final int[] classes;
  private final float[] multiplicities;
  private int size;
  private int steps;

  /**
   * Allocates memory.
   *
   * @param capacity most sequences
   * @param task tells steps, inputs, outputs and the kind of answer
   */
  public Batch(int capacity, Task task) {
    this(capacity, task, Copies.MERGED);
  }

  /**
   * Allocates memory.
   *
   * @param capacity most sequences
   * @param task tells steps, inputs, outputs and the kind of answer
   * @param copies what becomes of sequences that are equal
   */
  public Batch(int capacity, Task task, Copies copies) {
    this.capacity = capacity;
    this.copies = copies;
    this.mostSteps = task.steps();
    this.answer = task.answer();
    int rows = mostSteps * capacity;
    this.input = new FMatrixRMaj(answer == Answer.WORDS ? capacity : rows, task.inputs());
    this.target = new FMatrixRMaj(answer == Answer.TRAJECTORY ? rows : 0, task.outputs());
    this.classes =
        new int
            [switch (answer) {
              case TRAJECTORY -> 0;
              case CLASS -> capacity;
              case WORDS -> rows;
            }];
    this.multiplicities = new float[capacity];
    resize(capacity);
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
   * Tells what becomes of sequences that are equal.
   *
   * @return whether the task may merge them
   */
  public Copies copies() {
    return copies;
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
   * Tells how long the sequences are.
   *
   * @return S, the same for all of a batch
   */
  public int steps() {
    return steps;
  }

  /**
   * Sets how many sequences there are, of the task's length; their content is then unspecified,
   * each occurs once.
   *
   * @param sequences B, at most the capacity
   */
  public void resize(int sequences) {
    resize(sequences, mostSteps);
  }

  /**
   * Sets how many sequences there are and how long; their content is then unspecified, each occurs
   * once.
   *
   * @param sequences B, at most the capacity
   * @param length S, at most the task's
   */
  public void resize(int sequences, int length) {
    if (sequences < 0 || sequences > capacity) {
      throw new IllegalArgumentException(sequences + " sequences where " + capacity + " fit");
    }
    if (length < 1 || length > mostSteps) {
      throw new IllegalArgumentException(length + " steps where " + mostSteps + " fit");
    }
    size = sequences;
    steps = length;
    Arrays.fill(multiplicities, 0, sequences, 1f);
    input.reshape(answer == Answer.WORDS ? sequences : length * sequences, input.numCols);
    target.reshape(answer == Answer.TRAJECTORY ? length * sequences : 0, target.numCols);
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
   * @return see the class comment; rows are time-major; the matrix itself
   */
  public FMatrixRMaj input() {
    return input;
  }

  /**
   * The targets of a trajectory.
   *
   * @return see the class comment; rows are time-major; the matrix itself
   */
  public FMatrixRMaj target() {
    return target;
  }

  /**
   * The right classes, 0 .. O - 1.
   *
   * @return see the class comment; words are time-major; the array itself, of at least that length
   */
  public int[] classes() {
    return classes;
  }
}
