package ccrnn.pipeline.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a set of trials has in common when they differ only in their seed: the values of the
 * settings that vary in their sweep.
 *
 * @param values the varying settings that apply to these trials, in the order of the sweep's axes;
 *     a value is of the type that {@link Setting#kind()} names, or {@link Setting#absentWord()}
 *     where absence means something. Copied, unmodifiable
 */
public record Condition(Map<Setting, Object> values) {
  /** Copies the values. */
  public Condition {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * @param trial any trial
   * @param settings what to compare it by, in order; {@link Setting#SEED} is skipped
   * @return its values of these settings; those that do not apply to it are left out
   */
  public static Condition of(Trial trial, List<Setting> settings) {
    Map<Setting, Object> values = new LinkedHashMap<>();
    for (Setting setting : settings) {
      if (setting != Setting.SEED && setting.applies(trial.values())) {
        trial.find(setting).or(setting::absentWord).ifPresent(value -> values.put(setting, value));
      }
    }
    return new Condition(values);
  }

  /**
   * @param setting any setting
   * @return its value as a sweep file would write it, or {@code -} where it does not apply
   */
  public String text(Setting setting) {
    Object value = values.get(setting);
    return value == null ? "-" : setting.text(value);
  }

  /**
   * @return a short name for legends and tables, for example {@code network=ccrnn, fibres=4}
   */
  public String label() {
    return values.keySet().stream()
        .map(setting -> setting.key() + "=" + text(setting))
        .collect(Collectors.joining(", "));
  }
}
