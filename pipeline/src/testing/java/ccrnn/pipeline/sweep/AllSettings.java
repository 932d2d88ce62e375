package ccrnn.pipeline.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * For tests of rules that speak of all settings: every setting, every network with every task that
 * it can learn, and there trials that differ in the setting. All of it is found from the rows
 * themselves, so that a new row is in these tests without anyone remembering.
 */
public final class AllSettings {
  /** Values of a setting that are tried at most, in each context. */
  private static final int ENOUGH = 3;

  private AllSettings() {}

  /** Looked for once. */
  private static final class Found {
    private static final List<Context> CONTEXTS = findContexts();
    private static final List<Variants> VARIANTS =
        CONTEXTS.stream().flatMap(context -> variants(context).stream()).toList();
  }

  /**
   * @return every setting that there is; tests ask nowhere else
   */
  public static List<Setting> allSettings() {
    return Setting.all();
  }

  /**
   * A network and a task.
   *
   * @param task what is learned
   * @param network what learns
   * @param given both, and what else all trials here have; the rest is by default
   */
  public record Context(String task, String network, Map<Setting, Object> given) {
    /** Copies the map. */
    public Context {
      given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /**
     * @param setting whose value is changed
     * @param value its value in all trials
     * @return the same with it, where it means something and contradicts nothing
     */
    public Optional<Context> with(Setting setting, Object value) {
      Map<Setting, Object> more = and(given, setting, value);
      return completed(more)
          .filter(whole -> trial(whole).find(setting).isPresent())
          .map(whole -> new Context(task, network, whole));
    }

    @Override
    public String toString() {
      return task + " " + network;
    }
  }

  /**
   * Trials of one context that differ in a setting, and else in nothing but what it decides.
   *
   * @param setting in which they differ
   * @param context that of the first one, and of the others unless the setting is part of it
   * @param trials two or more, the most usual one first
   */
  public record Variants(Setting setting, Context context, List<Trial> trials) {
    /**
     * @return each with the one that follows it
     */
    public List<Pair> pairs() {
      List<Pair> pairs = new ArrayList<>();
      for (int i = 1; i < trials.size(); i++) {
        pairs.add(new Pair(setting, context, trials.get(i - 1), trials.get(i)));
      }
      return pairs;
    }
  }

  /**
   * Two trials that differ in a setting.
   *
   * @param setting in which they differ
   * @param context of the first one
   * @param one of them
   * @param other of them
   */
  public record Pair(Setting setting, Context context, Trial one, Trial other) {
    /**
     * @return the settings in which they differ: the setting itself, and what it decides
     */
    public Set<Setting> differences() {
      return AllSettings.differences(one, other);
    }

    @Override
    public String toString() {
      return "%s %s and %s of %s".formatted(setting.key(), text(one), text(other), context);
    }

    private String text(Trial trial) {
      return trial.find(setting).map(setting::text).orElse("absent");
    }
  }

  /**
   * @param one of two trials
   * @param other of two trials
   * @return the settings in which they differ
   */
  public static Set<Setting> differences(Trial one, Trial other) {
    Set<Setting> settings = new LinkedHashSet<>();
    for (Setting setting : allSettings()) {
      if (!one.find(setting).equals(other.find(setting))) {
        settings.add(setting);
      }
    }
    return settings;
  }

  /**
   * @return every network with every task that it can learn
   */
  public static List<Context> contexts() {
    return Found.CONTEXTS;
  }

  private static List<Context> findContexts() {
    List<Context> contexts = new ArrayList<>();
    for (String task : CommonRows.TASK.choices()) {
      for (String network : CommonRows.NETWORK.choices()) {
        completed(Map.of(CommonRows.TASK, task, CommonRows.NETWORK, network))
            .ifPresent(given -> contexts.add(new Context(task, network, given)));
      }
    }
    return List.copyOf(contexts);
  }

  /**
   * @return the trials of every setting in every context in which it means something
   */
  public static List<Variants> variants() {
    return Found.VARIANTS;
  }

  /**
   * @param setting any
   * @return its trials in every context in which it means something
   */
  public static List<Variants> variants(Setting setting) {
    return variants().stream().filter(each -> each.setting() == setting).toList();
  }

  /**
   * @param context any
   * @return the trials of every setting that means something there
   */
  public static List<Variants> variants(Context context) {
    List<Variants> all = new ArrayList<>();
    for (Setting setting : allSettings()) {
      variants(setting, context).ifPresent(all::add);
    }
    return all;
  }

  /**
   * @param setting any
   * @param context any
   * @return trials of the context that differ in the setting; empty if it means nothing there
   * @throws AssertionError if it means something there, but has no second value
   */
  public static Optional<Variants> variants(Setting setting, Context context) {
    return enabling(setting, context.given(), new HashSet<>())
        .map(given -> variants(setting, context, given));
  }

