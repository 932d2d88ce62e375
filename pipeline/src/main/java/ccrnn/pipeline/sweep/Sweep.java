package ccrnn.pipeline.sweep;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A sweep: the distinct trials that a sweep file and its overrides span, in the order of the axes
 * (the last one changes fastest; cases come after the axes).
 *
 * @param name a word fit for a folder name
 * @param about what the sweep is for, may be empty
 * @param trials distinct, at least one
 * @param duplicates combinations that gave a trial already there
 * @param excluded combinations that an exclusion left out
 * @param varying the settings with more than one value among the trials, axes first, then those of
 *     the cases; {@link CommonRows#SEED} is among them if it varies
 * @param data path of the data that the trials learn from, as written in the sweep: a folder of
 *     this machine, relative ones to the working directory, or any Hadoop path; empty where the
 *     program draws its own. What a trial depends on is {@link CommonRows#DATA}, not the path
 * @param snapshots which states of its trials a run keeps
 */
public record Sweep(
    String name,
    String about,
    List<Trial> trials,
    int duplicates,
    int excluded,
    List<Setting> varying,
    Optional<String> data,
    Snapshotting snapshots) {
  /** Combinations that a sweep may have, so that a typo cannot fill the memory. */
  public static final int MAX_COMBINATIONS = 1_000_000;

  /** Copies the lists. */
  public Sweep {
    trials = List.copyOf(trials);
    varying = List.copyOf(varying);
  }

  /**
   * @param some of the trials, at least one
   * @return a sweep of these alone; duplicates and exclusions are not counted again
   */
  public Sweep only(List<Trial> some) {
    return new Sweep(name, about, some, 0, 0, varying, data, snapshots);
  }

  /**
   * @return combinations of the axes and cases: trials, duplicates and exclusions together
   */
  public int combinations() {
    return trials.size() + duplicates + excluded;
  }

  /**
   * @return what names a condition, hence the columns of a summary: the varying settings without
   *     the seed, or the network alone where nothing else varies
   */
  public List<Setting> conditionSettings() {
    List<Setting> settings =
        varying.stream().filter(setting -> setting != CommonRows.SEED).toList();
    return settings.isEmpty() ? List.of(CommonRows.NETWORK) : settings;
  }

  /**
   * @param trial one of {@link #trials}
   * @return the condition that it shares with the trials that differ from it only in their seed
   */
  public Condition condition(Trial trial) {
    return Condition.of(trial, conditionSettings());
  }

  /**
   * @return the distinct conditions in the order of {@link #trials}
   */
  public List<Condition> conditions() {
    List<Setting> settings = conditionSettings();
    LinkedHashSet<Condition> conditions = new LinkedHashSet<>();
    for (Trial trial : trials) {
      conditions.add(Condition.of(trial, settings));
    }
    return List.copyOf(conditions);
  }
}
