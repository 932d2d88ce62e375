package ccrnn.model.random;

/**
 * The random streams of one seed.
 *
 * @param seed origin of all of them
 */
public record Streams(long seed) {

  /**
   * Opens a stream at its beginning.
   *
   * @param purpose what the numbers are for
   * @param index which of the purpose's streams, at least 0
   * @return a stream that depends on nothing but (seed, purpose, index)
   * @throws IllegalArgumentException if the index is negative
   */
  public Stream stream(Purpose purpose, long index) {
    return new Stream(start(purpose, index));
  }

  /**
   * Turns a stream into another one at its beginning, for loops that are to allocate nothing.
   *
   * @param stream any, becomes the one that {@link #stream} opens
   * @param purpose what the numbers are for
   * @param index which of the purpose's streams, at least 0
   * @throws IllegalArgumentException if the index is negative
   */
  public void reopen(Stream stream, Purpose purpose, long index) {
    stream.restart(start(purpose, index));
  }

  /**
   * Opens a stream for a purpose of one's own, as of a network that is no part of this program. The
   * name is part of every result: never change it.
   *
   * @param purpose what the numbers are for; begin it with the name of the model
   * @param index which of the purpose's streams, at least 0
   * @return a stream that depends on nothing but (seed, purpose, index)
   * @throws IllegalArgumentException if the index is negative
   */
  public Stream stream(String purpose, long index) {
    return new Stream(start(code(purpose), index));
  }

  /**
   * Turns a stream into one for a purpose of one's own, for loops that are to allocate nothing.
   *
   * @param stream any, becomes the one that {@link #stream(String, long)} opens
   * @param purpose what the numbers are for
   * @param index which of the purpose's streams, at least 0
   * @throws IllegalArgumentException if the index is negative
   */
  public void reopen(Stream stream, String purpose, long index) {
    stream.restart(start(code(purpose), index));
  }

  /** FNV-1a over the characters: far from the small codes of {@link Purpose}. */
  private static long code(String purpose) {
    long code = 0xcbf2_9ce4_8422_2325L;
    for (int i = 0; i < purpose.length(); i++) {
      code = (code ^ purpose.charAt(i)) * 0x100_0000_01b3L;
    }
    return code;
  }

  private long start(Purpose purpose, long index) {
    return start(purpose.code(), index);
  }

  private long start(long code, long index) {
    if (index < 0) {
      throw new IllegalArgumentException("index " + index + " is negative");
    }
    long key = Stream.mix(seed ^ 0x6363_524e_4e00_0000L);
    key = Stream.mix(key + code);
    return Stream.mix(key ^ Stream.mix(index));
  }
}
