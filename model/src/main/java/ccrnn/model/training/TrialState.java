package ccrnn.model.training;

import ccrnn.model.trainee.Memory;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * All that a trial needs to go on bit for bit: what the trainee remembers, what the schedule does,
 * and how far training has come. Random streams need nothing, because they are found by epoch.
 *
 * <p>Arrays are taken and handed out as they are, not copied.
 *
 * <h2>As bytes</h2>
 *
 * Big-endian, in two versions, each with a CRC-32C of all that comes before it at its end. A state
 * that fits version 1 is written as that, so that older programs can read it: one count, no
 * numbers, one or more arrays, all of one length.
 *
 * <table>
 *   <caption>Order of the fields; sizes in bytes</caption>
 *   <tr><th>version 1</th><th>version 2</th></tr>
 *   <tr><td>magic, 4</td><td>magic, 4</td></tr>
 *   <tr><td>1, 4</td><td>2, 4</td></tr>
 *   <tr><td>epochs, 4</td><td>epochs, 4</td></tr>
 *   <tr><td>the count, 8</td><td>number of counts, 4</td></tr>
 *   <tr><td>length of the arrays, 4</td><td>number of arrays, 4</td></tr>
 *   <tr><td>number of arrays after the first, 4</td><td>number of numbers, 4</td></tr>
 *   <tr><td>length of the schedule, 4</td><td>length of the schedule, 4</td></tr>
 *   <tr><td></td><td>length of each array, 4 each</td></tr>
 *   <tr><td></td><td>counts, 8 each</td></tr>
 *   <tr><td>arrays, 4 an element</td><td>arrays, 4 an element</td></tr>
 *   <tr><td></td><td>numbers, 8 each</td></tr>
 *   <tr><td>schedule, 8 each</td><td>schedule, 8 each</td></tr>
 *   <tr><td>checksum, 4</td><td>checksum, 4</td></tr>
 * </table>
 */
public final class TrialState {
  private static final int MAGIC = 0x6363_524e; // "ccRN"
  private static final int ONE_GROUP = 1;
  private static final int ANY_FORM = 2;

  private final int epochs;
  private final Memory memory;
  private final double[] schedule;

  /**
   * Puts a state together.
   *
   * @param epochs finished epochs
   * @param memory what the trainee remembers
   * @param schedule what the {@link Schedule} remembers
   */
  public TrialState(int epochs, Memory memory, double[] schedule) {
    if (epochs < 0) {
      throw new IllegalArgumentException(epochs + " epochs");
    }
    this.epochs = epochs;
    this.memory = memory;
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
   * What the trainee remembers.
   *
   * @return the memory itself
   */
  public Memory memory() {
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
   * Writes the state.
   *
   * @return a new array
   * @throws ArithmeticException if it would be longer than an array can be
   */
  public byte[] toBytes() {
    return isOneGroup() ? oneGroup() : anyForm();
  }

  private boolean isOneGroup() {
    List<float[]> arrays = memory.arrays();
    return memory.counts().length == 1
        && memory.numbers().length == 0
        && !arrays.isEmpty()
        && arrays.stream().allMatch(array -> array.length == arrays.get(0).length);
  }

  private byte[] oneGroup() {
    int length = memory.arrays().get(0).length;
    int more = memory.arrays().size() - 1;
    byte[] array = array(8L * 4 + 4L * length * (1L + more) + 8L * schedule.length + 4);
    ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.BIG_ENDIAN);
    bytes.putInt(MAGIC).putInt(ONE_GROUP).putInt(epochs).putLong(memory.counts()[0]);
    bytes.putInt(length).putInt(more).putInt(schedule.length);
    memory.arrays().forEach(each -> put(bytes, each));
    put(bytes, schedule);
    bytes.putInt(checksum(bytes, bytes.position()));
    return array;
  }

  private byte[] anyForm() {
    List<float[]> arrays = memory.arrays();
    long elements = arrays.stream().mapToLong(each -> each.length).sum();
    long eights = (long) memory.counts().length + memory.numbers().length + schedule.length;
    byte[] array = array(7L * 4 + 4L * arrays.size() + 4 * elements + 8 * eights + 4);
    ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.BIG_ENDIAN);
    bytes.putInt(MAGIC).putInt(ANY_FORM).putInt(epochs);
    bytes.putInt(memory.counts().length).putInt(arrays.size());
    bytes.putInt(memory.numbers().length).putInt(schedule.length);
    arrays.forEach(each -> bytes.putInt(each.length));
    for (long count : memory.counts()) {
      bytes.putLong(count);
    }
    arrays.forEach(each -> put(bytes, each));
    put(bytes, memory.numbers());
    put(bytes, schedule);
    bytes.putInt(checksum(bytes, bytes.position()));
    return array;
  }

