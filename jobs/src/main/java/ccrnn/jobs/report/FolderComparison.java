package ccrnn.jobs.report;

import ccrnn.jobs.report.CommonClaims.Answers;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.PairedTests;
import ccrnn.pipeline.analysis.Statistics;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.ColumnType;
import ccrnn.pipeline.store.Tables;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Names;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The same question put to two results folders.
 *
 * <p>A trial of the first folder is paired with one of the second if all their settings are equal,
 * but for those of which the folders have no value in common: these are what sets the folders
 * apart, and what a difference is due to.
 *
 * @param measure column of {@code trials} that is compared, second minus first
 * @param trials those that both have
 * @param settings those of which the folders do not have the same values
 * @param conditions what differs by condition, in order of their names
 * @param equalConditions number of conditions in which no pair differs; they are not among the
 *     others
 * @param claims of the papers' figures that both have data for, with what each says to them
 */
public record FolderComparison(
    String measure,
    CommonTrials trials,
    List<Contrast> settings,
    List<Effect> conditions,
    int equalConditions,
    List<Answers> claims) {
  /** What is compared if nobody says: the loss of the last epoch. */
  public static final String MEASURE_DEFAULT = "last_validation_loss";

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** Copies the lists. */
  public FolderComparison {
    settings = List.copyOf(settings);
    conditions = List.copyOf(conditions);
    claims = List.copyOf(claims);
  }

  /**
   * A setting that has not the same values in both.
   *
   * @param setting which
   * @param first its values in the first folder, in order
   * @param second its values in the second folder, in order
   * @param apart whether some values are in both; pairs differ in a setting where none is
   */
  public record Contrast(Setting setting, List<String> first, List<String> second, Apart apart) {
    /** Copies the lists. */
    public Contrast {
      first = List.copyOf(first);
      second = List.copyOf(second);
    }
  }

  /** Whether values are shared. */
  public enum Apart {
    /** No value is in both. */
    ALL,
    /** Some are. */
    SOME
  }

  /**
   * What differs within a condition. Numbers are NaN where there are too few pairs.
   *
   * @param label of the condition
   * @param n pairs
   * @param first mean in the first folder
   * @param second mean in the second folder
   * @param difference mean of second - first over the pairs
   * @param lower end of its 95 % interval
   * @param upper end of its 95 % interval
   * @param effect Cohen's d of the differences with Hedges' correction
   * @param p of the paired t-test, two-sided
   */
  public record Effect(
      String label,
      int n,
      double first,
      double second,
      double difference,
      double lower,
      double upper,
      double effect,
      double p) {}

  /**
   * Compares.
   *
   * @param first over one folder
   * @param second over the other
   * @param measure a column of {@code trials} with a number
   * @return the comparison
   * @throws UserError if there is no such column
   */
  public static FolderComparison of(QueryEngine first, QueryEngine second, String measure) {
    requireMeasure(measure);
    List<Row> a = rows(first, measure);
    List<Row> b = rows(second, measure);
    List<Contrast> contrasts = contrasts(a, b);
    Map<String, List<double[]>> pairs = pairs(a, b, contrasts);
    int all = pairs.size();
    pairs.values().removeIf(some -> some.stream().allMatch(pair -> pair[0] == pair[1]));
    return new FolderComparison(
        measure,
        CommonTrials.of(first, second),
        contrasts,
        effects(pairs),
        all - pairs.size(),
        CommonClaims.of(first, second));
  }

  private static void requireMeasure(String measure) {
    Set<String> known =
        Tables.TRIALS.columns().stream()
            .filter(column -> column.type() == ColumnType.DOUBLE)
            .map(column -> column.name())
            .collect(Collectors.toCollection(TreeSet::new));
    Setting.all().stream().map(Setting::column).forEach(known::remove);
    if (!known.contains(measure)) {
      throw new UserError(
          "unknown measure '"
              + measure
              + "'; "
              + Names.nearest(measure, known)
                  .map(name -> "did you mean '" + name + "'?")
                  .orElse("there are " + String.join(", ", known)));
    }
  }

  /**
   * A complete trial.
   *
   * @param settings by setting, text; those that mean nothing are not there
   */
  private record Row(Map<Setting, String> settings, double value) {}

  private static List<Row> rows(QueryEngine engine, String measure) {
    List<Setting> all = Setting.all();
    String columns = all.stream().map(Setting::column).collect(Collectors.joining(", "));
    List<Row> rows = new ArrayList<>();
    for (List<Object> row :
        Rows.of(
            engine,
            "SELECT "
                + columns
                + ", "
                + measure
                + " FROM trials WHERE status = 'complete' AND "
                + measure
                + " IS NOT NULL ORDER BY trial_id")) {
      Map<Setting, Object> values = new LinkedHashMap<>();
      for (int i = 0; i < all.size(); i++) {
        if (row.get(i) != null) {
          values.put(all.get(i), row.get(i));
        }
      }
      Map<Setting, String> settings = new LinkedHashMap<>();
      for (Setting setting : all) {
        Object value = values.get(setting);
        if (value != null) {
          settings.put(setting, Rows.text(setting.text(value)));
        } else if (setting.applies(values)) {
          // to have none is a condition like others
          setting.absentWord().ifPresent(word -> settings.put(setting, word));
        }
      }
      rows.add(new Row(settings, Rows.number(row.get(all.size()))));
    }
    return rows;
  }

  private static List<Contrast> contrasts(List<Row> a, List<Row> b) {
    List<Contrast> contrasts = new ArrayList<>();
    if (a.isEmpty() || b.isEmpty()) {
      return contrasts;
    }
    for (Setting setting : Setting.all()) {
      Set<Optional<String>> first = values(a, setting);
      Set<Optional<String>> second = values(b, setting);
      if (!first.equals(second)) {
        boolean apart = first.stream().noneMatch(second::contains);
        contrasts.add(
            new Contrast(setting, texts(first), texts(second), apart ? Apart.ALL : Apart.SOME));
      }
    }
    return contrasts;
  }

  private static Set<Optional<String>> values(List<Row> rows, Setting setting) {
    return rows.stream()
        .map(row -> Optional.ofNullable(row.settings().get(setting)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<String> texts(Set<Optional<String>> values) {
    return values.stream()
        .map(value -> value.orElse("–"))
        .sorted(Comparator.comparing(FolderComparison::numeric).thenComparing(text -> text))
        .toList();
  }

  /** So that 10 follows 9; words come last. */
  private static double numeric(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException word) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** Values in both folders by condition. */
  private static Map<String, List<double[]>> pairs(
      List<Row> a, List<Row> b, List<Contrast> contrasts) {
    Set<Setting> apart =
        contrasts.stream()
            .filter(contrast -> contrast.apart() == Apart.ALL)
            .map(Contrast::setting)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<Map<Setting, String>, List<Row>> partners = new HashMap<>();
    for (Row row : b) {
      partners.computeIfAbsent(without(row, apart), none -> new ArrayList<>()).add(row);
    }
    Set<Setting> named = varying(a, b);
    Map<String, List<double[]>> pairs = new LinkedHashMap<>();
    for (Row row : a) {
      for (Row partner : partners.getOrDefault(without(row, apart), List.of())) {
        pairs
            .computeIfAbsent(label(row, partner, named, apart), none -> new ArrayList<>())
            .add(new double[] {row.value(), partner.value()});
      }
    }
    return pairs;
  }

  private static List<Effect> effects(Map<String, List<double[]>> pairs) {
    return pairs.entrySet().stream()
        .map(entry -> effect(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(effect -> inOrder(effect.label())))
        .toList();
  }

  /** Text that sorts 10 after 9. */
  private static String inOrder(String label) {
    return DIGITS
        .matcher(label)
        .replaceAll(found -> "0".repeat(Math.max(0, 12 - found.group().length())) + found.group());
  }

  private static Map<Setting, String> without(Row row, Set<Setting> apart) {
    Map<Setting, String> rest = new HashMap<>(row.settings());
    rest.keySet().removeAll(apart);
    return rest;
  }

  /** What tells conditions apart, but for the seed. */
  private static Set<Setting> varying(List<Row> a, List<Row> b) {
    Set<Setting> varying = new LinkedHashSet<>();
    for (Setting setting : Setting.all()) {
      // Where it is not there it means nothing, which other settings tell.
      Set<Optional<String>> present = values(a, setting);
      present.addAll(values(b, setting));
      present.remove(Optional.<String>empty());
      if (setting != CommonRows.SEED && present.size() > 1) {
        varying.add(setting);
      }
    }
    return varying;
  }

  private static String label(Row row, Row partner, Set<Setting> named, Set<Setting> apart) {
    List<String> parts = new ArrayList<>();
    for (Setting setting : Setting.all()) {
      String here = row.settings().get(setting);
      String there = partner.settings().get(setting);
      if (setting == CommonRows.SEED) {
        continue;
      }
      if (!Objects.equals(here, there)) {
        parts.add(
            setting.key()
                + "="
                + Objects.requireNonNullElse(here, "–")
                + " → "
                + Objects.requireNonNullElse(there, "–"));
      } else if (named.contains(setting) && !apart.contains(setting) && here != null) {
        parts.add(setting.key() + "=" + here);
      }
    }
    return parts.isEmpty() ? "all" : String.join(", ", parts);
  }

  private static Effect effect(String label, List<double[]> pairs) {
    double[] first = pairs.stream().mapToDouble(pair -> pair[0]).toArray();
    double[] second = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
    double[] differences = pairs.stream().mapToDouble(pair -> pair[1] - pair[0]).toArray();
    Statistics.Interval interval = Statistics.bootstrapInterval(differences);
    return new Effect(
        label,
        pairs.size(),
        Arrays.stream(first).average().orElse(Double.NaN),
        Arrays.stream(second).average().orElse(Double.NaN),
        Arrays.stream(differences).average().orElse(Double.NaN),
        interval.lower(),
        interval.upper(),
        Statistics.correctedEffectSize(differences),
        PairedTests.pairedT(second, first).p());
  }

  /**
   * Says of both folders' common trials whether they are the same, and what pairs differ in.
   *
   * @return sentences
   */
  public List<String> sentences() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Numbers.count(trials.both(), "trial")
            + " in both, "
            + Numbers.whole(trials.onlyFirst())
            + " only in the first, "
            + Numbers.whole(trials.onlySecond())
            + " only in the second.");
    if (trials.both() > 0) {
      lines.add(
          trials.differences().isEmpty()
              ? "The trials in both are equal in every bit."
              : Numbers.count(trials.differences().size(), "trial")
                  + " of those in both "
                  + (trials.differences().size() == 1 ? "differs" : "differ")
                  + ", though the settings are the same.");
    }
    if (settings.stream()
        .anyMatch(
            contrast -> contrast.setting() == CommonRows.SEED && contrast.apart() == Apart.ALL)) {
      lines.add(
          "The folders have no seed in common: trials are paired across seeds, and tests of such"
              + " pairs mean nothing.");
    } else if (conditions.isEmpty() && equalConditions == 0) {
      lines.add("No trial of one folder pairs with one of the other.");
    }
    if (equalConditions > 0) {
      lines.add(
          "No pair differs in "
              + measure
              + " in "
              + Numbers.count(equalConditions, "condition")
              + (conditions.isEmpty() ? "." : "; the others are shown."));
    }
    return lines;
  }
}
