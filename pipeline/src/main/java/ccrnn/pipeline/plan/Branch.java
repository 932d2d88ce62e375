package ccrnn.pipeline.plan;

import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A trial and those that fork from it: each takes over the epochs that it has in common with this
 * one and goes on by itself.
 *
 * @param trial trained from its fork to its end
 * @param forkedAt epochs that it takes over; 0 for none
 * @param forks trials that take epochs over from this one, by number of epochs, then by id; none
 *     takes over fewer than this one does, or none at all
 */
public record Branch(Trial trial, int forkedAt, List<Branch> forks) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies the list and checks the epochs. */
  public Branch {
    forks = List.copyOf(forks);
    if (forkedAt < 0 || forkedAt > trial.integer(CommonRows.EPOCHS)) {
      throw new IllegalArgumentException(
          trial + " of " + trial.integer(CommonRows.EPOCHS) + " epochs forks at " + forkedAt);
    }
    int last = Math.max(1, forkedAt);
    for (Branch fork : forks) {
      if (fork.forkedAt < last || fork.forkedAt > trial.integer(CommonRows.EPOCHS)) {
        throw new IllegalArgumentException(fork.trial + " forks at " + fork.forkedAt);
      }
      last = fork.forkedAt;
    }
  }

  /**
   * A trial that takes nothing over and gives nothing away.
   *
   * @param trial any trial
   * @return it alone
   */
  public static Branch alone(Trial trial) {
    return new Branch(trial, 0, List.of());
  }

  /**
   * @return this trial and all those that fork from it, in the order in which they are listed
   */
  public List<Trial> trials() {
    List<Trial> all = new ArrayList<>();
    addTrials(all);
    return all;
  }

  private void addTrials(List<Trial> all) {
    all.add(trial);
    forks.forEach(fork -> fork.addTrials(all));
  }

  /**
   * @return epochs that are trained by this trial and all those that fork from it, if none stops
   *     early
   */
  public long epochs() {
    long epochs = trial.integer(CommonRows.EPOCHS) - forkedAt;
    for (Branch fork : forks) {
      epochs += fork.epochs();
    }
    return epochs;
  }

  /** Predicted seconds of this trial and all those that fork from it, on one core. */
  double seconds(Paces paces) {
    double seconds =
        paces.seconds(trial, Families.of(trial).cost(trial).operationsAfter(forkedAt))
            + Cost.SECONDS_PER_TRIAL;
    for (Branch fork : forks) {
      seconds += fork.seconds(paces);
    }
    return seconds;
  }
}
