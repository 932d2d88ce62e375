package ccrnn.pipeline.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a results folder holds.
 *
 * @param trials how each trial ended, by id; a trial whose files are not all readable is not among
 *     them
 * @param families of other projects that trials are of, as {@link
 *     ccrnn.pipeline.sweep.CommonRows#FAMILY} has them; whether or not they are installed here
 * @param unreadable files that are left out and why, in order of their names
 * @param trialFiles the readable files of {@code trials}
 * @param epochFiles the readable files of {@code epochs}, without those of a trial that was killed
 *     between its files
 * @param measureFiles the readable files of {@code measures}, without those of such a trial
 */
public record Inventory(
    SortedMap<String, TrialStatus> trials,
    Set<String> families,
    List<UnreadableFile> unreadable,
    TableFiles trialFiles,
    TableFiles epochFiles,
    TableFiles measureFiles) {
  /** Copies the collections. */
  public Inventory {
    families = Collections.unmodifiableSet(new TreeSet<>(families));
    trials = Collections.unmodifiableSortedMap(new TreeMap<>(trials));
    unreadable = List.copyOf(unreadable);
  }

  /**
   * @return the readable files of every table
   */
  public List<TableFiles> files() {
    return List.of(trialFiles, epochFiles, measureFiles);
  }

  /**
   * @return ids of the trials that trained all their epochs, in order
   */
  public Set<String> complete() {
    return ids(status -> status == TrialStatus.COMPLETE);
  }

  /**
   * @return ids of the trials that diverged or threw, in order
   */
  public Set<String> failed() {
    return ids(status -> status != TrialStatus.COMPLETE);
  }

  private Set<String> ids(Predicate<TrialStatus> wanted) {
    return trials.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
  }
}
