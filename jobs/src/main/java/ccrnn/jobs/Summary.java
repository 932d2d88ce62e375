package ccrnn.jobs;

import ccrnn.pipeline.analysis.ConditionColumns.Column;
import ccrnn.pipeline.analysis.LearningCurve;
import ccrnn.pipeline.analysis.LearningCurve.Point;
import ccrnn.pipeline.analysis.ValidationLoss;
import ccrnn.pipeline.sweep.Condition;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a sweep has come to: a table with a row per condition, and what its numbers mean. */
final class Summary {
  private static final String NOTHING = "-";
  private static final double LN_2 = Math.log(2);

  private final Sweep sweep;
  private final List<LearningCurve> losses;
  private final Map<Condition, LearningCurve> accuracies;

  /**
   * Takes curves together.
   *
   * @param losses at least one
   * @param accuracies of those conditions that have one
   */
  Summary(Sweep sweep, List<LearningCurve> losses, List<LearningCurve> accuracies) {
    this.sweep = sweep;
    this.losses = losses;
    this.accuracies =
        accuracies.stream()
            .collect(Collectors.toMap(LearningCurve::condition, Function.identity()));
  }

  /** The task that a condition is of. */
  static String task(Sweep sweep, Condition condition) {
    // where it does not vary, it is the same in all trials
    Object task = condition.values().get(Setting.TASK);
    return task == null ? sweep.trials().get(0).word(Setting.TASK) : task.toString();
  }

  /** Table and note. */
  String text(int width) {
    List<Column> numbers = new ArrayList<>();
    numbers.add(new Column("seeds", each(Summary::seeds)));
    boolean accuracy = !accuracies.isEmpty();
    String loss = accuracy ? "loss" : "validation loss";
    numbers.add(new Column("first " + loss, each(curve -> meanAndError(first(curve)))));
    numbers.add(new Column("last " + loss, each(curve -> meanAndError(last(curve)))));
    if (losses.stream().anyMatch(this::isOfWords)) {
      numbers.add(new Column("bits/word", each(this::bits)));
    }
    if (accuracy) {
      numbers.add(new Column("first accuracy", each(curve -> accuracy(curve, Summary::first))));
      numbers.add(new Column("last accuracy", each(curve -> accuracy(curve, Summary::last))));
    }
    numbers.add(new Column("last epoch", each(curve -> String.valueOf(last(curve).epoch()))));
    List<Condition> conditions = losses.stream().map(LearningCurve::condition).toList();
    return ConditionTable.of(conditions, numbers, width) + System.lineSeparator() + note();
  }

  private String note() {
    Map<ValidationLoss, Set<String>> tasks = new LinkedHashMap<>();
    for (LearningCurve curve : losses) {
      String task = task(sweep, curve.condition());
      tasks.computeIfAbsent(ValidationLoss.of(task), loss -> new LinkedHashSet<>()).add(task);
    }
    StringBuilder note = new StringBuilder("validation loss: ");
    note.append(
        tasks.entrySet().stream()
            .map(
                entry ->
                    entry.getKey().meaning()
                        + (tasks.size() == 1
                            ? ""
                            : " (" + String.join(", ", entry.getValue()) + ")"))
            .collect(Collectors.joining(",%n  ".formatted())));
    if (tasks.containsKey(ValidationLoss.WORDS)) {
      note.append("; bits/word: the last one in bits");
    }
    if (!accuracies.isEmpty()) {
      note.append(";%naccuracy: share of right answers in validation".formatted());
    }
    return note.append(tasks.size() == 1 && accuracies.isEmpty() ? "; " : ";%n".formatted())
        .append("mean ± SEM over seeds")
        .toString();
  }

  private List<String> each(Function<LearningCurve, String> text) {
    return losses.stream().map(text).toList();
  }

  /** The number of seeds; from least to most where training ended early for some. */
  private static String seeds(LearningCurve curve) {
    int least = curve.points().stream().mapToInt(Point::seeds).min().orElseThrow();
    int most = curve.points().stream().mapToInt(Point::seeds).max().orElseThrow();
    return least == most ? String.valueOf(least) : least + "-" + most;
  }

  private boolean isOfWords(LearningCurve curve) {
    return ValidationLoss.of(task(sweep, curve.condition())) == ValidationLoss.WORDS;
  }

  private String bits(LearningCurve curve) {
    return isOfWords(curve) ? Text.number(last(curve).mean() / LN_2) : NOTHING;
  }

  private String accuracy(LearningCurve curve, Function<LearningCurve, Point> which) {
    LearningCurve accuracy = accuracies.get(curve.condition());
    return accuracy == null ? NOTHING : meanAndError(which.apply(accuracy));
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
