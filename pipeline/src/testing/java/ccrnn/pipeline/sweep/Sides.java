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
            usual.with(Setting.LESION, "inferior-olive"),
            usual.with(Setting.FIBRES, 4L),
            usual.with(Setting.DECOUPLING, "predicted-feedback"),
            usual.with(Setting.DECOUPLING, "both"))
        .flatMap(each -> each.stream())
        .forEach(sides::add);
    return sides;
  }

  /**
   * @return trials of all sides; of each as usual, and with another value of each setting
   */
  public static Set<Trial> trials() {
    Set<Trial> trials = new LinkedHashSet<>();
    for (Context context : AllSettings.contexts()) {
      for (Context side : sides(context)) {
        for (AllSettings.Variants variants : AllSettings.variants(side)) {
          trials.addAll(variants.trials().subList(0, 2));
        }
      }
    }
    return trials;
  }
}
