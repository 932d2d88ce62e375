package ccrnn.model.training;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * All that a trial needs to go on bit for bit: parameters, what the optimizer remembers, and how
 * far training has come. Random streams need nothing, because they are found by epoch.
 *
 * <p>Arrays are taken and handed out as they are, not copied.
 */
public final class TrialState {
  private static final int MAGIC = 0x6363_524e; // "ccRN"
  private static final int VERSION = 1;

  private final int epochs;
  private final long optimizerSteps;
  private final float[] values;
  private final List<float[]> memory;
  private final double[] schedule;

  /**
   * Puts a state together.
   *
   * @param epochs finished epochs
   * @param optimizerSteps steps of the optimizer
   * @param values all parameters
   * @param memory arrays of the optimizer, each as long as the parameters
   * @param schedule what the {@link ccrnn.model.training.Schedule} remembers
   */
  public TrialState(
      int epochs, long optimizerSteps, float[] values, List<float[]> memory, double[] schedule) {
    if (epochs < 0 || optimizerSteps < 0) {
      throw new IllegalArgumentException(epochs + " epochs, " + optimizerSteps + " steps");
    }
    this.epochs = epochs;
    this.optimizerSteps = optimizerSteps;
    this.values = values;
    this.memory = List.copyOf(memory);
    this.schedule = schedule;
  }

  /**
   * Tells how far training has come.
   *
   * @return finished epochs
   */
  public int epochs() {
    return epochs;
  }

  /**
   * Tells how often parameters have changed.
   *
   * @return steps of the optimizer
   */
  public long optimizerSteps() {
    return optimizerSteps;
  }

  /**
   * All parameters.
   *
   * @return the array itself
   */
  public float[] values() {
    return values;
  }

  /**
   * What the optimizer remembers.
   *
   * @return its arrays themselves
   */
  public List<float[]> memory() {
    return memory;
  }

  /**
   * What the schedule remembers.
   *
   * @return the array itself
   */
  public double[] schedule() {
    return schedule;
  }

  /**
   * Writes the state: magic, version, epochs, steps, numbers of parameters, of arrays and of what
   * the schedule remembers, then these, CRC-32C of all before; big-endian.
   *
   * @return a new array
   */
  public byte[] toBytes() {
    int size =
        4
            + 4
            + 4
            + 8
            + 4
            + 4
            + 4
            + 4 * values.length * (1 + memory.size())
            + 8 * schedule.length
            + 4;
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.BIG_ENDIAN);
    bytes.putInt(MAGIC).putInt(VERSION).putInt(epochs).putLong(optimizerSteps);
    bytes.putInt(values.length).putInt(memory.size()).putInt(schedule.length);
    put(bytes, values);
    memory.forEach(array -> put(bytes, array));
    for (double number : schedule) {
      bytes.putDouble(number);
    }
    bytes.putInt(checksum(bytes.array(), bytes.position()));
    return bytes.array();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @param array not modified
   * @return the state
   * @throws IllegalArgumentException if the bytes are something else, of a newer version, cut short
   *     or damaged
   */
  public static TrialState fromBytes(byte[] array) {
    ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.BIG_ENDIAN);
    try {
      if (bytes.getInt() != MAGIC) {
        throw new IllegalArgumentException("not the state of a trial");
      }
      int version = bytes.getInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "state of version " + version + ", this program reads version " + VERSION);
      }
      int epochs = bytes.getInt();
      long steps = bytes.getLong();
      int length = bytes.getInt();
      int arrays = bytes.getInt();
      int numbers = bytes.getInt();
      long expected = bytes.position() + 4L * length * (1L + arrays) + 8L * numbers + 4;
      if (length < 0 || arrays < 0 || numbers < 0 || expected != array.length) {
        throw new IllegalArgumentException(
            "state of " + array.length + " bytes where " + expected + " are due: cut short?");
      }
      if (checksum(array, array.length - 4) != bytes.getInt(array.length - 4)) {
        throw new IllegalArgumentException("state is damaged: its checksum differs");
      }
      float[] values = take(bytes, length);
      List<float[]> memory = new ArrayList<>();
      for (int i = 0; i < arrays; i++) {
        memory.add(take(bytes, length));
      }
      double[] schedule = new double[numbers];
      for (int i = 0; i < numbers; i++) {
        schedule[i] = bytes.getDouble();
      }
      return new TrialState(epochs, steps, values, memory, schedule);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("state is cut short", e);
    }
  }

  private static void put(ByteBuffer bytes, float[] array) {
    bytes.asFloatBuffer().put(array);
    bytes.position(bytes.position() + 4 * array.length);
  }

  private static float[] take(ByteBuffer bytes, int length) {
    float[] array = new float[length];
    bytes.asFloatBuffer().get(array);
    bytes.position(bytes.position() + 4 * length);
    return array;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
