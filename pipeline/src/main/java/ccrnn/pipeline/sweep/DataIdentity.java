package ccrnn.pipeline.sweep;

import ccrnn.pipeline.UserError;
import java.util.Locale;

/**
 * Tells what data a path holds, so that trials depend on the data and not on where they are kept.
 */
@FunctionalInterface
public interface DataIdentity {
  /** What a task learns from. */
  enum Kind {
    /** Images of handwritten digits. */
    DIGITS,
    /** Captions with the features of their images. */
    CAPTIONS;

    /**
     * @return the kind in a word, for messages
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Looks at the data.
   *
   * @param path a folder of this machine, relative ones to the working directory, or any Hadoop
   *     path
   * @param kind what is looked for
   * @return a value of {@link CommonRows#DATA}: a name of well-known data such as {@code mnist}, in
   *     kebab-case, or {@code sha256:} and 16 hexadecimal digits
   * @throws UserError if there are no such data; the message says nothing of the sweep
   */
  String of(String path, Kind kind);
}
