package ccrnn.pipeline.sweep;

import ccrnn.pipeline.sweep.Setting.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row of the catalogue of settings, written piece by piece so that a file of rows reads as a
 * table: default, values, meaning, source, and when it means something at all ({@link #only}). The
 * last call is {@link #named}.
 *
 * <p>A {@link #neutral} default is the absence of a feature; it is left out of the canonical text
 * of a trial. So a new row changes the id of no trial that makes no use of it, if its default is
 * neutral or none, or if it means something for new trials only.
 *
 * <p>Each method changes the row and returns it.
 */
public final class Row {
  final Kind kind;
  final Optional<Object> usual;
  final List<SpecialDefault> specials = new ArrayList<>();
  final List<When> conditions = new ArrayList<>();
  final Map<String, String> meanings = new LinkedHashMap<>();
  final Map<String, When> wordConditions = new LinkedHashMap<>();
  List<Long> numbers = List.of();
  double min;
  double max;
  boolean neutral;
  Optional<String> absentWord = Optional.empty();
  String unit = "";
  String about = "";
  String source = "";

  /** A default that holds under a condition. */
  record SpecialDefault(When when, Object value) {}

  private Row(Kind kind, Object usual) {
    this.kind = kind;
    this.usual = Optional.ofNullable(usual);
  }

  /**
   * A setting that is one of several words.
   *
   * @param usual the default
   * @return a row
   */
  public static Row choice(String usual) {
    return new Row(Kind.CHOICE, usual);
  }

  /** One of the words that the installed families tell, with the default that they tell. */
  static Row openChoice() {
    return new Row(Kind.CHOICE, null);
  }

  /**
   * A setting that is a whole number.
   *
   * @param usual the default
   * @return a row
   */
  public static Row integer(long usual) {
    return new Row(Kind.INTEGER, usual);
  }

  /**
   * A setting that is a whole number and has no default.
   *
   * @return a row
   */
  public static Row integer() {
    return new Row(Kind.INTEGER, null);
  }

  /**
   * A setting that is a number.
   *
   * @param usual the default
   * @return a row
   */
  public static Row number(double usual) {
    return new Row(Kind.NUMBER, usual);
  }

  /** A set of words, none by default. */
  static Row words() {
    return new Row(Kind.WORDS, null);
  }

  /** What something holds, such as a jar, whatever it is called; none by default. */
  static Row content() {
    return new Row(Kind.TEXT, null);
  }

  /** What something holds, such as a path, whatever it is called. */
  static Row content(String usual) {
    return new Row(Kind.TEXT, usual);
  }

  /**
   * Gives another default under a condition; the first that holds is taken.
   *
   * @param when the condition, on earlier settings
   * @param value a word, or a number of any type
   * @return this row
   */
  public Row in(When when, Object value) {
    specials.add(special(kind, when, value));
    return this;
  }

  static SpecialDefault special(Kind kind, When when, Object value) {
    return new SpecialDefault(
        when,
        switch (kind) {
          case INTEGER -> ((Number) value).longValue();
          case NUMBER -> ((Number) value).doubleValue();
          case CHOICE, WORDS, TEXT -> value;
        });
  }

  /**
   * Says that the usual default is the absence of a feature: it is left out of {@link
   * Trial#canonicalText()}, so that a feature added later changes the id of no trial without it.
   *
   * @return this row
   */
  public Row neutral() {
    neutral = true;
    return this;
  }

  /**
   * Says that the setting means something only under a condition; given several times, under all of
   * them.
   *
   * @param when the condition, on earlier settings
   * @return this row
   */
  public Row only(When when) {
    conditions.add(when);
    return this;
  }

  /**
   * Allows words that say themselves what they mean.
   *
   * @param words of a choice
   * @return this row
   */
  public Row of(String... words) {
    for (String word : words) {
      meanings.put(word, "");
    }
    return this;
  }

  /**
   * Allows a word.
   *
   * @param word of a choice
   * @param meaning a phrase
   * @return this row
   */
  public Row word(String word, String meaning) {
    meanings.put(word, meaning);
    return this;
  }

  /**
   * Bounds a number.
   *
   * @param least smallest allowed, inclusive
   * @param most largest allowed, inclusive
   * @return this row
   */
  public Row range(double least, double most) {
    min = least;
    max = most;
    return this;
  }

  /**
   * Allows only these whole numbers.
   *
   * @param allowed in ascending order
   * @return this row
   */
  public Row of(long... allowed) {
    List<Long> list = new ArrayList<>();
    for (long number : allowed) {
      list.add(number);
    }
    numbers = Collections.unmodifiableList(list);
    return range((double) allowed[0], (double) allowed[allowed.length - 1]);
  }

  /**
   * Names the unit.
   *
   * @param text for example {@code time steps}
   * @return this row
   */
  public Row unit(String text) {
    unit = text;
    return this;
  }

  /**
   * Says what the setting means.
   *
   * @param text a phrase
   * @return this row
   */
  public Row about(String text) {
    about = text;
    return this;
  }

  /**
   * Says where the defaults come from: {@code code}, {@code paper} or {@code ours}, and more.
   *
   * @param text a phrase
   * @return this row
   */
  public Row source(String text) {
    source = text;
    return this;
  }

  /**
   * Names the absence of a value, where absence means something of its own.
   *
   * @param word for example {@code all}
   * @return this row
   */
  public Row absent(String word) {
    absentWord = Optional.of(word);
    return this;
  }

  /**
   * Ends the row.
   *
   * @param key the name in sweep files, kebab-case; the Parquet column is the same in snake_case, a
   *     word that SQL has not reserved
   * @return the setting; the row is not to be changed any more
   * @throws IllegalArgumentException if the key is not in kebab-case
   */
  public Setting named(String key) {
    return new Setting(key, this);
  }
}
