package ccrnn.pipeline.analysis;

import ccrnn.pipeline.store.TrialStatus;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings of all trials of a folder, read once for all figures. */
public final class TrialIndex {
  private final Map<String, Map<Setting, Object>> complete = new TreeMap<>();
  private final Map<String, Map<Setting, Object>> others = new TreeMap<>();

  private final Map<String, String> firsts = new HashMap<>();

  private TrialIndex() {}

  /**
   * Reads the settings of a folder's trials.
   *
   * @param answers of the folder
   * @return all of its trials
   */
  public static TrialIndex read(Answers answers) {
    List<Setting> settings = Setting.all();
    String columns = settings.stream().map(Setting::column).collect(Collectors.joining(", "));
    TrialIndex index = new TrialIndex();
    for (List<Object> row : answers.rows("SELECT trial_id, status, " + columns + " FROM trials")) {
      Map<Setting, Object> values = new TreeMap<>();
      for (int i = 0; i < settings.size(); i++) {
        Object value = row.get(i + 2);
        if (value != null) {
          values.put(settings.get(i), value);
        }
      }
      boolean done = TrialStatus.COMPLETE.word().equals(row.get(1));
      (done ? index.complete : index.others).put((String) row.get(0), values);
    }
    Map<Map<Setting, Object>, String> seen = new HashMap<>();
    index.complete.forEach(
        (id, values) -> {
          String first = seen.putIfAbsent(numbers(values), id);
          index.firsts.put(id, first == null ? id : first);
        });
    return index;
  }

  /** Without what changes no number. */
  static Map<Setting, Object> numbers(Map<Setting, Object> settings) {
    Map<Setting, Object> rest = new TreeMap<>(settings);
    rest.remove(CommonRows.PROBES);
    rest.remove(CommonRows.PROBE_INTERVAL);
    return rest;
  }

  /**
   * Finds the one that stands for a trial and its copies, which differ in what they record.
   *
   * @param id of a complete trial
   * @return the smallest id of them
   */
  public String first(String id) {
    return firsts.get(id);
  }

  /**
   * Tells whether a trial counts: of copies one does, the same as in the view complete_trials.
   *
   * @param id of any trial
   * @return whether it is complete and the {@link #first} of its copies
   */
  public boolean isFirst(String id) {
    return id.equals(firsts.get(id));
  }

  /**
   * @return settings of the complete trials by id, in the order of the ids
   */
  public Map<String, Map<Setting, Object>> complete() {
    return Collections.unmodifiableMap(complete);
  }

  /**
   * @return the same of diverged and failed trials
   */
  public Map<String, Map<Setting, Object>> others() {
    return Collections.unmodifiableMap(others);
  }

  /**
   * @param id of a complete trial
   * @return its settings
   */
  public Map<Setting, Object> settings(String id) {
    return complete.get(id);
  }

  /**
   * @param id of a complete trial
   * @return its seed
   */
  public long seed(String id) {
    return (Long) complete.get(id).get(CommonRows.SEED);
  }
}
