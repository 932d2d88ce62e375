package ccrnn.pipeline.analysis;

import ccrnn.pipeline.query.QueryEngine;
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
  /** A mean, a deviation and a count for each. */
  private static final List<String> QUANTITIES = List.of("validation_loss", "validation_accuracy");

  private static final int FIRST_QUANTITY = 2;
  private static final int COLUMNS_EACH = 3;

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
   * @param engine over the results folder
   */
  public static LearningCurves of(Sweep sweep, QueryEngine engine) {
    Map<String, Trial> trials = new HashMap<>();
    sweep.trials().forEach(trial -> trials.put(trial.id(), trial));
    List<Map<Condition, List<LearningCurve.Point>>> points = new ArrayList<>();
    for (int q = 0; q < QUANTITIES.size(); q++) {
      Map<Condition, List<LearningCurve.Point>> curves = new LinkedHashMap<>();
      sweep.conditions().forEach(condition -> curves.put(condition, new ArrayList<>()));
      points.add(curves);
    }
    for (List<Object> row : engine.run(sql(sweep)).rows()) {
      // Any trial of the group tells its condition.
      Condition condition = sweep.condition(trials.get((String) row.get(0)));
      int epoch = Math.toIntExact((Long) row.get(1));
      for (int q = 0; q < QUANTITIES.size(); q++) {
        int from = FIRST_QUANTITY + q * COLUMNS_EACH;
        if ((Long) row.get(from) > 0) {
          points.get(q).get(condition).add(point(epoch, row.subList(from, from + COLUMNS_EACH)));
        }
      }
    }
    return new LearningCurves(curves(points.get(0)), curves(points.get(1)));
  }

  /**
   * The trials are named by a table of their ids, not by a list: engines hand a list down to every
   * file and compare it there word by word, which for 4,000 trials takes four times the rest.
   */
  private static String sql(Sweep sweep) {
    return """
        SELECT min(trial_id), epoch, %s
        FROM curves
        WHERE status = 'complete'
          AND trial_id IN (SELECT id FROM (VALUES %s) AS wanted(id))
        GROUP BY %s, epoch
        ORDER BY epoch
        """
        .formatted(
            QUANTITIES.stream()
                .map("count(%1$s), avg(%1$s), stddev_samp(%1$s)"::formatted)
                .collect(Collectors.joining(", ")),
            sweep.trials().stream()
                .map(trial -> "('" + trial.id() + "')")
                .collect(Collectors.joining(", ")),
            sweep.conditionSettings().stream()
                .map(Setting::column)
                .collect(Collectors.joining(", ")));
  }

  private static List<LearningCurve> curves(Map<Condition, List<LearningCurve.Point>> points) {
    return points.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> new LearningCurve(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * A point of a curve.
   *
   * @param row seeds, mean, deviation
   */
  private static LearningCurve.Point point(int epoch, List<Object> row) {
    int seeds = Math.toIntExact((Long) row.get(0));
    double deviation = row.get(2) == null ? Double.NaN : (Double) row.get(2);
    return new LearningCurve.Point(
        epoch, seeds, (Double) row.get(1), seeds > 1 ? deviation / Math.sqrt(seeds) : Double.NaN);
  }
}
