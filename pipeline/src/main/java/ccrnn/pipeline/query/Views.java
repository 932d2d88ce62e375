package ccrnn.pipeline.query;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Family;
import ccrnn.pipeline.family.View;
import ccrnn.pipeline.store.Column;
import ccrnn.pipeline.store.TableSchema;
import ccrnn.pipeline.store.Tables;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

  /** Views of figures of no family. */
  private static final List<String> COMMON = List.of("complete_trials", "example_paths");

  private static final List<String> SETTINGS = Setting.all().stream().map(Setting::column).toList();

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
    return lacking(sql, isListing(sql), made);
  }

  /**
   * All views of figures that are not there, as for a statement with a name that no view has.
   *
   * @param made names of those that are there already, completed here
   * @return statements that make the others, in order
   */
  static List<String> lacking(Set<String> made) {
    return lacking("", true, made);
  }

  private static List<String> lacking(String sql, boolean all, Set<String> made) {
    String text = sql.toLowerCase(Locale.ROOT);
    Map<String, View> figures = figures(Families.all());
    Set<String> needed = new HashSet<>();
    // From the last one on, so that a view's own text adds those before it.
    List<String> last = new ArrayList<>(figures.keySet());
    Collections.reverse(last);
    for (String name : last) {
      if (all || text.contains(name)) {
        needed.add(name);
        text += statement(figures.get(name));
      }
    }
    List<String> statements = new ArrayList<>();
    figures.forEach(
        (name, view) -> {
          if (needed.contains(name) && made.add(name)) {
            statements.add(statement(view));
          }
        });
    return statements;
  }

  /** Whether a statement asks which views there are. */
  static boolean isListing(String sql) {
    return LISTING.matcher(sql).matches();
  }

  /**
   * Made at the first statement that names them; each after those that it stands on.
   *
   * @param families whose views there are, after those of no family
   * @return views by name, in the order in which they can be made
   * @throws UserError if two different ones have one name
   */
  static Map<String, View> figures(List<? extends Family> families) {
    Map<String, View> views = new LinkedHashMap<>();
    for (String name : COMMON) {
      views.put(name, own(name));
    }
    for (Family family : families) {
      for (View view : family.views()) {
        View other = views.putIfAbsent(view.name(), view);
        boolean another = other != null && !other.equals(view);
        if (another || BASIC.contains(view.name())) {
          throw new UserError(
              "view '%s' of family %s is there already, another one; give it a name of its own"
                  .formatted(view.name(), family.name()));
        }
      }
    }
    return Collections.unmodifiableMap(views);
  }

  private static View own(String name) {
    return new View(name, Views.class);
  }

  /** Settings by what they are about, where a view compares trials that differ in that. */
  private static Map<String, Set<Setting>> about(List<? extends Family> families) {
    Map<String, Set<Setting>> about = new HashMap<>();
    about.put("network", new TreeSet<>(List.of(CommonRows.NETWORK)));
    about.put("recording", new TreeSet<>(List.of(CommonRows.PROBES, CommonRows.PROBE_INTERVAL)));
    for (Family family : families) {
      family
          .comparisons()
          .forEach(
              (word, settings) ->
                  about.computeIfAbsent(word, none -> new TreeSet<>()).addAll(settings));
    }
    return about;
  }

  /** Settings that views leave out of a comparison, by the word that they use for them. */
  static Set<Setting> about(String word) {
    Set<Setting> settings = about(Families.all()).get(word);
    if (settings == null) {
      throw new IllegalStateException("no family calls settings '" + word + "'");
    }
    return Collections.unmodifiableSet(settings);
  }

  /** Names of the views of figures. */
  static List<String> figures() {
    return List.copyOf(figures(Families.all()).keySet());
  }

  /** The name under which an engine offers the files of a table to the views. */
  static String source(TableSchema table) {
    return table.table() + "_files";
  }

  /** Statements that make the views, in order, each without its semicolon. */
  static List<String> statements() {
    return BASIC.stream().map(Views::own).map(Views::statement).toList();
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
      rest.removeAll(about(word));
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

  private static String statement(View view) {
    String sql =
        view.text()
            .strip()
            .replace("${settings}", columns("t", SETTINGS))
            .replace("${epochs}", epochs())
            .replace("${measures}", columns("m", withoutId(Tables.MEASURES)));
    sql = LIST.matcher(sql).replaceAll(place -> Matcher.quoteReplacement(list(place)));
    return sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
  }
}
