package ccrnn.pipeline.store;

import ccrnn.pipeline.sweep.Names;

/**
 * A file of a results folder that is left out, and why.
 *
 * @param file its name below the results folder, such as {@code trials/0a1b.parquet}
 * @param reason one phrase, such as {@code truncated: the Parquet footer is missing}
 * @param remedy what can be done about it
 */
public record UnreadableFile(String file, String reason, Remedy remedy) {
  /** What can be done about a file that is left out. */
  public enum Remedy {
    /** It is of no use where it is: {@link ResultsFolder#setAside} moves it away. */
    SET_ASIDE,
    /** A later version of this program wrote it, and reads it. */
    UPDATE,
    /** It could not be reached, which may pass. */
    WAIT
  }

  /**
   * A file that can be set aside.
   *
   * @param file its name below the results folder
   * @param reason one phrase
   */
  public UnreadableFile(String file, String reason) {
    this(file, reason, Remedy.SET_ASIDE);
  }

  /** Fit for a terminal, whatever the file is named. */
  @Override
  public String toString() {
    return Names.printable(file + ": " + reason);
  }
}