  private static Variants variants(Setting setting, Context context, Map<Setting, Object> given) {
    Trial usual = trial(given);
    Map<Object, Trial> byValue = new LinkedHashMap<>();
    byValue.put(usual.find(setting), usual);
    for (Object candidate : candidates(setting, usual.find(setting))) {
      Map<Setting, Object> changed = and(given, setting, candidate);
      completed(changed)
          .or(() -> elsewhere(setting, candidate))
          .map(AllSettings::trial)
          .ifPresent(trial -> byValue.putIfAbsent(trial.find(setting), trial));
      if (byValue.size() >= ENOUGH && setting.choices().isEmpty()) {
        break;
      }
    }
    if (byValue.size() < 2) {
      throw new AssertionError("no second value of %s in %s".formatted(setting.key(), context));
    }
    return new Variants(setting, context, List.copyOf(byValue.values()));
  }

  /** A task has networks of its own, and a network tasks: the first context of another one. */
  private static Optional<Map<Setting, Object>> elsewhere(Setting setting, Object value) {
    return contexts().stream()
        .map(Context::given)
        .filter(given -> value.equals(given.get(setting)))
        .findFirst();
  }

  /**
   * What must be said for a setting to mean something: changes what governs it, one after the
   * other.
   */
  private static Optional<Map<Setting, Object>> enabling(
      Setting setting, Map<Setting, Object> given, Set<Setting> fixed) {
    if (setting.applies(trial(given).values())) {
      return Optional.of(given);
    }
    Set<Setting> open = new LinkedHashSet<>(setting.governors());
    open.removeAll(List.of(CommonRows.TASK, CommonRows.NETWORK)); // the context
    open.removeAll(fixed);
    for (Setting governor : open) {
      Set<Setting> now = new HashSet<>(fixed);
      now.add(governor);
      Optional<Map<Setting, Object>> base = enabling(governor, given, now);
      if (base.isPresent()) {
        for (Object candidate : candidates(governor, trial(base.get()).find(governor))) {
          Optional<Map<Setting, Object>> found =
              completed(and(base.get(), governor, candidate))
                  .flatMap(changed -> enabling(setting, changed, now));
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Values that may be valid, the nearest first; the absence of one is {@link Absent#ABSENT}. */
  private static List<Object> candidates(Setting setting, Optional<Object> current) {
    List<Object> values = new ArrayList<>();
    switch (setting.kind()) {
      case CHOICE -> values.addAll(setting.choices());
      case WORDS -> {
        values.addAll(setting.choices());
        values.add(setting.join(setting.choices()));
      }
      case TEXT -> values.addAll(List.of("embedded", "mnist", "sha256:0123456789abcdef"));
      case INTEGER -> {
        if (setting.numbers().isEmpty()) {
          long value = (Long) current.orElse((long) setting.min() + 3);
          values.addAll(List.of(value, value + 1, value - 1, 2 * value, (long) setting.min()));
        } else {
          long value = (Long) current.orElse(setting.numbers().get(0));
          values.addAll(setting.numbers());
          values.sort(Comparator.comparing(number -> Math.abs((Long) number - value)));
        }
      }
      case NUMBER -> {
        double value = (Double) current.orElse(setting.min());
        double middle = (setting.min() + setting.max()) / 2;
        values.addAll(List.of(value / 2, value * 1.5, setting.min(), setting.max(), middle));
      }
    }
    values.removeIf(value -> !setting.accepts(value));
    if (setting.absentWord().isPresent()) {
      values.add(0, Absent.ABSENT);
    }
    return values;
  }

  /**
   * Settings with what must be given beside them, or nothing where they contradict each other: what
   * has neither a default nor a word for its absence is needed where it means something.
   */
  private static Optional<Map<Setting, Object>> completed(Map<Setting, Object> given) {
    Map<Setting, Object> whole = new LinkedHashMap<>(given);
    for (Setting setting : allSettings()) {
      boolean needed = setting.defaults().isEmpty() && setting.absentWord().isEmpty();
      if (needed && !whole.containsKey(setting) && setting.applies(trial(whole).values())) {
        List<Object> some = candidates(setting, Optional.empty());
        whole.put(
            setting,
            some.stream()
                .filter(value -> !contradicts(and(whole, setting, value)))
                .findFirst()
                .orElse(some.get(0)));
      }
    }
    return contradicts(whole) ? Optional.empty() : Optional.of(whole);
  }

  private static boolean contradicts(Map<Setting, Object> given) {
    Map<Setting, Object> all = new LinkedHashMap<>();
    for (Setting setting : allSettings()) {
      Object value = given.get(setting);
      all.put(
          setting,
          Objects.requireNonNullElseGet(
              value, () -> setting.defaultValue(all).orElse(Absent.ABSENT)));
    }
    return Contradiction.in(all).isPresent();
  }

  private static Trial trial(Map<Setting, Object> given) {
    Map<Setting, Object> values = new LinkedHashMap<>(given);
    values.values().removeIf(value -> value == Absent.ABSENT);
    return Trial.of(values);
  }

  private static Map<Setting, Object> and(
      Map<Setting, Object> given, Setting setting, Object value) {
    Map<Setting, Object> more = new LinkedHashMap<>(given);
    more.put(setting, value);
    return more;
  }
}
