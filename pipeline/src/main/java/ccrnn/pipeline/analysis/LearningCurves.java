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

/** Validation over epochs, mean and standard error over the seeds of each condition. */
public final class LearningCurves {
  private LearningCurves() {}

  /**
   * Computes the curves of the validation loss from the complete trials of a sweep.
   *
   * @param sweep whose trials are counted; others in the folder are not
   * @param engine over the results folder
   * @return one curve per condition that has a complete trial, in the order of the sweep
   */
  public static List<LearningCurve> of(Sweep sweep, QueryEngine engine) {
    return of(sweep, engine, "validation_loss");
  }

  /**
   * Computes the curves of the validation accuracy from the complete trials of a sweep.
   *
   * @param sweep whose trials are counted; others in the folder are not
   * @param engine over the results folder
   * @return one curve per condition that has a complete trial of a task with right answers, in the
   *     order of the sweep
   */
  public static List<LearningCurve> accuracyOf(Sweep sweep, QueryEngine engine) {
    return of(sweep, engine, "validation_accuracy");
  }

  private static List<LearningCurve> of(Sweep sweep, QueryEngine engine, String quantity) {
    List<Setting> by = sweep.conditionSettings();
    String columns = by.stream().map(Setting::column).collect(Collectors.joining(", "));
    String ids =
        sweep.trials().stream()
            .map(trial -> "'" + trial.id() + "'")
            .collect(Collectors.joining(", "));
    String sql =
        """
        SELECT min(trial_id), epoch, count(*), avg(%1$s), stddev_samp(%1$s)
        FROM curves
        WHERE status = 'complete' AND %1$s IS NOT NULL AND trial_id IN (%2$s)
        GROUP BY %3$s, epoch
        ORDER BY epoch
        """
            .formatted(quantity, ids, columns);
    Map<String, Trial> trials = new HashMap<>();
    sweep.trials().forEach(trial -> trials.put(trial.id(), trial));
    Map<Condition, List<LearningCurve.Point>> points = new LinkedHashMap<>();
    sweep.conditions().forEach(condition -> points.put(condition, new ArrayList<>()));
    for (List<Object> row : engine.run(sql).rows()) {
      // Any trial of the group tells its condition.
      Condition condition = sweep.condition(trials.get((String) row.get(0)));
      points.get(condition).add(point(row));
    }
    points.values().removeIf(List::isEmpty);
    return points.entrySet().stream()
        .map(entry -> new LearningCurve(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static LearningCurve.Point point(List<Object> row) {
    int seeds = Math.toIntExact((Long) row.get(2));
    double deviation = row.get(4) == null ? Double.NaN : (Double) row.get(4);
    return new LearningCurve.Point(
        Math.toIntExact((Long) row.get(1)),
        seeds,
        (Double) row.get(3),
        seeds > 1 ? deviation / Math.sqrt(seeds) : Double.NaN);
  }
}
