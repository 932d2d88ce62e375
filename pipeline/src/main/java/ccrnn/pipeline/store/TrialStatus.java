package ccrnn.pipeline.store;

import java.util.Locale;
import java.util.Optional;

/** How a trial ended. */
public enum TrialStatus {
  /** It trained all its epochs. */
  COMPLETE,
  /** Its numbers left the finite range. */
  DIVERGED,
  /** It threw an exception. */
  FAILED;

  /**
   * @return the word in the column {@code status}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<TrialStatus> of(String word) {
    for (TrialStatus status : values()) {
      if (status.word().equals(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
