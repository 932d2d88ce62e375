package ccrnn.pipeline.analysis;

import ccrnn.pipeline.store.UnreadableFile;
import ccrnn.pipeline.sweep.Catalogue;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Why trials would be trained: for each the nearest stored trial and the settings in which it
 * differs, or what else stands against taking it for done. Conditions are compared rather than
 * trials, so tens of thousands of trials take a second.
 */
public final class WhyMissing {
  /** Differing settings that are named one by one. */
  private static final int MOST_NAMED = 4;

  /** A stored trial that differs in more settings explains nothing. */
  private static final int NEAR = 12;

  /** Conditions on either side that are compared, each with each. */
  private static final int MOST_CONDITIONS = 1_000;

  private static final List<Setting> SETTINGS = Setting.all();

  private final Map<String, Stored> byId = new HashMap<>();

  /** Stored trials by their settings without the seed. */
  private final Map<Map<Setting, Object>, Map<Object, Stored>> byCondition = new LinkedHashMap<>();

  private final Map<String, UnreadableFile> unreadable;

  /**
   * A stored trial, as far as it matters here.
   *
   * @param id its id in full
   * @param status how it ended
   * @param failedEpoch in which epoch it failed; empty where it did not
   * @param message what went wrong
   * @param resultVersion by which it was trained
   * @param settings its settings
   */
  record Stored(
      String id,
      String status,
      Optional<Long> failedEpoch,
      String message,
      long resultVersion,
      Map<Setting, Object> settings) {}

  /**
   * Trials with the same reason.
   *
   * @param text the reason in a phrase
   * @param trials how many
   * @param example one of them
   * @param nearest id of the stored trial that it was compared with, if there is one
   */
  public record Reason(String text, int trials, Trial example, Optional<String> nearest) {}

  WhyMissing(Collection<Stored> stored, List<UnreadableFile> unreadable) {
    for (Stored trial : stored) {
      byId.put(trial.id(), trial);
      byCondition
          .computeIfAbsent(condition(trial.settings()), key -> new HashMap<>())
          .put(seed(trial.settings()), trial);
    }
    this.unreadable = new HashMap<>();
    for (UnreadableFile file : unreadable) {
      String name = file.file().substring(file.file().lastIndexOf('/') + 1);
      this.unreadable.put(name.split("[.]", 2)[0], file);
    }
  }

  /**
   * Reads what is stored.
   *
   * @param answers of a results folder
   * @param unreadable files that the answers leave out
   * @return what there is to compare with
   */
  public static WhyMissing in(Answers answers, List<UnreadableFile> unreadable) {
    String columns = SETTINGS.stream().map(Setting::column).collect(Collectors.joining(", "));
    List<Stored> stored = new ArrayList<>();
    for (List<Object> row :
        answers.rows(
            "SELECT trial_id, status, failed_epoch, message, result_version, "
                + columns
                + " FROM trials ORDER BY trial_id")) {
      int first = row.size() - SETTINGS.size();
      Map<Setting, Object> settings = new TreeMap<>();
      for (int i = 0; i < SETTINGS.size(); i++) {
        if (row.get(first + i) != null) {
          settings.put(SETTINGS.get(i), row.get(first + i));
        }
      }
      stored.add(
          new Stored(
              (String) row.get(0),
              (String) row.get(1),
              Optional.ofNullable((Long) row.get(2)),
              Objects.requireNonNullElse((String) row.get(3), ""),
              (Long) row.get(4),
              settings));
    }
    return new WhyMissing(stored, unreadable);
  }

  /**
   * Gives the reasons.
   *
   * @param trials that would be trained, or failed and are left alone
   * @return reasons, that of most trials first
   */
  public List<Reason> reasons(Collection<Trial> trials) {
    Map<Map<Setting, Object>, Optional<Map<Setting, Object>>> nearest = new HashMap<>();
    Map<String, Reason> reasons = new LinkedHashMap<>();
    for (Trial trial : trials) {
      Reason reason = reason(trial, nearest);
      reasons.merge(
          reason.text(),
          reason,
          (one, other) -> new Reason(one.text(), one.trials() + 1, one.example(), one.nearest()));
    }
    return reasons.values().stream()
        .sorted(Comparator.comparingInt(Reason::trials).reversed())
        .toList();
  }

