package ccrnn.pipeline.store;

import java.util.List;

/**
 * What a compaction did.
 *
 * @param before the files of the tables before it
 * @param after and after it
 * @param merged trials that were written to a merged file
 * @param failed trials that did not complete and keep files of their own, because an attempt that
 *     succeeds may replace them at any time
 * @param skipped files that could not be merged and why; they are as they were
 */
public record Compacted(
    Size before, Size after, int merged, int failed, List<UnreadableFile> skipped) {
  /** Copies the list. */
  public Compacted {
    skipped = List.copyOf(skipped);
  }

  /**
   * Files of all tables together.
   *
   * @param files how many
   * @param bytes their sizes together
   */
  public record Size(int files, long bytes) {}
}
