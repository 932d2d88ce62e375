package ccrnn.pipeline.store;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trial read back.
 *
 * @param columns its row of the table {@code trials}, by column, in the order of the table; null
 *     where there is no value
 * @param epochs its rows of the table {@code epochs}, in order
 * @param measures its rows of the table {@code measures}, by epoch; none where nothing was probed
 */
public record StoredTrial(
    Map<String, Object> columns, List<EpochRow> epochs, List<MeasureRow> measures) {
  /** Copies them. */
  public StoredTrial {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    epochs = List.copyOf(epochs);
    measures = List.copyOf(measures);
  }

  /**
   * @return the id in full
   */
  public String id() {
    return (String) columns.get("trial_id");
  }

  /**
   * @return the settings of the row, by which it can be run again
   */
  public Map<Setting, Object> settings() {
    Map<Setting, Object> settings = new TreeMap<>();
    for (Setting setting : Setting.all()) {
      Object value = columns.get(setting.column());
      if (value != null) {
        settings.put(setting, value);
      }
    }
    return settings;
  }

  /**
   * The trial of these settings as this version of the program sees it. Its id differs from {@link
   * #id()} if the row is of another result version.
   *
   * @return the trial
   * @throws IllegalArgumentException if a setting is outside what this version allows
   */
  public Trial trial() {
    return Trial.of(settings());
  }
}
