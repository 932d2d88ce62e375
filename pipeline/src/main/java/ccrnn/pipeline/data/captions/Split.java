package ccrnn.pipeline.data.captions;

import ccrnn.pipeline.UserError;
import java.util.Arrays;
import java.util.Locale;

/** What captions are for. */
enum Split {
  /** To learn from. */
  TRAINING,
  /** Looked at after each epoch. */
  VALIDATION,
  /** Looked at in the end. */
  TEST;

  /** The name as files have it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Split of(String word, String file) {
    return Arrays.stream(values())
        .filter(split -> split.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new UserError(file + ": damaged: a split '" + word + "'"));
  }
}
