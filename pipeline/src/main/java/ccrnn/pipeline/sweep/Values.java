package ccrnn.pipeline.sweep;

import ccrnn.pipeline.UserError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the values of a setting: single ones, lists, and ranges {@code 1..10} or {@code 10..90 step
 * 10}, both ends included. Numbers are decimal however YAML would type them ({@code 10}, {@code
 * 1e1} and {@code "10"} are the same), and ranges are counted in exact decimals.
 *
 * <p>Where a setting takes a set of words ({@link Setting.Kind#WORDS}), a list is one value, the
 * set; a word alone is the set of it. Only the list of an axis holds several sets.
 */
final class Values {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d[\\d_]{0,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,4})?");
  private static final Pattern RANGE =
      Pattern.compile("(\\S+?)\\s*\\.\\.\\s*([^\\s.]\\S*?|\\.\\d\\S*?)(?:\\s+step\\s+(\\S+))?");
  private static final Pattern FOREIGN_RANGE = Pattern.compile("(\\d+)\\s*(?:-|:|~|to)\\s*(\\d+)");

  private Values() {}

  /**
   * Reads exactly one value.
   *
   * @return the value, or {@link Absent#ABSENT} for the setting's word for it
   * @throws UserError if it is none, several, of the wrong type or out of range
   */
  static Object one(Setting setting, Node node) {
    if (node instanceof Node.Scalar scalar && !isRange(setting, scalar)) {
      return value(setting, scalar);
    }
    if (node instanceof Node.Empty) {
      throw node.place().error(setting.key() + " has no value");
    }
    if (setting.kind() == Setting.Kind.WORDS && node instanceof Node.Sequence list) {
      return set(setting, list);
    }
    String found = isRange(setting, node) ? "the range " + node.description() : node.description();
    throw node.place()
        .error(setting.key() + " takes one value here, not " + found + "; several go under axes");
  }

  /**
   * Reads a list, a range or a sample.
   *
   * @return at least one value
   * @throws UserError if it is none of them, or a value is invalid
   */
  static List<Object> several(Setting setting, Node node) {
    if (node instanceof Node.Empty) {
      throw node.place().error("axis " + setting.key() + " is empty; give it at least one value");
    }
    if (node instanceof Node.Mapping map) {
      return DrawnValues.draw(setting, map);
    }
    if (node instanceof Node.Scalar && !isRange(setting, node)) {
      throw node.place()
          .error(
              "axis %s needs a list like [1, 2] or a range like 1..10, not %s"
                  .formatted(setting.key(), node.description()));
    }
    if (setting.kind() == Setting.Kind.WORDS && node instanceof Node.Sequence list) {
      requireItems(setting, list);
      return list.items().stream().map(item -> one(setting, item)).toList();
    }
    return any(setting, node);
  }

  /**
   * Reads one value, a list or a range. A list may hold ranges; a list of words is one set.
   *
   * @return at least one value
   * @throws UserError if there is none or one is invalid
   */
  static List<Object> any(Setting setting, Node node) {
    if (node instanceof Node.Scalar scalar) {
      return isRange(setting, scalar) ? range(setting, scalar) : List.of(value(setting, scalar));
    }
    if (!(node instanceof Node.Sequence list) || setting.kind() == Setting.Kind.WORDS) {
      return List.of(one(setting, node));
    }
    requireItems(setting, list);
    List<Object> values = new ArrayList<>();
    for (Node item : list.items()) {
      Node.Scalar scalar = scalar(setting, item);
      values.addAll(any(setting, scalar));
      requireFew(values.size(), scalar);
    }
    return values;
  }

  /** Reads a list of words as one value. */
  private static Object set(Setting setting, Node.Sequence list) {
    requireItems(setting, list);
    Set<String> words = new HashSet<>();
    for (Node item : list.items()) {
      Object word = value(setting, scalar(setting, item));
      if (word == Absent.ABSENT) {
        throw item.place()
            .error("%s of %s goes with no other word".formatted(item.description(), setting.key()));
      }
      words.add((String) word);
    }
    return setting.join(words);
  }

  private static void requireItems(Setting setting, Node.Sequence list) {
    if (list.items().isEmpty()) {
      throw list.place().error(setting.key() + " has an empty list; give it at least one value");
    }
  }

  private static Node.Scalar scalar(Setting setting, Node item) {
    if (item instanceof Node.Scalar scalar) {
      return scalar;
    }
    throw item.place().error("a list of %s holds %s".formatted(setting.key(), item.description()));
  }

  private static boolean isNumeric(Setting setting) {
    return setting.kind() == Setting.Kind.INTEGER || setting.kind() == Setting.Kind.NUMBER;
  }

  private static boolean isRange(Setting setting, Node node) {
    return isNumeric(setting) && node instanceof Node.Scalar scalar && scalar.text().contains("..");
  }

  private static Object value(Setting setting, Node.Scalar scalar) {
    String text = scalar.text();
    if (text.isEmpty()) {
      throw scalar.place().error(setting.key() + " has no value");
    }
    if (setting.absentWord().filter(text::equals).isPresent()) {
      return Absent.ABSENT;
    }
    if (!isNumeric(setting)) {
      if (!setting.choices().contains(text)) {
        throw scalar
            .place()
            .error(
                "unknown %s %s; %s"
                    .formatted(
                        setting.key(), Names.quote(text), Names.advice(text, setting.choices())));
      }
      return text;
    }
    BigDecimal number = number(text).orElseThrow(() -> wrongType(setting, scalar));
    return inRange(setting, number, scalar);
  }

  private static List<Object> range(Setting setting, Node.Scalar scalar) {
    Matcher matcher = RANGE.matcher(scalar.text());
    Optional<BigDecimal> first = Optional.empty();
    Optional<BigDecimal> last = Optional.empty();
    Optional<BigDecimal> step = Optional.empty();
    if (matcher.matches()) {
      first = number(matcher.group(1));
      last = number(matcher.group(2));
      step = matcher.group(3) == null ? Optional.of(BigDecimal.ONE) : number(matcher.group(3));
    }
    if (first.isEmpty() || last.isEmpty() || step.isEmpty()) {
      throw scalar
          .place()
          .error(
              "range %s of %s is not understood; write 1..10 or 10..90 step 10"
                  .formatted(scalar.description(), setting.key()));
    }
    if (setting.kind() == Setting.Kind.NUMBER && matcher.group(3) == null) {
      throw scalar
          .place()
          .error(
              "range %s of %s needs a step, as in 0.1..0.5 step 0.1"
                  .formatted(scalar.description(), setting.key()));
    }
    if (step.get().signum() <= 0 || first.get().compareTo(last.get()) > 0) {
      throw scalar
          .place()
          .error(
              "range %s of %s is empty; a range goes upwards, by a step above 0"
                  .formatted(scalar.description(), setting.key()));
    }
    inRange(setting, first.get(), scalar);
    inRange(setting, last.get(), scalar);
    BigDecimal steps = last.get().subtract(first.get()).divide(step.get(), 0, RoundingMode.FLOOR);
    requireFew(
        steps.add(BigDecimal.ONE).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue(), scalar);
    List<Object> values = new ArrayList<>();
    BigDecimal value = first.get();
    for (int i = 0; i <= steps.intValueExact(); i++) {
      values.add(inRange(setting, value, scalar));
      value = value.add(step.get());
    }
    return values;
  }

  private static void requireFew(long count, Node.Scalar scalar) {
    if (count > Sweep.MAX_COMBINATIONS) {
      throw scalar
          .place()
          .error(
              "%s has %d values, more than the %d trials that a sweep may ask for"
                  .formatted(scalar.description(), count, Sweep.MAX_COMBINATIONS));
    }
  }

  private static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(new BigDecimal(text.replace("_", "")))
        : Optional.empty();
  }

  private static Object inRange(Setting setting, BigDecimal number, Node.Scalar scalar) {
    if (number.compareTo(BigDecimal.valueOf(setting.min())) < 0
        || number.compareTo(BigDecimal.valueOf(setting.max())) > 0) {
      throw scalar
          .place()
          .error(
              "%s=%s is out of range; allowed: %s"
                  .formatted(setting.key(), Names.printable(scalar.text()), allowed(setting)));
    }
    if (setting.kind() == Setting.Kind.NUMBER) {
      return number.doubleValue() + 0.0;
    }
    long whole;
    try {
      whole = number.longValueExact();
    } catch (ArithmeticException e) {
      throw wrongType(setting, scalar);
    }
    if (!setting.accepts(whole)) {
      throw scalar
          .place()
          .error(
              "%s=%s is not allowed; allowed: %s"
                  .formatted(setting.key(), Names.printable(scalar.text()), allowed(setting)));
    }
    return whole;
  }

  private static UserError wrongType(Setting setting, Node.Scalar scalar) {
    String text = scalar.text();
    Matcher foreign = FOREIGN_RANGE.matcher(text);
    String hint = foreign.matches() ? "; a range is written " + foreign.replaceFirst("$1..$2") : "";
    return scalar
        .place()
        .error(
            "%s needs a %s, %s, not %s%s"
                .formatted(
                    setting.key(),
                    setting.kind() == Setting.Kind.INTEGER ? "whole number" : "number",
                    allowed(setting),
                    scalar.description(),
                    hint));
  }

  /**
   * @return the range of a numeric setting in words, for example {@code 1 to 1000000 (epochs)}
   */
  static String allowed(Setting setting) {
    String unit = setting.unit().isEmpty() ? "" : " (" + setting.unit() + ")";
    String word = setting.absentWord().map(absent -> ", or " + absent).orElse("");
    String numbers =
        setting.numbers().isEmpty()
            ? setting.text(setting.min()) + " to " + setting.text(setting.max())
            : setting.numbers().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return numbers + unit + word;
  }
}
