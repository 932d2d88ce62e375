package ccrnn.pipeline.analysis;

import ccrnn.pipeline.sweep.Condition;
import java.util.List;

/**
 * How one condition learns, over its seeds.
 *
 * @param condition what sets it apart from the other conditions of its sweep
 * @param points one per epoch, in order
 */
public record LearningCurve(Condition condition, List<Point> points) {
  /** Copies the list. */
  public LearningCurve {
    points = List.copyOf(points);
  }

  /**
   * One epoch over all seeds.
   *
   * @param epoch 1-based
   * @param seeds n, complete trials of the condition
   * @param mean over the seeds, of the validation loss ({@link ValidationLoss}) or accuracy
   * @param sem standard error of the mean, with n - 1; NaN for a single seed
   */
  public record Point(int epoch, int seeds, double mean, double sem) {}
}
