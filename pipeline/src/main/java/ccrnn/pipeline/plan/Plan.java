package ccrnn.pipeline.plan;

import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is left of a sweep, and what it costs. Every trial that was asked for is done, missing or
 * failed: {@code asked = done + missing().size() + failed}.
 *
 * @param missing the trials to train, by {@linkplain Cost#operations() cost}, dearest first, so
 *     that no long trial starts last; equals by id
 * @param asked distinct trials of the sweep
 * @param duplicates combinations of the sweep that were merged into a trial already there
 * @param excluded combinations that the sweep leaves out
 * @param done trials that the results folder holds complete
 * @param failed trials that failed before and are left alone
 * @param retried trials that failed before and are among the missing
 * @param epochs epochs of all missing trials together
 * @param coreMinutes predicted minutes that one core needs for the missing trials
 */
public record Plan(
    List<Trial> missing,
    int asked,
    int duplicates,
    int excluded,
    int done,
    int failed,
    int retried,
    long epochs,
    double coreMinutes) {
  /** Copies the list. */
  public Plan {
    missing = List.copyOf(missing);
  }

  private record Costed(Trial trial, Cost cost) {}

  /**
   * Compares a sweep with what is there.
   *
   * @param sweep what is asked for
   * @param inventory what is there; ids that the sweep does not ask for are ignored
   * @param retry whether trials that failed count as missing
   * @return the plan; the same for the same arguments
   */
  public static Plan of(Sweep sweep, Inventory inventory, Retry retry) {
    List<Costed> missing = new ArrayList<>();
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
        missing.add(new Costed(trial, Cost.of(trial)));
        retried += failedBefore ? 1 : 0;
      }
    }
    missing.sort(
        Comparator.comparingDouble((Costed each) -> each.cost().operations())
            .reversed()
            .thenComparing(each -> each.trial().id()));
    long epochs = 0;
    double seconds = 0;
    for (Costed each : missing) {
      epochs += each.cost().epochs();
      seconds += each.cost().seconds();
    }
    return new Plan(
        missing.stream().map(Costed::trial).toList(),
        sweep.trials().size(),
        sweep.duplicates(),
        sweep.excluded(),
        done,
        failed,
        retried,
        epochs,
        seconds / 60);
  }
}
