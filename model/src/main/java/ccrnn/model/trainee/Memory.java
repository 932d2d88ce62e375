package ccrnn.model.trainee;

import ccrnn.model.optimizer.Optimizer;
import ccrnn.model.parameter.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trainee needs to go on bit for bit: counts, arrays and numbers, each in the order in which
 * they were written. They are read in the same order:
 *
 * <pre>
 * Memory memory() {
 *   return Memory.writer().parameters(cortex, adam).array(best).count(level).number(score).end();
 * }
 *
 * void restore(Memory memory) {
 *   Memory.Reader reader = memory.reader();
 *   reader.parameters(cortex, adam);
 *   reader.array(best);
 *   level = Math.toIntExact(reader.count());
 *   score = reader.number();
 *   reader.end();
 * }
 * </pre>
 *
 * <p>Arrays are taken and handed out as they are, not copied, except by {@link Writer} and {@link
 * Reader}.
 */
public final class Memory {
  private final long[] counts;
  private final List<float[]> arrays;
  private final double[] numbers;

  /**
   * Puts a memory together; trainees use {@link #writer}.
   *
   * @param counts whole numbers
   * @param arrays parameters and what is remembered of each
   * @param numbers other numbers
   */
  public Memory(long[] counts, List<float[]> arrays, double[] numbers) {
    this.counts = counts;
    this.arrays = List.copyOf(arrays);
    this.numbers = numbers;
  }

  /**
   * Starts an empty memory.
   *
   * @return collects what is to be remembered
   */
  public static Writer writer() {
    return new Writer();
  }

  /**
   * Starts to read.
   *
   * @return hands out what was written, from the beginning
   */
  public Reader reader() {
    return new Reader(this);
  }

  /**
   * Whole numbers.
   *
   * @return the array itself
   */
  public long[] counts() {
    return counts;
  }

  /**
   * Parameters and what is remembered of each.
   *
   * @return the arrays themselves
   */
  public List<float[]> arrays() {
    return arrays;
  }

  /**
   * Other numbers.
   *
   * @return the array itself
   */
  public double[] numbers() {
    return numbers;
  }

  /** Collects what is to be remembered. */
  public static final class Writer {
    private final List<Long> counts = new ArrayList<>();
    private final List<float[]> arrays = new ArrayList<>();
    private final List<Double> numbers = new ArrayList<>();

    private Writer() {}

    /**
     * Adds a group of parameters with what its optimizer remembers.
     *
     * @param parameters whose values are copied
     * @param optimizer whose steps and arrays are copied
     * @return this
     */
    public Writer parameters(Parameters parameters, Optimizer optimizer) {
      count(optimizer.steps());
      array(parameters.values());
      optimizer.memory().forEach(this::array);
      return this;
    }

    /**
     * Adds an array.
     *
     * @param array is copied
     * @return this
     */
    public Writer array(float[] array) {
      arrays.add(array.clone());
      return this;
    }

    /**
     * Adds a whole number.
     *
     * @param count such as a level or a number of updates
     * @return this
     */
    public Writer count(long count) {
      counts.add(count);
      return this;
    }

    /**
     * Adds a number.
     *
     * @param number such as the best loss so far; any bits
     * @return this
     */
    public Writer number(double number) {
      numbers.add(number);
      return this;
    }

    /**
     * Finishes.
     *
     * @return what was added
     */
    public Memory end() {
      return new Memory(
          counts.stream().mapToLong(Long::longValue).toArray(),
          arrays,
          numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /** Hands out what was written, in the same order. */
  public static final class Reader {
    private final Memory memory;
    private int count;
    private int array;
    private int number;

    private Reader(Memory memory) {
      this.memory = memory;
    }

    /**
     * Reads a group of parameters with what its optimizer remembers.
     *
     * @param parameters whose values are replaced; whoever runs on them must pack them
     * @param optimizer whose steps and arrays are replaced
     * @throws IllegalArgumentException if the numbers of parameters or of arrays differ
     */
    public void parameters(Parameters parameters, Optimizer optimizer) {
      long steps = count();
      float[] from = next();
      float[] values = parameters.values();
      if (from.length != values.length) {
        throw new IllegalArgumentException(
            "state of " + from.length + " parameters for a network of " + values.length);
      }
      int last = Math.min(array + optimizer.memory().size(), memory.arrays.size());
      optimizer.restore(steps, memory.arrays.subList(array, last));
      array = last;
      System.arraycopy(from, 0, values, 0, values.length);
    }

    /**
     * Reads an array.
     *
     * @param into is overwritten
     * @throws IllegalArgumentException if the lengths differ or there is none left
     */
    public void array(float[] into) {
      float[] from = next();
      if (from.length != into.length) {
        throw new IllegalArgumentException(
            "state with an array of " + from.length + " where " + into.length + " are due");
      }
      System.arraycopy(from, 0, into, 0, into.length);
    }

    private float[] next() {
      require(array < memory.arrays.size(), "arrays", memory.arrays.size());
      return memory.arrays.get(array++);
    }

    /**
     * Reads a whole number.
     *
     * @return the next
     * @throws IllegalArgumentException if there is none left
     */
    public long count() {
      require(count < memory.counts.length, "counts", memory.counts.length);
      return memory.counts[count++];
    }

    /**
     * Reads a number.
     *
     * @return the next
     * @throws IllegalArgumentException if there is none left
     */
    public double number() {
      require(number < memory.numbers.length, "numbers", memory.numbers.length);
      return memory.numbers[number++];
    }

    private static void require(boolean holds, String what, int all) {
      if (!holds) {
        throw new IllegalArgumentException(
            "state of another network: it has %d %s, more are due".formatted(all, what));
      }
    }

    /**
     * Makes sure that nothing is left.
     *
     * @throws IllegalArgumentException if there is
     */
    public void end() {
      if (count < memory.counts.length
          || array < memory.arrays.size()
          || number < memory.numbers.length) {
        throw new IllegalArgumentException(
            "state of another network: %d of %d counts, %d of %d arrays, %d of %d numbers are due"
                .formatted(
                    count,
                    memory.counts.length,
                    array,
                    memory.arrays.size(),
                    number,
                    memory.numbers.length));
      }
    }
  }
}
