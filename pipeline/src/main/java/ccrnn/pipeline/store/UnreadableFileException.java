package ccrnn.pipeline.store;

import java.io.IOException;

/** A file under a table's folder that is no readable part of the table. */
final class UnreadableFileException extends IOException {
  private static final long serialVersionUID = 1L;
  private final UnreadableFile.Remedy remedy;

  /**
   * @param reason one phrase: what is wrong with the file
   */
  UnreadableFileException(String reason) {
    this(reason, UnreadableFile.Remedy.SET_ASIDE);
  }

  UnreadableFileException(String reason, UnreadableFile.Remedy remedy) {
    super(reason);
    this.remedy = remedy;
  }

  UnreadableFileException(String reason, Throwable cause) {
    super(reason, cause);
    this.remedy = UnreadableFile.Remedy.SET_ASIDE;
  }

  UnreadableFile.Remedy remedy() {
    return remedy;
  }
}
