package ccrnn.pipeline.run;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Family;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the data have what the trials of a sweep ask for, before any of them is trained. */
public final class DataCheck {
  private DataCheck() {}

  /**
   * Looks for a trial that its data cannot serve. Reads data that the sweep names, which its reader
   * has done already.
   *
   * @param sweep any sweep
   * @throws UserError naming the setting, what it is and what it may be
   */
  public static void require(Sweep sweep) {
    DataLocation location = new DataLocation(sweep.data(), Map.of());
    Map<Family, List<Trial>> byFamily = new LinkedHashMap<>();
    for (Trial trial : sweep.trials()) {
      byFamily.computeIfAbsent(Families.of(trial), f -> new ArrayList<>()).add(trial);
    }
    byFamily.forEach((family, trials) -> family.requireData(trials, location));
  }
}
