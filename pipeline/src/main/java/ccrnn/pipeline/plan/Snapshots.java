package ccrnn.pipeline.plan;

import ccrnn.pipeline.sweep.CommonRows;

import ccrnn.pipeline.plan.Trees.Start;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
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
  Optional<Start> latest(Trial trial) {
    if (epochs.isEmpty()) {
      return Optional.empty();
    }
    int last = Math.toIntExact(trial.integer(CommonRows.EPOCHS));
    int intact = Lineage.intactEpochs(trial);
    return latest(trial, intact + 1, last - 1)
        .or(() -> latest(trial, 1, Math.min(intact, last - 1)));
  }

  private Optional<Start> latest(Trial trial, int least, int most) {
    if (least > most) {
      return Optional.empty();
    }
    String name = Lineage.snapshot(trial, most);
    NavigableSet<Integer> known = epochs.get(name.substring(0, name.lastIndexOf('-')));
    Integer found = known == null ? null : known.floor(most);
    return found == null || found < least
        ? Optional.empty()
        : Optional.of(new Start(Lineage.snapshot(trial, found), found));
  }
}
