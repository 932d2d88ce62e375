package ccrnn.pipeline.analysis;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.TrialStatus;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings of all trials of a folder, read once for all figures. */
final class TrialIndex {
  private final Map<String, Map<Setting, Object>> complete = new TreeMap<>();
  private final Map<String, Map<Setting, Object>> others = new TreeMap<>();
  private final Map<String, String> firsts = new HashMap<>();

  private TrialIndex() {}

  static TrialIndex read(QueryEngine engine) {
    List<Setting> settings = Setting.all();
    String columns = settings.stream().map(Setting::column).collect(Collectors.joining(", "));
    TrialIndex index = new TrialIndex();
    for (List<Object> row :
        engine.run("SELECT trial_id, status, " + columns + " FROM trials").rows()) {
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

  /** Of a trial and its copies, which differ in what they record: the one with the smallest id. */
  String first(String id) {
    return firsts.get(id);
  }

  /** Whether a trial counts: of copies one does, the same as in the view complete_trials. */
  boolean isFirst(String id) {
    return id.equals(firsts.get(id));
  }

  /** By id, in the order of the ids. */
  Map<String, Map<Setting, Object>> complete() {
    return complete;
  }

  /** Diverged and failed ones. */
  Map<String, Map<Setting, Object>> others() {
    return others;
  }

  Map<Setting, Object> settings(String id) {
    return complete.get(id);
  }

  long seed(String id) {
    return (Long) complete.get(id).get(CommonRows.SEED);
  }
}
