package ccrnn.pipeline.sweep;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One fully resolved set of settings: all that its numbers depend on. Two trials are equal when
 * their settings are.
 */
public final class Trial implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Length of {@link #id()} in hexadecimal digits. */
  public static final int ID_LENGTH = 64;

  private final LinkedHashMap<Setting, Object> values; // in the order of the catalogue
  private final int resultVersion;
  private final String id;

  private Trial(Map<Setting, Object> given) {
    values = new LinkedHashMap<>(given);
    this.resultVersion =
        Catalogue.installed()
            .vocabulary((String) values.get(CommonRows.NETWORK))
            .resultVersion(Collections.unmodifiableMap(values));
    this.id = sha256(canonicalText());
  }

  /**
   * Resolves a trial, setting by setting in their order: defaults are filled in ({@link
   * Setting#defaultValue}) and settings that mean nothing beside the others are left out ({@link
   * Setting#applies}).
   *
   * @param given chosen settings, each of the type that its {@link Setting#kind()} names; not kept,
   *     not modified
   * @return the trial
   * @throws IllegalArgumentException if a value is of the wrong type or outside its range
   */
  public static Trial of(Map<Setting, Object> given) {
    Map<Setting, Object> resolved = new LinkedHashMap<>();
    for (Setting setting : Setting.all()) {
      Object value = given.get(setting);
      if (value != null && !setting.accepts(value)) {
        throw new IllegalArgumentException("invalid " + setting.key() + ": " + value);
      }
      if (setting.applies(resolved)) {
        Optional.ofNullable(value)
            .or(() -> setting.defaultValue(resolved))
            .flatMap(chosen -> setting.meaningful(chosen, resolved))
            .ifPresent(chosen -> resolved.put(setting, chosen));
      }
    }
    return new Trial(resolved);
  }

  /**
   * Tells the version of the numbers that these settings give, see {@link
   * Vocabulary#resultVersion}.
   *
   * @return 1 or more
   */
  public int resultVersion() {
    return resultVersion;
  }

  /**
   * @return SHA-256 of {@link #canonicalText()}, 64 hexadecimal digits
   */
  public String id() {
    return id;
  }

  /**
   * The text whose hash is the id: the result version, then a line {@code key=value} for each
   * setting in the order of the catalogue, but for features that the trial makes no use of ({@code
   * optimizer=adam} is not written). Numbers with a fraction are written in hexadecimal, which is
   * exact and the same on every Java version.
   *
   * @return the text, each line ended by a newline
   */
  public String canonicalText() {
    StringBuilder text = new StringBuilder("result-version=" + resultVersion + "\n");
    values.forEach((setting, value) -> text.append(setting.canonicalLine(value)));
    return text.toString();
  }

  /**
   * @return the settings that apply to this trial, in the order of the catalogue, unmodifiable
   */
  public Map<Setting, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /**
   * @param setting a {@link Setting.Kind#CHOICE}
   * @return its word
   * @throws IllegalStateException if it does not apply to this trial
   */
  public String word(Setting setting) {
    return (String) value(setting);
  }

  /**
   * @param setting a {@link Setting.Kind#INTEGER}
   * @return its value
   * @throws IllegalStateException if it does not apply to this trial
   */
  public long integer(Setting setting) {
    return (Long) value(setting);
  }

  /**
   * @param setting a {@link Setting.Kind#NUMBER}
   * @return its value
   * @throws IllegalStateException if it does not apply to this trial
   */
  public double number(Setting setting) {
    return (Double) value(setting);
  }

  /**
   * @param setting a {@link Setting.Kind#WORDS}
   * @return its words in their order; empty if it does not apply to this trial or is not set
   */
  public List<String> words(Setting setting) {
    return find(setting).map(words -> Setting.split((String) words)).orElse(List.of());
  }

  /**
   * @param setting any setting
   * @return its value if it applies to this trial and is set
   */
  public Optional<Object> find(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trial trial && id.equals(trial.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "trial " + id.substring(0, 12);
  }

  private Object value(Setting setting) {
    Object value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException(setting.key() + " does not apply to " + this);
    }
    return value;
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
