package ccrnn.pipeline.store;

/**
 * How big merged files become.
 *
 * @param trials most trials in a file
 * @param bytes most bytes that the files of these trials have together before they are merged;
 *     afterwards they have fewer
 */
record CompactionBounds(int trials, long bytes) {
  /**
   * Big enough that ten thousand trials are a handful of files, small enough that one group takes
   * seconds, little memory and little room on the disk beside what it replaces.
   */
  static final CompactionBounds DEFAULT = new CompactionBounds(10_000, 256L << 20);

  /** Checks that something can be merged. */
  CompactionBounds {
    if (trials < 2 || bytes < 1) {
      throw new IllegalArgumentException("nothing fits in " + trials + " trials, " + bytes + " B");
    }
  }
}
