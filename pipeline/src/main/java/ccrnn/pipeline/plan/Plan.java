package ccrnn.pipeline.plan;

import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is left of a sweep, and what it costs. Every trial that was asked for is done, missing or
 * failed: {@code asked = done + missing().size() + failed}.
 *
 * @param missing the trials to train, by predicted time, dearest first; equals by id
 * @param trees the missing trials, each in one tree; dearest first, so that nothing long starts
 *     last
 * @param asked distinct trials of the sweep
 * @param duplicates combinations of the sweep that were merged into a trial already there
 * @param excluded combinations that the sweep leaves out
 * @param done trials that the results folder holds complete
 * @param failed trials that failed before and are left alone
 * @param retried trials that failed before and are among the missing
 * @param epochs epochs that the missing trials ask for
 * @param coreMinutes predicted minutes that one core needs for the trees
 * @param paces by which that is predicted
 */
public record Plan(
    List<Trial> missing,
    List<Tree> trees,
    int asked,
    int duplicates,
    int excluded,
    int done,
    int failed,
    int retried,
    long epochs,
    double coreMinutes,
    Paces paces) {
  /** Copies the lists. */
  public Plan {
    missing = List.copyOf(missing);
    trees = List.copyOf(trees);
  }

  private record Timed(Trial trial, double seconds) {}

  /**
   * Compares a sweep with what is there.
   *
   * @param sweep what is asked for
   * @param inventory what is there; ids that the sweep does not ask for are ignored
   * @param retry whether trials that failed count as missing
   * @return the plan; the same for the same arguments
   */
  public static Plan of(Sweep sweep, Inventory inventory, Retry retry) {
    return of(sweep, inventory, retry, Sharing.FORKS);
  }

  /**
   * Compares a sweep with what is there.
   *
   * @param sweep what is asked for
   * @param inventory what is there; ids that the sweep does not ask for are ignored
   * @param retry whether trials that failed count as missing
   * @param sharing whether trials take over epochs that others train or have trained
   * @return the plan; the same for the same arguments
   */
  public static Plan of(Sweep sweep, Inventory inventory, Retry retry, Sharing sharing) {
    List<Timed> timed = new ArrayList<>();
    int done = 0;
    int failed = 0;
    int retried = 0;
    for (Trial trial : sweep.trials()) {
      boolean failedBefore = inventory.failed().contains(trial.id());
      if (inventory.complete().contains(trial.id())) {
        done++;
      } else if (failedBefore && retry == Retry.MISSING_ONLY) {
        failed++;
      } else {
        timed.add(new Timed(trial, Branch.alone(trial).seconds(inventory.paces())));
        retried += failedBefore ? 1 : 0;
      }
    }
    timed.sort(
        Comparator.comparingDouble(Timed::seconds)
            .reversed()
            .thenComparing(each -> each.trial().id()));
    List<Trial> missing = timed.stream().map(Timed::trial).toList();
    List<Tree> trees =
        sharing == Sharing.FORKS
            ? Trees.grow(missing, inventory.snapshots(), inventory.paces())
            : Trees.apart(missing, inventory.paces());
    return new Plan(
        missing,
        trees,
        sweep.trials().size(),
        sweep.duplicates(),
        sweep.excluded(),
        done,
        failed,
        retried,
        missing.stream().mapToLong(trial -> trial.integer(CommonRows.EPOCHS)).sum(),
        trees.stream().mapToDouble(Tree::seconds).sum() / 60,
        inventory.paces());
  }

  /**
   * @return epochs that it takes to train the missing trials, if none stops early; at most {@link
   *     #epochs}
   */
  public long trainedEpochs() {
    return trees.stream().mapToLong(Tree::epochs).sum();
  }

  /**
   * @return how many of the missing trials go on from snapshots
   */
  public int continued() {
    return trees.stream()
        .filter(tree -> tree.snapshot().isPresent())
        .mapToInt(tree -> tree.trials().size())
        .sum();
  }

  /**
   * Shares the missing trials out among tasks. A tree that would hold up the end is cut into
   * several, which then train some epochs twice, but never more than {@link #epochs} in all.
   *
   * @param cores that train at the same time, 1 or more
   * @return bundles in the order in which they are to be launched; the same for the same arguments
   */
  public List<Bundle> bundles(int cores) {
    return Bundles.of(trees, cores, paces);
  }
}