  private static String why(Trial trial) {
    return Catalogue.installed()
        .vocabulary(trial.word(CommonRows.NETWORK))
        .whyResultVersion(trial.resultVersion())
        .map(reason -> ": " + reason)
        .orElse("");
  }

  private Reason reason(
      Trial trial, Map<Map<Setting, Object>, Optional<Map<Setting, Object>>> nearest) {
    UnreadableFile file = unreadable.get(trial.id());
    if (file != null) {
      return new Reason("unreadable, " + file.reason(), 1, trial, Optional.empty());
    }
    Stored same = byId.get(trial.id());
    if (same != null) {
      return new Reason(ended(same), 1, trial, Optional.of(same.id()));
    }
    if (byId.isEmpty()) {
      return new Reason("never trained: nothing is stored yet", 1, trial, Optional.empty());
    }
    Map<Setting, Object> condition = condition(trial.values());
    Optional<Map<Setting, Object>> near =
        nearest.computeIfAbsent(
            condition, key -> nearest.size() < MOST_CONDITIONS ? nearest(key) : Optional.empty());
    if (near.isEmpty()) {
      return new Reason("never trained: nothing like it is stored", 1, trial, Optional.empty());
    }
    Map<Object, Stored> seeds = byCondition.get(near.get());
    Stored twin = seeds.get(seed(trial.values()));
    Stored shown = twin == null ? seeds.values().iterator().next() : twin;
    List<String> differences = differences(near.get(), condition);
    if (twin == null) {
      differences.add("seed new");
    }
    if (differences.isEmpty()) {
      differences.add(
          shown.resultVersion() == trial.resultVersion()
              ? "the same settings have another id in this version"
              : "result version %d -> %d%s"
                  .formatted(shown.resultVersion(), trial.resultVersion(), why(trial)));
    }
    return new Reason(String.join(", ", differences), 1, trial, Optional.of(shown.id()));
  }

  /** How a stored trial ended, in a phrase. */
  private static String ended(Stored trial) {
    String when = trial.failedEpoch().map(epoch -> " in epoch " + epoch).orElse("");
    String message = trial.message().lines().findFirst().orElse("");
    return trial.failedEpoch().isEmpty() && message.isEmpty()
        ? trial.status() + " already"
        : trial.status() + " before" + when + ": " + message;
  }

  /** The stored condition that differs in the fewest settings, if it is near. */
  private Optional<Map<Setting, Object>> nearest(Map<Setting, Object> asked) {
    if (byCondition.containsKey(asked)) {
      return Optional.of(asked);
    }
    Map<Setting, Object> best = null;
    int least = NEAR + 1;
    int looked = 0;
    for (Map<Setting, Object> there : byCondition.keySet()) {
      int distance = distance(there, asked);
      if (distance < least) {
        least = distance;
        best = there;
      }
      if (++looked >= MOST_CONDITIONS) {
        break;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int distance(Map<Setting, Object> there, Map<Setting, Object> asked) {
    int distance = 0;
    for (Setting setting : SETTINGS) {
      distance += differs(setting, there, asked) ? 1 : 0;
    }
    return distance;
  }

  private static boolean differs(
      Setting setting, Map<Setting, Object> there, Map<Setting, Object> asked) {
    return !Objects.equals(there.get(setting), asked.get(setting));
  }

  /** Setting by setting: what is there and what is asked for. */
  private static List<String> differences(Map<Setting, Object> there, Map<Setting, Object> asked) {
    List<String> texts = new ArrayList<>();
    for (Setting setting : SETTINGS) {
      if (differs(setting, there, asked)) {
        texts.add(
            "%s %s -> %s".formatted(setting.key(), text(setting, there), text(setting, asked)));
      }
    }
    if (texts.size() > MOST_NAMED) {
      int more = texts.size() - MOST_NAMED;
      texts.subList(MOST_NAMED, texts.size()).clear();
      texts.add(more + " more settings");
    }
    return texts;
  }

  private static String text(Setting setting, Map<Setting, Object> values) {
    Object value = values.get(setting);
    return value == null ? "none" : setting.text(value);
  }

  private static Map<Setting, Object> condition(Map<Setting, Object> settings) {
    Map<Setting, Object> condition = new TreeMap<>();
    condition.putAll(settings);
    condition.remove(CommonRows.SEED);
    return condition;
  }

  private static Object seed(Map<Setting, Object> settings) {
    return settings.getOrDefault(CommonRows.SEED, "");
  }
}
