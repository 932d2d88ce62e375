package ccrnn.pipeline.sweep;

import ccrnn.pipeline.UserError;
import java.util.List;

/**
 * Tells which families there are. The language does not know them; their package does, and is found
 * by {@link java.util.ServiceLoader}.
 */
public interface Vocabularies {
  /**
   * Tells all families.
   *
   * @return those of this project first, each at most once, in an order that depends on nothing but
   *     what is installed
   * @throws UserError if one cannot be had
   */
  List<? extends Vocabulary> installed();
}
