package ccrnn.pipeline.store;

/** Hears how far a compaction is, for the eye. */
@FunctionalInterface
public interface CompactionListener {
  /**
   * Called often, in the thread that compacts.
   *
   * @param done trials merged so far
   * @param total trials that are to be merged
   */
  void merging(long done, long total);
}
