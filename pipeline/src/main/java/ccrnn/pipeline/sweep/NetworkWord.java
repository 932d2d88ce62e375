package ccrnn.pipeline.sweep;

import java.util.List;

/**
 * A word of {@link CommonRows#NETWORK}. It belongs to one family.
 *
 * @param word in a sweep file, kebab-case
 * @param meaning a phrase
 * @param tasks what it can learn, at least one
 */
public record NetworkWord(String word, String meaning, List<TaskWord> tasks) {
  /** Copies the list. */
  public NetworkWord {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("network " + word + " learns no task");
    }
  }
}
