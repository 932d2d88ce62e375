package ccrnn.pipeline.analysis;

import ccrnn.pipeline.sweep.Condition;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Validation over epochs, mean and standard error over the seeds of each condition of a sweep.
 * Conditions stand in the order of the sweep; one without a complete trial has no curve.
 *
 * @param losses curves of the validation loss
 * @param accuracies curves of the share of right answers, for the tasks that have them
 */
public record LearningCurves(List<LearningCurve> losses, List<LearningCurve> accuracies) {
  /** Where the seeds, mean and deviation of a quantity begin in a row. */
  private static final int LOSS = 2;

  private static final int ACCURACY = 5;

  /** Takes the lists as they are at this moment. */
  public LearningCurves {
    losses = List.copyOf(losses);
    accuracies = List.copyOf(accuracies);
  }

  /**
   * Computes the curves from the complete trials of a sweep, in one pass over the folder: of many
   * small files, each pass counts.
   *
   * @param sweep whose trials are counted; others in the folder are not
   * @param answers of the results folder
   * @return the curves
   */
  public static LearningCurves of(Sweep sweep, Answers answers) {
    List<List<Object>> rows = answers.rows(sql(sweep));
    return new LearningCurves(curves(sweep, rows, LOSS), curves(sweep, rows, ACCURACY));
  }

  /**
   * The trials are named by a table of their ids, not by a list: engines hand a list down to every
   * file and compare it there word by word, which for 4,000 trials takes four times the rest.
   */
  private static String sql(Sweep sweep) {
    return """
        SELECT min(trial_id), epoch,
          count(validation_loss), avg(validation_loss), stddev_samp(validation_loss),
          count(validation_accuracy), avg(validation_accuracy), stddev_samp(validation_accuracy)
        FROM curves
        WHERE status = 'complete'
          AND trial_id IN (SELECT id FROM (VALUES %s) AS wanted(id))
        GROUP BY %s, epoch
        ORDER BY epoch
        """
        .formatted(
            sweep.trials().stream()
                .map(trial -> "('" + trial.id() + "')")
                .collect(Collectors.joining(", ")),
            sweep.conditionSettings().stream()
                .map(Setting::column)
                .collect(Collectors.joining(", ")));
  }

  private static List<LearningCurve> curves(Sweep sweep, List<List<Object>> rows, int from) {
    Map<String, Trial> trials = new HashMap<>();
    sweep.trials().forEach(trial -> trials.put(trial.id(), trial));
    Map<Condition, List<LearningCurve.Point>> points = new LinkedHashMap<>();
    sweep.conditions().forEach(condition -> points.put(condition, new ArrayList<>()));
    for (List<Object> row : rows) {
      int seeds = Math.toIntExact((Long) row.get(from));
      if (seeds > 0) {
        // Any trial of the group tells its condition.
        Condition condition = sweep.condition(trials.get((String) row.get(0)));
        int epoch = Math.toIntExact((Long) row.get(1));
        double error = seeds > 1 ? (Double) row.get(from + 2) / Math.sqrt(seeds) : Double.NaN;
        points
            .get(condition)
            .add(new LearningCurve.Point(epoch, seeds, (Double) row.get(from + 1), error));
      }
    }
    points.values().removeIf(List::isEmpty);
    return points.entrySet().stream()
        .map(entry -> new LearningCurve(entry.getKey(), entry.getValue()))
        .toList();
  }
}
