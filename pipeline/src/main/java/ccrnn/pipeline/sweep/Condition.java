package ccrnn.pipeline.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a set of trials has in common when they differ only in their seed: the values of the
 * settings that vary in their sweep.
 *
 * @param values the varying settings that apply to these trials, in the order of the sweep's axes;
 *     a value is of the type that {@link Setting#kind()} names, or {@link Setting#absentWord()}
 *     where absence means something. Copied, unmodifiable
 * @param usual those of them whose value is the default beside the others. Copied, unmodifiable
 */
public record Condition(Map<Setting, Object> values, Set<Setting> usual) {
  /** What {@link #brief} says of a condition that is all defaults. */
  private static final String DEFAULTS = "defaults";

  /** Copies the values. */
  public Condition {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    usual = Collections.unmodifiableSet(new TreeSet<>(usual));
  }

  /**
   * A condition that is told by all its values.
   *
   * @param values as {@link #values}
   */
  public Condition(Map<Setting, Object> values) {
    this(values, Set.of());
  }

  /**
   * @param trial any trial
   * @param settings what to compare it by, in order; {@link CommonRows#SEED} is skipped
   * @return its values of these settings; those that do not apply to it are left out
   */
  public static Condition of(Trial trial, List<Setting> settings) {
    Map<Setting, Object> values = new LinkedHashMap<>();
    Set<Setting> usual = new TreeSet<>();
    for (Setting setting : settings) {
      if (setting != CommonRows.SEED && setting.applies(trial.values())) {
        Optional<Object> value = trial.find(setting);
        value.or(setting::absentWord).ifPresent(shown -> values.put(setting, shown));
        if (value.equals(setting.defaultValue(trial.values()))) {
          usual.add(setting);
        }
      }
    }
    return new Condition(values, usual);
  }

  /**
   * Leaves a setting out, where it is told in another place.
   *
   * @param setting any setting
   * @return the condition without it
   */
  public Condition without(Setting setting) {
    Map<Setting, Object> rest = new LinkedHashMap<>(values);
    rest.remove(setting);
    return new Condition(rest, usual);
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

  /**
   * What is not as usual. Tells the conditions of one sweep apart, for a default depends on nothing
   * but other settings.
   *
   * @param told settings that are told in another place
   * @return for example {@code optimizer=sgd weight-decay=0.001}, or {@code defaults}
   */
  public String brief(Set<Setting> told) {
    String unusual =
        values.keySet().stream()
            .filter(setting -> !usual.contains(setting) && !told.contains(setting))
            .map(setting -> setting.key() + "=" + text(setting))
            .collect(Collectors.joining(" "));
    return unusual.isEmpty() ? DEFAULTS : unusual;
  }
}