  private static byte[] array(long size) {
    return new byte[Math.toIntExact(size)];
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
      return switch (version) {
        case ONE_GROUP -> oneGroup(bytes);
        case ANY_FORM -> anyForm(bytes);
        default ->
            throw new IllegalArgumentException(
                "state of version " + version + ", this program reads versions 1 and 2");
      };
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("state is cut short", e);
    }
  }

  private static TrialState oneGroup(ByteBuffer bytes) {
    int epochs = bytes.getInt();
    long[] counts = {bytes.getLong()};
    int length = bytes.getInt();
    int more = bytes.getInt();
    int numbers = bytes.getInt();
    requireWhole(bytes, 4L * length * (1L + more) + 8L * numbers, length, more, numbers);
    List<float[]> arrays = new ArrayList<>();
    for (int i = 0; i <= more; i++) {
      arrays.add(floats(bytes, length));
    }
    return new TrialState(
        epochs, new Memory(counts, arrays, new double[0]), doubles(bytes, numbers));
  }

  private static TrialState anyForm(ByteBuffer bytes) {
    int epochs = bytes.getInt();
    int[] sizes = {bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt()};
    long rest = 8L * sizes[0] + 8L * sizes[2] + 8L * sizes[3];
    if (sizes[1] < 0 || 4L * sizes[1] > bytes.remaining()) {
      throw new IllegalArgumentException(
          "state of " + bytes.capacity() + " bytes with " + sizes[1] + " arrays: cut short?");
    }
    int[] lengths = new int[sizes[1]];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = bytes.getInt();
      requireNoneNegative(bytes, lengths[i]);
      rest += 4L * lengths[i];
    }
    requireWhole(bytes, rest, sizes);
    long[] counts = new long[sizes[0]];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = bytes.getLong();
    }
    List<float[]> arrays = new ArrayList<>();
    for (int length : lengths) {
      arrays.add(floats(bytes, length));
    }
    double[] numbers = doubles(bytes, sizes[2]);
    return new TrialState(epochs, new Memory(counts, arrays, numbers), doubles(bytes, sizes[3]));
  }

  /** Before anything is allocated by what the bytes say. */
  private static void requireWhole(ByteBuffer bytes, long rest, int... sizes) {
    requireNoneNegative(bytes, sizes);
    long expected = bytes.position() + rest + 4;
    int length = bytes.capacity();
    if (expected != length) {
      throw new IllegalArgumentException(
          "state of " + length + " bytes where " + expected + " are due: cut short?");
    }
    if (checksum(bytes, length - 4) != bytes.getInt(length - 4)) {
      throw new IllegalArgumentException("state is damaged: its checksum differs");
    }
  }

  private static void requireNoneNegative(ByteBuffer bytes, int... sizes) {
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "state of " + bytes.capacity() + " bytes with a length of " + size + ": damaged?");
      }
    }
  }

  private static void put(ByteBuffer bytes, float[] array) {
    bytes.asFloatBuffer().put(array);
    bytes.position(bytes.position() + 4 * array.length);
  }

  private static void put(ByteBuffer bytes, double[] array) {
    bytes.asDoubleBuffer().put(array);
    bytes.position(bytes.position() + 8 * array.length);
  }

  private static float[] floats(ByteBuffer bytes, int length) {
    float[] array = new float[length];
    bytes.asFloatBuffer().get(array);
    bytes.position(bytes.position() + 4 * length);
    return array;
  }

  private static double[] doubles(ByteBuffer bytes, int length) {
    double[] array = new double[length];
    bytes.asDoubleBuffer().get(array);
    bytes.position(bytes.position() + 8 * length);
    return array;
  }

  private static int checksum(ByteBuffer bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, length));
    return (int) crc.getValue();
  }
}
