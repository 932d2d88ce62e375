package ccrnn.pipeline.sweep;

import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.sweep.AllSettings.Context;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What figures and views set against each other, and that with two values of every setting: every
 * network with every task, and its cerebellum lesioned, sparse, or predicting other things.
 */
public final class Sides {
  private Sides() {}

  private static List<Context> sides(Context usual) {
    List<Context> sides = new ArrayList<>(List.of(usual));
    Stream.of(
            usual.with(CerebellumRows.LESION, "cerebellum"),
            usual.with(CerebellumRows.FIBRES, 4L),
            usual.with(LayerRows.DECOUPLING, "both"))
        .flatMap(each -> each.stream())
        .forEach(sides::add);
    return sides;
  }

  /** As comparisons look at all columns alike: of the tasks that a setting is for, some will do. */
  private static Set<String> tasks(Setting setting) {
    List<String> tasks =
        CommonRows.TASK.choices().stream()
            .filter(task -> setting.isPossible(Scope.task(task)))
            .toList();
    Set<String> some = new LinkedHashSet<>(tasks.subList(0, 1));
    some.addAll(tasks.subList(Math.max(0, tasks.size() - 2), tasks.size()));
    return some;
  }

  /**
   * @return trials of all sides; of each as usual, and with another value of each setting
   */
  public static Set<Trial> trials() {
    Set<Trial> trials = new LinkedHashSet<>();
    for (Context context : AllSettings.contexts()) {
      for (Context side : sides(context)) {
        trials.add(Trial.of(side.given()));
        AllSettings.allSettings().stream()
            .filter(setting -> tasks(setting).contains(context.task()))
            .flatMap(setting -> AllSettings.variants(setting, side).stream())
            .forEach(variants -> trials.addAll(variants.trials().subList(0, 2)));
      }
    }
    return trials;
  }
}
