package ccrnn.pipeline.sweep;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A condition on a trial: when a setting means something, or has another default. It may ask about
 * settings that stand before the one that it governs.
 */
public sealed interface When {
  /**
   * A setting has one of these words.
   *
   * @param governor a choice
   * @param words at least one
   * @return the condition
   */
  static When is(Setting governor, String... words) {
    return is(governor, List.of(words));
  }

  /**
   * A setting has one of these words.
   *
   * @param governor a choice
   * @param words at least one
   * @return the condition
   */
  static When is(Setting governor, List<String> words) {
    return new Is(governor, List.copyOf(words), String.join(", ", words));
  }

  /**
   * The task is one of these.
   *
   * @param tasks at least one
   * @return the condition
   */
  static When task(TaskWord... tasks) {
    return is(CommonRows.TASK, List.of(tasks).stream().map(TaskWord::word).toList());
  }

  /**
   * The network is one of these.
   *
   * @param networks words of {@link CommonRows#NETWORK}, at least one
   * @return the condition
   */
  static When network(String... networks) {
    return is(CommonRows.NETWORK, networks);
  }

  /**
   * A number is above zero.
   *
   * @param governor a number
   * @return the condition
   */
  static When positive(Setting governor) {
    return new Positive(governor);
  }

  /**
   * A setting that may be absent is not.
   *
   * @param governor any setting
   * @return the condition
   */
  static When given(Setting governor) {
    return new Given(governor);
  }

  /**
   * One of two.
   *
   * @param other another condition
   * @return the condition that this one or the other one holds
   */
  default When or(When other) {
    return new Either(this, other);
  }

  /**
   * Gives what it asks for a short name.
   *
   * @param name for tables, for example {@code digits}
   * @return the same condition with that name
   */
  default When named(String name) {
    return new Named(this, name);
  }

  /**
   * @return the settings that it asks about
   */
  Set<Setting> governors();

  /**
   * @param values the settings that it asks about and those that these depend on; a value, null or
   *     {@link Absent#ABSENT} each
   * @return whether it is so
   */
  boolean holds(Map<Setting, Object> values);

  /**
   * @param scope of some trials
   * @param catalogue of the settings before the one that it governs
   * @return whether it can be so in one of them
   */
  boolean possible(Scope scope, Catalogue catalogue);

  /**
   * @return what a sweep file would have to say, for a message
   */
  String needs();

  /**
   * @return a short name of what it asks for, for tables
   */
  String name();

  /**
   * @return {@link #needs} in short, for tables
   */
  String brief();

  /** A setting has one of these words. */
  record Is(Setting governor, List<String> words, String name) implements When {
    @Override
    public Set<Setting> governors() {
      return Set.of(governor);
    }

    @Override
    public boolean holds(Map<Setting, Object> values) {
      return values.get(governor) instanceof String word
          && words.contains(word)
          && governor.applies(values);
    }

    @Override
    public boolean possible(Scope scope, Catalogue catalogue) {
      if (governor.equals(CommonRows.TASK)) {
        return catalogue.tasks(scope).stream().anyMatch(words::contains);
      }
      if (governor.equals(CommonRows.NETWORK)) {
        return catalogue.networks(scope).stream().anyMatch(words::contains);
      }
      return catalogue.isPossible(governor, scope);
    }

    @Override
    public String needs() {
      int last = words.size() - 1;
      String all =
          last == 0
              ? words.get(0)
              : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
      return governor.key() + ": " + all;
    }

    @Override
    public String brief() {
      return governor.key() + ": " + name;
    }

    @Override
    public When named(String other) {
      return new Is(governor, words, other);
    }
  }

  /** A number is above zero. */
  record Positive(Setting governor) implements When {
    @Override
    public Set<Setting> governors() {
      return Set.of(governor);
    }

    @Override
    public boolean holds(Map<Setting, Object> values) {
      return values.get(governor) instanceof Number number
          && number.doubleValue() > 0
          && governor.applies(values);
    }

    @Override
    public boolean possible(Scope scope, Catalogue catalogue) {
      return catalogue.isPossible(governor, scope);
    }

    @Override
    public String needs() {
      return governor.key() + " above 0";
    }

    @Override
    public String name() {
      return needs();
    }

    @Override
    public String brief() {
      return needs();
    }
  }

  /** A setting that may be absent is not. */
  record Given(Setting governor) implements When {
    @Override
    public Set<Setting> governors() {
      return Set.of(governor);
    }

    @Override
    public boolean holds(Map<Setting, Object> values) {
      Object value = values.get(governor);
      return value != null && value != Absent.ABSENT && governor.applies(values);
    }

    @Override
    public boolean possible(Scope scope, Catalogue catalogue) {
      return catalogue.isPossible(governor, scope);
    }

    @Override
    public String needs() {
      return governor.key();
    }

    @Override
    public String name() {
      return needs();
    }

    @Override
    public String brief() {
      return needs();
    }
  }

  /** One of two. */
  record Either(When first, When second) implements When {
    @Override
    public Set<Setting> governors() {
      Set<Setting> both = new TreeSet<>(first.governors());
      both.addAll(second.governors());
      return both;
    }

    @Override
    public boolean holds(Map<Setting, Object> values) {
      return first.holds(values) || second.holds(values);
    }

    @Override
    public boolean possible(Scope scope, Catalogue catalogue) {
      return first.possible(scope, catalogue) || second.possible(scope, catalogue);
    }

    private String join(Function<When, String> text) {
      return text.apply(first) + ", or " + text.apply(second);
    }

    @Override
    public String needs() {
      return join(When::needs);
    }

    @Override
    public String name() {
      return join(When::name);
    }

    @Override
    public String brief() {
      return join(When::brief);
    }
  }

  /** All of several. */
  record All(List<When> parts) implements When {
    @Override
    public Set<Setting> governors() {
      return parts.stream()
          .flatMap(part -> part.governors().stream())
          .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean holds(Map<Setting, Object> values) {
      return parts.stream().allMatch(part -> part.holds(values));
    }

    @Override
    public boolean possible(Scope scope, Catalogue catalogue) {
      return parts.stream().allMatch(part -> part.possible(scope, catalogue));
    }

    private String join(Function<When, String> text) {
      return parts.stream().map(text).collect(Collectors.joining(" and "));
    }

    @Override
    public String needs() {
      return join(When::needs);
    }

    @Override
    public String name() {
      return join(When::name);
    }

    @Override
    public String brief() {
      return join(When::brief);
    }
  }

  /** Another name. */
  record Named(When same, String name) implements When {
    @Override
    public Set<Setting> governors() {
      return same.governors();
    }

    @Override
    public boolean holds(Map<Setting, Object> values) {
      return same.holds(values);
    }

    @Override
    public boolean possible(Scope scope, Catalogue catalogue) {
      return same.possible(scope, catalogue);
    }

    @Override
    public String needs() {
      return same.needs();
    }

    @Override
    public String brief() {
      return same.brief();
    }
  }
}
