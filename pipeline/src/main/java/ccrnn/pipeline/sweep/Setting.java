package ccrnn.pipeline.sweep;

import ccrnn.pipeline.sweep.Row.SpecialDefault;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A setting that a sweep file may name. Its {@link Row} stands in the file of its topic: {@link
 * CommonRows} for what every trial has, others in {@code pipeline.family}. Which settings there are
 * in all, and what each means to which network, the {@link Catalogue} knows; the order there is the
 * order of settings.
 *
 * <p>Keys are kebab-case; the Parquet column is the key in snake_case.
 */
public final class Setting implements Comparable<Setting>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern IDENTITY =
      Pattern.compile(
          "[a-z][a-z0-9-]{0,40}"
              + "|([a-z][a-z0-9-]{0,40}@[A-Za-z0-9._+-]{1,40}@)?sha256:[0-9a-f]{16}");

  /** How a value is written and stored. */
  public enum Kind {
    /** One of {@link Setting#choices()}; a {@link String}. */
    CHOICE,
    /** A whole number; a {@link Long}. */
    INTEGER,
    /** A finite number; a {@link Double}. */
    NUMBER,
    /** Some of {@link Setting#choices()}, in that order, with commas between; a {@link String}. */
    WORDS,
    /** What something holds, found out and not chosen; a {@link String}. */
    TEXT
  }

  /**
   * A default.
   *
   * @param where the tasks or data that it is for, in a word; empty for all others
   * @param value of the type that {@link #kind()} names
   */
  public record Default(String where, Object value) {}

  private final String key;
  private final String column;
  private final transient Row row;
  private final transient String usualLine;

  Setting(String key, Row row) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("setting '" + key + "' is not in kebab-case");
    }
    this.key = key;
    this.row = row;
    column = key.replace('-', '_');
    usualLine = row.usual.map(value -> line(key, value)).orElse("");
  }

  /** Only the key travels: the receiver has the same catalogue. */
  private record Key(String key) implements Serializable {
    private static final long serialVersionUID = 1L;

    private Object readResolve() {
      return of(key).orElseThrow(() -> new IllegalStateException("no setting " + key + " here"));
    }
  }

  private Object writeReplace() {
    return new Key(key);
  }

  /**
   * @return all settings of the installed families, in their order
   */
  public static List<Setting> all() {
    return Catalogue.installed().settings();
  }

  /**
   * @param key a name as written in a sweep file
   * @return the setting of that name, if there is one
   */
  public static Optional<Setting> of(String key) {
    return Catalogue.installed().find(key);
  }

  Row row() {
    return row;
  }

  private Catalogue.Entry entry() {
    return Catalogue.installed().entry(this);
  }

  /**
   * @return the name in sweep files and overrides, kebab-case
   */
  public String key() {
    return key;
  }

  /**
   * @return the name of the Parquet column, snake_case
   */
  public String column() {
    return column;
  }

  /**
   * @return how a value is written and stored
   */
  public Kind kind() {
    return row.kind;
  }

  /**
   * The default beside other settings.
   *
   * @param values settings that stand before this one, resolved
   * @return the default, of the type that {@link #kind()} names; empty where there is none
   */
  public Optional<Object> defaultValue(Map<Setting, Object> values) {
    for (SpecialDefault special : entry().specials()) {
      if (special.when().holds(values)) {
        return Optional.of(special.value());
      }
    }
    return entry().usual();
  }

  /**
   * @return all defaults, the usual one first; empty where there is none
   */
  public List<Default> defaults() {
    List<Default> defaults = new ArrayList<>();
    entry().usual().ifPresent(value -> defaults.add(new Default("", value)));
    entry()
        .specials()
        .forEach(special -> defaults.add(new Default(special.when().name(), special.value())));
    return defaults;
  }

  /**
   * @return the allowed words of a {@link Kind#CHOICE} or {@link Kind#WORDS}, else empty
   */
  public List<String> choices() {
    return List.copyOf(entry().meanings().keySet());
  }

  /**
   * @param word one of {@link #choices()}
   * @return what it means, a phrase, or an empty string where the word says it
   */
  public String meaning(String word) {
    return entry().meanings().getOrDefault(word, "");
  }

  /**
   * @return the allowed numbers of a {@link Kind#INTEGER} of which only some are, ascending; else
   *     empty
   */
  public List<Long> numbers() {
    return row.numbers;
  }

  /**
   * @return the smallest allowed number, inclusive
   */
  public double min() {
    return row.min;
  }

  /**
   * @return the largest allowed number, inclusive
   */
  public double max() {
    return row.max;
  }

  /**
   * @return the unit, or an empty string
   */
  public String unit() {
    return row.unit;
  }

  /**
   * @return what the setting means, a phrase
   */
  public String about() {
    return row.about;
  }

  /**
   * @return where the defaults come from, or an empty string
   */
  public String source() {
    return row.source;
  }

  /**
   * @return the word that sweep files and tables write for the absence of a value, where absence
   *     means something of its own; else empty
   */
  public Optional<String> absentWord() {
    return row.absentWord;
  }

  /**
   * What a sweep has to say for this setting to mean something, where some things are said already.
   *
   * @param scope what is said
   * @return the rest, for example {@code network: ccrnn} or {@code task: digits}; all of it is
   *     needed
   */
  public List<String> needs(Scope scope) {
    Set<Setting> said = scope.said();
    return conditions().stream()
        .filter(when -> !said.containsAll(when.governors()))
        .map(When::brief)
        .toList();
  }

  /**
   * @param scope a task, a network, both or neither
   * @return whether the setting means something in some trial of it
   */
  public boolean isPossible(Scope scope) {
    return Catalogue.installed().isPossible(this, scope);
  }

  List<When> conditions() {
    return entry().conditions();
  }

  /** The settings that decide whether this one means something, and what its default is. */
  Set<Setting> governors() {
    return Stream.of(
            conditions().stream(),
            entry().specials().stream().map(SpecialDefault::when),
            entry().wordConditions().values().stream())
        .flatMap(whens -> whens)
        .flatMap(when -> when.governors().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether the value is the absence of a feature, see {@link Row#neutral()}. */
  boolean isNeutral(Object value) {
    return row.neutral && row.usual.filter(value::equals).isPresent();
  }

  /**
   * Writes a value the way a sweep file would: words as they are, numbers in the shortest decimal
   * form that reads back as the same value.
   *
   * @param value a value of the type that {@link #kind()} names
   * @return the text
   */
  public String text(Object value) {
    if (!(value instanceof Double number)) {
      return value.toString();
    }
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    boolean readable = decimal.scale() <= 6 && decimal.precision() - decimal.scale() <= 15;
    return readable
        ? decimal.toPlainString()
        : decimal.toString().toLowerCase(Locale.ROOT).replace("e+", "e");
  }

  /**
   * Whether the setting means something beside the others. A setting that means nothing is left out
   * of the trial (a null column), so that trials that differ only in it are one trial.
   *
   * @param values settings that stand before this one, resolved
   * @return false for example for a cerebellar setting of a cortex alone
   */
  public boolean applies(Map<Setting, Object> values) {
    for (When when : conditions()) {
      if (!when.holds(values)) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param value anything
   * @return whether it is a value of this setting: of the right type, in range, one of the words
   */
  boolean accepts(Object value) {
    return switch (row.kind) {
      case CHOICE -> value instanceof String word && entry().meanings().containsKey(word);
      case INTEGER ->
          value instanceof Long number
              && number >= row.min
              && number <= row.max
              && (row.numbers.isEmpty() || row.numbers.contains(number));
      case NUMBER -> value instanceof Double number && number >= row.min && number <= row.max;
      case WORDS ->
          value instanceof String text && !text.isEmpty() && text.equals(join(split(text)));
      case TEXT -> value instanceof String text && IDENTITY.matcher(text).matches();
    };
  }

  /**
   * The part of a value that means something.
   *
   * @param value a value of this setting
   * @param values settings that stand before this one, resolved
   * @return the value, of a set without the words that mean nothing; empty if none is left
   */
  Optional<Object> meaningful(Object value, Map<Setting, Object> values) {
    if (value instanceof Double number) {
      // adding zero turns -0.0 into 0.0: one number, one id
      return Optional.of(number + 0.0);
    }
    Map<String, When> wordConditions = entry().wordConditions();
    if (wordConditions.isEmpty()) {
      return Optional.of(value);
    }
    List<String> left = new ArrayList<>(split((String) value));
    left.removeIf(
        word -> wordConditions.containsKey(word) && !wordConditions.get(word).holds(values));
    return left.isEmpty() ? Optional.empty() : Optional.of(join(left));
  }

  /**
   * @param words some of {@link #choices()}
   * @return the value of a {@link Kind#WORDS} that holds them
   */
  String join(Collection<String> words) {
    return entry().meanings().keySet().stream()
        .filter(words::contains)
        .collect(Collectors.joining(","));
  }

  /** The words of a value of a {@link Kind#WORDS}. */
  static List<String> split(String value) {
    return List.of(value.split(",", -1));
  }

  /**
   * A line of {@link Trial#canonicalText()}, or nothing for the absence of a feature. The lines of
   * usual defaults are kept, as most lines of most trials are such.
   */
  String canonicalLine(Object value) {
    if (isNeutral(value)) {
      return "";
    }
    return row.usual.filter(value::equals).isPresent() ? usualLine : line(key, value);
  }

  private static String line(String key, Object value) {
    return key + "=" + (value instanceof Double d ? Double.toHexString(d) : value) + "\n";
  }

  /**
   * Compares places in the catalogue. No two settings of one catalogue are equal.
   *
   * @param other another setting of the installed families
   */
  @Override
  public int compareTo(Setting other) {
    return Integer.compare(entry().rank(), other.entry().rank());
  }

  /** The same in every process, unlike that of {@link Object}. */
  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key;
  }
}
