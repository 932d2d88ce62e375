package ccrnn.pipeline.plan;

import ccrnn.pipeline.plan.Trees.Start;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The states of trained networks that a results folder keeps, by the name of their files. */
public final class Snapshots {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})-([1-9][0-9]{0,6})");

  /** Epochs by what they belong to. */
  private final Map<String, NavigableSet<Integer>> epochs = new HashMap<>();

  /**
   * Takes names over.
   *
   * @param names as {@link Lineage#snapshot} makes them; others are passed over
   */
  public Snapshots(Collection<String> names) {
    for (String name : names) {
      Matcher parts = NAME.matcher(name);
      if (parts.matches()) {
        epochs
            .computeIfAbsent(parts.group(1), none -> new TreeSet<>())
            .add(Integer.parseInt(parts.group(2)));
      }
    }
  }

  /**
   * @return a folder that keeps none
   */
  public static Snapshots none() {
    return new Snapshots(java.util.List.of());
  }

  /** The latest state before its last epoch that a trial can go on from. */
  Optional<Start> latest(Lineage trial) {
    if (epochs.isEmpty()) {
      return Optional.empty();
    }
    int most = Math.toIntExact(trial.epochs()) - 1;
    for (int onset : trial.onsets().descendingSet()) {
      Optional<Start> start = latest(trial, onset + 1, most);
      if (start.isPresent()) {
        return start;
      }
      most = onset;
    }
    return latest(trial, 1, most);
  }

  /** Where nothing begins in between, so that the names differ only in their numbers. */
  private Optional<Start> latest(Lineage trial, int least, int most) {
    if (least > most) {
      return Optional.empty();
    }
    String name = trial.snapshot(most);
    NavigableSet<Integer> known = epochs.get(name.substring(0, name.lastIndexOf('-')));
    Integer found = known == null ? null : known.floor(most);
    return found == null || found < least
        ? Optional.empty()
        : Optional.of(new Start(trial.snapshot(found), found));
  }
}
