package ccrnn.pipeline.query;

import ccrnn.pipeline.store.Column;
import ccrnn.pipeline.store.TableSchema;
import ccrnn.pipeline.store.Tables;
import ccrnn.pipeline.sweep.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The views that every engine offers, as SQL files that every engine understands. */
final class Views {
  /** In the order in which they must be made. */
  private static final List<String> NAMES =
      List.of("trials", "epochs", "measures", "curves", "measured");

  private static final List<String> SETTINGS =
      Arrays.stream(Setting.values()).map(Setting::column).toList();

  private Views() {}

  /** The name under which an engine offers the files of a table to the views. */
  static String source(TableSchema table) {
    return table.table() + "_files";
  }

  /** Statements that make the views, in order, each without its semicolon. */
  static List<String> statements() {
    return NAMES.stream().map(Views::statement).toList();
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
      return sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
