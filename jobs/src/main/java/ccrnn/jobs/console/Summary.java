package ccrnn.jobs.console;

import ccrnn.pipeline.analysis.ConditionColumns.Column;
import ccrnn.pipeline.analysis.LearningCurve;
import ccrnn.pipeline.analysis.LearningCurve.Point;
import ccrnn.pipeline.analysis.ValidationLoss;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Condition;
import ccrnn.pipeline.sweep.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a task of a sweep has come to: a table with a row per condition, and what its numbers mean.
 */
public final class Summary {
  private static final double LN_2 = Math.log(2);

  private final ValidationLoss loss;
  private final List<LearningCurve> losses;
  private final List<LearningCurve> accuracies;

  private Summary(ValidationLoss loss, List<LearningCurve> losses, List<LearningCurve> accuracies) {
    this.loss = loss;
    this.losses = losses;
    this.accuracies = accuracies;
  }

  /**
   * Curves by task; their conditions leave the task out.
   *
   * @param sweep what was asked for
   * @param curves of the sweep
   * @return the word of each task with its curves
   */
  public static Map<String, List<LearningCurve>> byTask(Sweep sweep, List<LearningCurve> curves) {
    Map<String, List<LearningCurve>> tasks = new LinkedHashMap<>();
    for (LearningCurve curve : curves) {
      Condition condition = curve.condition();
      // where it does not vary, it is the same in all trials
      String task =
          Optional.ofNullable(condition.values().get(CommonRows.TASK))
              .map(Object::toString)
              .orElseGet(() -> sweep.trials().get(0).word(CommonRows.TASK));
      tasks
          .computeIfAbsent(task, none -> new ArrayList<>())
          .add(new LearningCurve(condition.without(CommonRows.TASK), curve.points()));
    }
    return tasks;
  }

  /**
   * Table and note.
   *
   * @param task its word
   * @param losses of the task's conditions, at least one
   * @param accuracies of those of them that have one
   * @param width to keep to, in characters
   * @return lines without the end of the last
   */
  public static String of(
      String task, List<LearningCurve> losses, List<LearningCurve> accuracies, int width) {
    return new Summary(Families.learning(task).validationLoss(task), losses, accuracies)
        .text(width);
  }

  private String text(int width) {
    List<Column> numbers = new ArrayList<>();
    numbers.add(column("seeds", losses, Summary::seeds));
    String name = accuracies.isEmpty() ? "validation loss" : "loss";
    numbers.add(column("first " + name, losses, curve -> meanAndError(first(curve))));
    numbers.add(column("last " + name, losses, curve -> meanAndError(last(curve))));
    loss.bits()
        .ifPresent(
            bits ->
                numbers.add(
                    column(
                        "last " + bits, losses, curve -> Text.number(last(curve).mean() / LN_2))));
    if (!accuracies.isEmpty()) {
      numbers.add(column("first accuracy", accuracies(), curve -> meanAndError(first(curve))));
      numbers.add(column("last accuracy", accuracies(), curve -> meanAndError(last(curve))));
    }
    numbers.add(column("last epoch", losses, curve -> String.valueOf(last(curve).epoch())));
    List<Condition> conditions = losses.stream().map(LearningCurve::condition).toList();
    return ConditionTable.of(conditions, numbers, width) + System.lineSeparator() + note();
  }

  private String note() {
    String note = "validation loss: " + loss.meaning() + "; mean ± SEM over seeds";
    return accuracies.isEmpty()
        ? note
        : note + System.lineSeparator() + "accuracy: share of right answers in validation";
  }

  /** In the order of the losses; a task has an accuracy or none. */
  private List<LearningCurve> accuracies() {
    Map<Condition, LearningCurve> byCondition = new LinkedHashMap<>();
    accuracies.forEach(curve -> byCondition.put(curve.condition(), curve));
    return losses.stream().map(curve -> byCondition.get(curve.condition())).toList();
  }

  private static Column column(
      String head, List<LearningCurve> curves, Function<LearningCurve, String> text) {
    return new Column(head, curves.stream().map(text).toList());
  }

  /** The number of seeds; from least to most where training ended early for some. */
  private static String seeds(LearningCurve curve) {
    int least = curve.points().stream().mapToInt(Point::seeds).min().orElseThrow();
    int most = curve.points().stream().mapToInt(Point::seeds).max().orElseThrow();
    return least == most ? String.valueOf(least) : least + "-" + most;
  }

  private static Point first(LearningCurve curve) {
    return curve.points().get(0);
  }

  private static Point last(LearningCurve curve) {
    return curve.points().get(curve.points().size() - 1);
  }

  private static String meanAndError(Point point) {
    String mean = Text.number(point.mean());
    return Double.isNaN(point.sem()) ? mean : mean + " ± " + Text.number(point.sem());
  }
}
