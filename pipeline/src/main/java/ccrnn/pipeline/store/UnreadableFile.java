package ccrnn.pipeline.store;

import ccrnn.pipeline.sweep.Names;

/**
 * A file of a results folder that is left out, and why.
 *
 * @param file its name below the results folder, such as {@code trials/0a1b.parquet}
 * @param reason one phrase, such as {@code truncated: the Parquet footer is missing}
 */
public record UnreadableFile(String file, String reason) {
  /** Fit for a terminal, whatever the file is named. */
  @Override
  public String toString() {
    return Names.printable(file + ": " + reason);
  }
}
