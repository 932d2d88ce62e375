package ccrnn.pipeline.family;

import ccrnn.pipeline.sweep.Vocabulary;

/** One system of models with its controls: all that depends on a model is asked here. */
public interface Family extends Vocabulary {
  /**
   * Tells the version of a family that is no part of this project, for people: trials of another
   * jar are other trials whatever it says.
   *
   * @return for example {@code 1.2}
   */
  default String version() {
    return "1";
  }
}
