package ccrnn.pipeline.query;

import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.store.Column;
import ccrnn.pipeline.store.TableSchema;
import ccrnn.pipeline.store.Tables;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The views that every engine offers, as SQL files that every engine understands. */
final class Views {
  /** In the order in which they must be made. */
  private static final List<String> BASIC =
      List.of("trials", "epochs", "measures", "curves", "measured");

  /** Made at the first statement that names them; each after those that it stands on. */
  private static final List<String> FIGURES =
      List.of(
          "complete_trials",
          "paired_results",
          "paired_curves",
          "word_losses",
          "lesion_effects",
          "fibre_effects",
          "decoupling_effects",
          "feedback_similarity",
          "feedback_correlations",
          "example_paths");

  private static final List<String> SETTINGS = Setting.all().stream().map(Setting::column).toList();

  /** Settings by what they are about, where a view compares trials that differ in that. */
  private static final Map<String, Set<Setting>> ABOUT =
      Map.of(
          "network", Set.of(CommonRows.NETWORK),
          "cerebellum",
              Set.of(
                  CerebellumRows.LESION,
                  CerebellumRows.LESION_EPOCH,
                  CerebellumRows.LESION_FRACTION,
                  CerebellumRows.FIBRES,
                  FeedbackRows.CEREBELLUM_CONTEXT,
                  CerebellumRows.FEEDBACK_SCALE,
                  FeedbackRows.TERMINAL_FEEDBACK,
                  CerebellumRows.CEREBELLUM_UNITS,
                  CerebellumRows.CEREBELLUM_LAYERS,
                  CerebellumRows.CEREBELLUM_OUTPUT,
                  FeedbackRows.CLIP_SCOPE),
          "lesion",
              Set.of(
                  CerebellumRows.LESION,
                  CerebellumRows.LESION_EPOCH,
                  CerebellumRows.LESION_FRACTION),
          "fibres", Set.of(CerebellumRows.FIBRES),
          "decoupling", Set.of(LayerRows.DECOUPLING),
          "recording", Set.of(CommonRows.PROBES, CommonRows.PROBE_INTERVAL));

  /** {@code ${settings T but A B}} and {@code ${same T U but A B}}. */
  private static final Pattern LIST =
      Pattern.compile("\\$\\{(settings|same) ([a-z]) (?:([a-z]) )?but ([a-z ]+)}");

  private static final Pattern LISTING =
      Pattern.compile("(?i)\\s*(show|describe|summarize)\\s+(all\\s+)?(tables|views)\\b.*");

  private Views() {}

  /**
   * Views of figures that a statement needs.
   *
   * @param sql the statement; if it asks which views there are, it needs all
   * @param made names of those that are there already, completed here
   * @return statements that make the others, in order
   */
  static List<String> lacking(String sql, Set<String> made) {
    String text = sql.toLowerCase(Locale.ROOT);
    boolean all = isListing(sql);
    Set<String> needed = new HashSet<>();
    // From the last one on, so that a view's own text adds those before it.
    for (int i = FIGURES.size() - 1; i >= 0; i--) {
      String name = FIGURES.get(i);
      if (all || text.contains(name)) {
        needed.add(name);
        text += statement(name);
      }
    }
    List<String> statements = new ArrayList<>();
    for (String name : FIGURES) {
      if (needed.contains(name) && made.add(name)) {
        statements.add(statement(name));
      }
    }
    return statements;
  }

  /** Whether a statement asks which views there are. */
  static boolean isListing(String sql) {
    return LISTING.matcher(sql).matches();
  }

  /** Settings that views leave out of a comparison, by the word that they use for them. */
  static Set<Setting> about(String word) {
    return Collections.unmodifiableSet(ABOUT.get(word));
  }

  /** Names of the views of figures. */
  static List<String> figures() {
    return FIGURES;
  }

  /** The name under which an engine offers the files of a table to the views. */
  static String source(TableSchema table) {
    return table.table() + "_files";
  }

  /** Statements that make the views, in order, each without its semicolon. */
  static List<String> statements() {
    return BASIC.stream().map(Views::statement).toList();
  }

  private static List<String> withoutId(TableSchema table) {
    return table.columns().stream()
        .map(Column::name)
        .filter(name -> !name.equals("trial_id"))
        .toList();
  }

  private static String columns(String table, List<String> names) {
    return names.stream().map(name -> table + "." + name).collect(Collectors.joining(", "));
  }

  /** The columns of epochs; one that is named like a setting is set apart from it. */
  private static String epochs() {
    return withoutId(Tables.EPOCHS).stream()
        .map(name -> "e." + name + (SETTINGS.contains(name) ? " AS epoch_" + name : ""))
        .collect(Collectors.joining(", "));
  }

  /** Fills in a list of settings, or their comparison. */
  private static String list(MatchResult place) {
    Set<Setting> rest = new TreeSet<>(Setting.all());
    for (String word : List.of(place.group(4).split(" ", -1))) {
      rest.removeAll(ABOUT.get(word));
    }
    String first = place.group(2) + ".";
    if (place.group(1).equals("settings")) {
      return rest.stream().map(each -> first + each.column()).collect(Collectors.joining(", "));
    }
    String second = place.group(3) + ".";
    return rest.stream()
        .map(each -> first + each.column() + " IS NOT DISTINCT FROM " + second + each.column())
        .collect(Collectors.joining(" AND "));
  }

  private static String statement(String view) {
    String file = view + ".sql";
    try (InputStream in = Views.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + file);
      }
      String sql =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .strip()
              .replace("${settings}", columns("t", SETTINGS))
              .replace("${epochs}", epochs())
              .replace("${measures}", columns("m", withoutId(Tables.MEASURES)));
      sql = LIST.matcher(sql).replaceAll(place -> Matcher.quoteReplacement(list(place)));
      return sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
