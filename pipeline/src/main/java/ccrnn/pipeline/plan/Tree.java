package ccrnn.pipeline.plan;

import ccrnn.pipeline.sweep.Trial;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Trials that are trained together because they share epochs. A tree belongs to one task.
 *
 * @param trunk the trial that the others fork from
 * @param snapshotName name of the {@linkplain Lineage#snapshot snapshot} from which the trunk goes
 *     on, after as many epochs as it is forked at; empty if it starts anew
 * @param seconds predicted, on one core
 */
public record Tree(Branch trunk, String snapshotName, double seconds) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Checks that only what goes on from a snapshot takes epochs over. */
  public Tree {
    if (snapshotName.isEmpty() != (trunk.forkedAt() == 0)) {
      throw new IllegalArgumentException(
          "a trunk from epoch " + trunk.forkedAt() + " of snapshot '" + snapshotName + "'");
    }
  }

  /**
   * @return name of the snapshot from which it goes on; empty if it starts anew
   */
  public Optional<String> snapshot() {
    return snapshotName.isEmpty() ? Optional.empty() : Optional.of(snapshotName);
  }

  /**
   * @return all its trials, the trunk first
   */
  public List<Trial> trials() {
    return trunk.trials();
  }

  /**
   * @return epochs that it takes to train them, if none stops early
   */
  public long epochs() {
    return trunk.epochs();
  }

  /**
   * What is left to train when some of the trials are done.
   *
   * @param done ids of trials
   * @return trees of the others, which go on from the same snapshot, if there is one
   */
  public List<Tree> without(Set<String> done) {
    List<Trial> left = trials().stream().filter(trial -> !done.contains(trial.id())).toList();
    return left.size() == trials().size()
        ? List.of(this)
        : Trees.regrow(left, new Trees.Start(snapshotName, trunk.forkedAt()));
  }
}
