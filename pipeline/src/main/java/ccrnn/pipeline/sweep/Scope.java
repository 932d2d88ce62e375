package ccrnn.pipeline.sweep;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is said of trials before anything else: their task, their network, both or neither.
 *
 * @param task a word of {@link CommonRows#TASK}
 * @param network a word of {@link CommonRows#NETWORK}
 */
public record Scope(Optional<String> task, Optional<String> network) {
  /** All trials. */
  public static final Scope ALL = new Scope(Optional.empty(), Optional.empty());

  /**
   * The trials of a task.
   *
   * @param word of {@link CommonRows#TASK}
   * @return its scope
   */
  public static Scope task(String word) {
    return new Scope(Optional.of(word), Optional.empty());
  }

  /**
   * The trials of a network.
   *
   * @param word of {@link CommonRows#NETWORK}
   * @return its scope
   */
  public static Scope network(String word) {
    return new Scope(Optional.empty(), Optional.of(word));
  }

  /** The settings that it says. */
  Set<Setting> said() {
    Set<Setting> said = new TreeSet<>();
    task.ifPresent(word -> said.add(CommonRows.TASK));
    network.ifPresent(word -> said.add(CommonRows.NETWORK));
    return said;
  }
}
