package ccrnn.pipeline.family;

import ccrnn.model.trainee.Trainee;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.Map;

/**
 * A trial whose updates are timed.
 *
 * @param name in kebab-case
 * @param settings of the trial, which needs no data of a user
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
     * Counts additions and multiplications of the matrix products of the last update, as if no
     * equal sequences of its batch were merged.
     *
     * @param trial that is trained
     * @param trainee of that trial
     * @return how many
     */
    double of(Trial trial, Trainee trainee);
  }
}
