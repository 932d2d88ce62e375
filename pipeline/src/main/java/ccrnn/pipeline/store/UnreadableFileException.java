package ccrnn.pipeline.store;

import java.io.IOException;

/** A file under a table's folder that is no readable part of the table. */
final class UnreadableFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason one phrase: what is wrong with the file
   */
  UnreadableFileException(String reason) {
    super(reason);
  }

  UnreadableFileException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
