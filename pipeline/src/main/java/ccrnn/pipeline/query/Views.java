package ccrnn.pipeline.query;

import ccrnn.pipeline.store.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The views that every engine offers, as SQL files that every engine understands. */
final class Views {
  /** In the order in which they must be made. */
  private static final List<String> NAMES = List.of("trials", "epochs", "curves");

  private Views() {}

  /** The name under which an engine offers the files of a table to the views. */
  static String source(TableSchema table) {
    return table.table() + "_files";
  }

  /** Statements that make the views, in order, each without its semicolon. */
  static List<String> statements() {
    return NAMES.stream().map(Views::statement).toList();
  }

  private static String statement(String view) {
    String file = view + ".sql";
    try (InputStream in = Views.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + file);
      }
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
