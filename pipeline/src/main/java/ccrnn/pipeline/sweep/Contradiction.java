package ccrnn.pipeline.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Two settings of one trial that cannot both hold, each being valid on its own.
 *
 * @param culprit the setting to blame; an error names its place
 * @param problem what is wrong with it, begun with a space; followed by the rival where there is
 *     one
 * @param rival the setting that it contradicts
 * @param remedy what would be right
 * @param corner where crossed axes of culprit and rival are no mistake as a whole but have a corner
 *     to leave out; empty where they are
 */
public record Contradiction(
    Setting culprit,
    String problem,
    Optional<Setting> rival,
    String remedy,
    Optional<Corner> corner) {
  /**
   * What goes well with what, among settings that are often crossed.
   *
   * @param harmless the word of the culprit that goes with every rival
   * @param able the words of the rival that go with every culprit
   */
  public record Corner(String harmless, List<String> able) {
    /** Copies the list. */
    public Corner {
      able = List.copyOf(able);
    }
  }

  /** Looks for a contradiction. */
  @FunctionalInterface
  public interface Check {
    /**
     * Looks at a trial.
     *
     * @param values a value or {@link Absent#ABSENT} for every setting of the catalogue
     * @return what contradicts, if anything
     */
    Optional<Contradiction> in(Map<Setting, Object> values);

    /**
     * A check of one condition.
     *
     * @param contradicts what must not be so
     * @param found tells what then contradicts
     * @return the check
     */
    static Check of(
        Predicate<Map<Setting, Object>> contradicts,
        Function<Map<Setting, Object>, Contradiction> found) {
      return values ->
          contradicts.test(values) ? Optional.of(found.apply(values)) : Optional.empty();
    }
  }

  /**
   * Looks for a contradiction.
   *
   * @param values a value or {@link Absent#ABSENT} for every setting
   * @return the first one found
   */
  static Optional<Contradiction> in(Map<Setting, Object> values) {
    Catalogue catalogue = Catalogue.installed();
    String network = (String) values.get(CommonRows.NETWORK);
    List<String> able = catalogue.networks(Scope.task((String) values.get(CommonRows.TASK)));
    if (!able.contains(network)) {
      return Optional.of(
          between(
              CommonRows.NETWORK,
              " cannot learn ",
              CommonRows.TASK,
              "that takes network: " + String.join(", ", able)));
    }
    for (Check check : catalogue.vocabulary(network).contradictions()) {
      Optional<Contradiction> found = check.in(values);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Two settings contradict each other.
   *
   * @param culprit the setting to blame
   * @param problem what is wrong with it, begun with a space
   * @param rival the setting that it contradicts
   * @param remedy what would be right
   * @return the contradiction
   */
  public static Contradiction between(
      Setting culprit, String problem, Setting rival, String remedy) {
    return new Contradiction(culprit, problem, Optional.of(rival), remedy, Optional.empty());
  }

  /**
   * A setting cannot be so.
   *
   * @param culprit the setting to blame
   * @param problem what is wrong with it, begun with a space
   * @param remedy what would be right
   * @return the contradiction
   */
  public static Contradiction alone(Setting culprit, String problem, String remedy) {
    return new Contradiction(culprit, problem, Optional.empty(), remedy, Optional.empty());
  }

  /**
   * Says that the two are often crossed.
   *
   * @param known what goes with what
   * @return the same contradiction, with another remedy for crossed axes
   */
  public Contradiction with(Corner known) {
    return new Contradiction(culprit, problem, rival, remedy, Optional.of(known));
  }
}
