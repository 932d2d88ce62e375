package ccrnn.pipeline.sweep;

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
            usual.with(Setting.LESION, "cerebellum"),
            usual.with(Setting.FIBRES, 4L),
            usual.with(Setting.DECOUPLING, "both"))
        .flatMap(each -> each.stream())
        .forEach(sides::add);
    return sides;
  }

  /** As comparisons look at all columns alike: of the tasks that a setting is for, some will do. */
  private static Set<String> tasks(Setting setting) {
    List<String> tasks = Setting.TASK.choices().stream().filter(setting::isPossible).toList();
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
