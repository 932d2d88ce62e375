package ccrnn.pipeline.sweep;

import ccrnn.pipeline.sweep.Setting.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row of the table of settings, collected piece by piece so that the table reads as one. */
final class SettingDraft {
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

  private SettingDraft(Kind kind, Object usual) {
    this.kind = kind;
    this.usual = Optional.ofNullable(usual);
  }

  static SettingDraft choice(String usual) {
    return new SettingDraft(Kind.CHOICE, usual);
  }

  static SettingDraft integer(long usual) {
    return new SettingDraft(Kind.INTEGER, usual);
  }

  static SettingDraft integer() {
    return new SettingDraft(Kind.INTEGER, null);
  }

  static SettingDraft number(double usual) {
    return new SettingDraft(Kind.NUMBER, usual);
  }

  static SettingDraft words() {
    return new SettingDraft(Kind.WORDS, null);
  }

  static SettingDraft content(String usual) {
    return new SettingDraft(Kind.TEXT, usual);
  }

  /** Another default under a condition; the first that holds is taken. */
  SettingDraft in(When when, Object value) {
    Object typed =
        switch (kind) {
          case INTEGER -> ((Number) value).longValue();
          case NUMBER -> ((Number) value).doubleValue();
          case CHOICE, WORDS, TEXT -> value;
        };
    specials.add(new SpecialDefault(when, typed));
    return this;
  }

  /**
   * Says that the usual default is the absence of a feature: it is left out of {@link
   * Trial#canonicalText()}, so that a feature added later changes the id of no trial without it.
   */
  SettingDraft neutral() {
    neutral = true;
    return this;
  }

  /** Means something only under this condition; given several times, under all of them. */
  SettingDraft only(When when) {
    conditions.add(when);
    return this;
  }

  SettingDraft of(String... words) {
    for (String word : words) {
      meanings.put(word, "");
    }
    return this;
  }

  /** A word and its meaning. */
  SettingDraft word(String word, String meaning) {
    meanings.put(word, meaning);
    return this;
  }

  /** A word of a set that is left out unless the condition holds. */
  SettingDraft word(String word, String meaning, When when) {
    wordConditions.put(word, when);
    return word(word, meaning);
  }

  SettingDraft range(double least, double most) {
    min = least;
    max = most;
    return this;
  }

  /** Only these numbers, in ascending order. */
  SettingDraft of(long... allowed) {
    List<Long> list = new ArrayList<>();
    for (long number : allowed) {
      list.add(number);
    }
    numbers = Collections.unmodifiableList(list);
    return range((double) allowed[0], (double) allowed[allowed.length - 1]);
  }

  SettingDraft unit(String text) {
    unit = text;
    return this;
  }

  SettingDraft about(String text) {
    about = text;
    return this;
  }

  SettingDraft source(String text) {
    source = text;
    return this;
  }

  /** The word for the absence of a value, where absence means something of its own. */
  SettingDraft absent(String word) {
    absentWord = Optional.of(word);
    return this;
  }
}
