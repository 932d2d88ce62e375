package ccrnn.pipeline.sweep;

import java.util.Optional;

/**
 * A word of {@link CommonRows#TASK}. Several families may learn the same task; they then name equal
 * ones.
 *
 * @param word in a sweep file, kebab-case
 * @param meaning a phrase
 * @param group what it and its like are called together, for tables; the word itself where it is
 *     alone
 * @param data what it learns from where a sweep names data; empty where it always draws its own
 */
public record TaskWord(
    String word, String meaning, String group, Optional<DataIdentity.Kind> data) {
  /**
   * A task that draws its own sequences.
   *
   * @param word in a sweep file, kebab-case
   * @param meaning a phrase
   * @return the task
   */
  public static TaskWord of(String word, String meaning) {
    return new TaskWord(word, meaning, word, Optional.empty());
  }
}
