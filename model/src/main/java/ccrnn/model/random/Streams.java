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

  private long start(Purpose purpose, long index) {
    if (index < 0) {
      throw new IllegalArgumentException("index " + index + " is negative");
    }
    long key = Stream.mix(seed ^ 0x6363_524e_4e00_0000L);
    key = Stream.mix(key + purpose.code());
    return Stream.mix(key ^ Stream.mix(index));
  }
}
