package ccrnn.pipeline.family;

import ccrnn.pipeline.sweep.Vocabularies;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;

/** The families that this program was started with. */
public final class Families implements Vocabularies {
  private static final List<Family> INSTALLED =
      StreamSupport.stream(
              ServiceLoader.load(Family.class, Families.class.getClassLoader()).spliterator(),
              false)
          .toList();

  /**
   * @return all of them, those of this project first
   */
  public static List<Family> all() {
    return INSTALLED;
  }

  /**
   * Finds who can tell about a task.
   *
   * @param task its word
   * @return the first family that learns it
   * @throws IllegalArgumentException if none does
   */
  public static Family learning(String task) {
    return INSTALLED.stream()
        .filter(
            family ->
                family.networks().stream()
                    .flatMap(network -> network.tasks().stream())
                    .anyMatch(each -> each.word().equals(task)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no family learns the task " + task));
  }

  @Override
  public List<? extends Family> installed() {
    return INSTALLED;
  }
}
