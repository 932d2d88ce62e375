package ccrnn.pipeline.family;

import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.Map;

/**
 * A trial whose updates are timed.
 *
 * @param name in kebab-case
 * @param settings of the trial
 * @param operations how much work an update is
 */
public record Benchmark(String name, Map<Setting, Object> settings, Operations operations) {
  /** Copies the map. */
  public Benchmark {
    settings = Map.copyOf(settings);
  }

  /** Counts the work of an update. */
  @FunctionalInterface
  public interface Operations {
    /**
     * Counts additions and multiplications of the matrix products of one update, as if no equal
     * sequences of the batch were merged.
     *
     * @param trial that is trained
     * @param task that it learns
     * @param batch of the update
     * @return how many
     */
    double of(Trial trial, Task task, Batch batch);
  }
}
