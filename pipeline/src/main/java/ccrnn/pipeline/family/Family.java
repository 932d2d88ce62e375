package ccrnn.pipeline.family;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.DataLocation;
import ccrnn.pipeline.sweep.Trial;
import ccrnn.pipeline.sweep.Vocabulary;
import java.util.List;

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

  /**
   * Looks for a trial that its data cannot serve, before any is trained. Does nothing unless
   * overridden.
   *
   * @param trials of one sweep and of this family
   * @param location where the sweep's data are
   * @throws UserError naming the setting, what it is and what it may be
   */
  default void requireData(List<Trial> trials, DataLocation location) {}
}
