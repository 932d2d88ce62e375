package ccrnn.pipeline.plan;

import java.util.Set;

/**
 * What a results folder holds, by {@linkplain ccrnn.pipeline.sweep.Trial#id() trial id}. It may
 * hold trials of other sweeps too. A trial in both sets counts as complete.
 *
 * @param complete ids of trials with all their rows; copied
 * @param failed ids of trials that ended with a failure; copied
 * @param snapshots states that trials may go on from
 * @param paces how fast trials were trained before
 */
public record Inventory(
    Set<String> complete, Set<String> failed, Snapshots snapshots, Paces paces) {
  /** Copies the sets. */
  public Inventory {
    complete = Set.copyOf(complete);
    failed = Set.copyOf(failed);
  }

  /**
   * A folder without snapshots, of which nothing is known but how trials ended.
   *
   * @param complete ids of trials with all their rows; copied
   * @param failed ids of trials that ended with a failure; copied
   */
  public Inventory(Set<String> complete, Set<String> failed) {
    this(complete, failed, Snapshots.none(), Paces.ESTIMATED);
  }

  /**
   * @return the inventory of a folder without trials
   */
  public static Inventory empty() {
    return new Inventory(Set.of(), Set.of());
  }
}
