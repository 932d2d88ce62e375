package ccrnn.pipeline.query;

import ccrnn.pipeline.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lets only reading statements through, so that a slip cannot harm results. It looks at words
 * outside quotes and comments; the grammar is the engine's business.
 */
final class ReadOnlySql {
  private static final Set<String> READS =
      Set.of(
          "select", "with", "values", "from", "describe", "desc", "show", "summarize", "explain");

  /** What may follow EXPLAIN before the statement that it explains. */
  private static final Set<String> EXPLAIN_MODES =
      Set.of("analyze", "extended", "formatted", "cost", "codegen");

  /** What may follow WITH ... in place of SELECT, and what no query needs as a bare word. */
  private static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "merge", "copy", "create", "drop", "alter", "truncate");

  private ReadOnlySql() {}

  /**
   * @param sql what the user wrote
   * @return the one statement in it, without a semicolon at its end
   * @throws UserError if it is empty, is more than one statement or does not only read
   */
  static String check(String sql) {
    List<Token> tokens = tokens(sql);
    int end = tokens.size();
    while (end > 0 && tokens.get(end - 1).isSemicolon()) {
      end--;
    }
    if (end == 0) {
      throw new UserError("the SQL statement is empty; try \"SELECT * FROM trials\"");
    }
    for (Token token : tokens.subList(0, end)) {
      if (token.isSemicolon()) {
        throw new UserError("only one SQL statement at a time: there is more after a ';'");
      }
    }
    int first = 0;
    while (first < end - 1 && tokens.get(first).word().equals("(")) {
      first++;
    }
    checkFirst(tokens.get(first));
    if (tokens.get(first).word().equals("explain")) {
      do {
        first++;
      } while (first < end - 1 && EXPLAIN_MODES.contains(tokens.get(first).word()));
      if (first >= end) {
        throw new UserError("EXPLAIN needs a statement to explain");
      }
      checkFirst(tokens.get(first));
    }
    for (Token token : tokens.subList(0, end)) {
      if (WRITES.contains(token.word())) {
        throw readsOnly(token);
      }
    }
    return sql.substring(0, tokens.get(end - 1).end());
  }

  private static void checkFirst(Token token) {
    if (!READS.contains(token.word())) {
      throw readsOnly(token);
    }
  }

  private static UserError readsOnly(Token token) {
    return new UserError(
        "sql only reads: "
            + token.word().toUpperCase(Locale.ROOT)
            + " is not allowed (allowed are SELECT, WITH, VALUES, DESCRIBE, EXPLAIN, SHOW)");
  }

  /**
   * A word in lower case, a quoted piece or a single other character.
   *
   * @param word the word; for a quoted piece, its quotes only
   * @param end where it ends in the statement, exclusive
   */
  private record Token(String word, int end) {
    boolean isSemicolon() {
      return word.equals(";");
    }
  }

  private static List<Token> tokens(String sql) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      int start = at;
      if (Character.isWhitespace(c)) {
        at++;
      } else if (sql.startsWith("--", at)) {
        at = until(sql, "\n", at);
      } else if (sql.startsWith("/*", at)) {
        at = endOfComment(sql, at);
      } else if (c == '\'' || c == '"' || c == '`') {
        boolean escapes = c == '\'' && isEscapePrefix(at, tokens);
        at = endOfQuoted(sql, at, escapes);
        tokens.add(new Token("" + c + c, at));
      } else if (isWordPart(c)) {
        while (at < sql.length() && isWordPart(sql.charAt(at))) {
          at++;
        }
        tokens.add(new Token(sql.substring(start, at).toLowerCase(Locale.ROOT), at));
      } else {
        at++;
        tokens.add(new Token(String.valueOf(c), at));
      }
    }
    return tokens;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static int until(String sql, String mark, int from) {
    int found = sql.indexOf(mark, from);
    return found < 0 ? sql.length() : found + mark.length();
  }

  /** Both engines nest comments. */
  private static int endOfComment(String sql, int from) {
    int depth = 0;
    int at = from;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
    return Math.min(at, sql.length());
  }

  /**
   * A quote inside is doubled. A piece that is not closed runs to the end: the engine rejects it.
   */
  private static int endOfQuoted(String sql, int from, boolean escapes) {
    char quote = sql.charAt(from);
    int at = from + 1;
    while (at < sql.length()) {
      if (escapes && sql.charAt(at) == '\\') {
        at += 2;
      } else if (sql.charAt(at) != quote) {
        at++;
      } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
        at += 2;
      } else {
        return at + 1;
      }
    }
    return sql.length();
  }

  /** Whether the quote at {@code at} opens a string of DuckDB's form E'...', with escapes. */
  private static boolean isEscapePrefix(int at, List<Token> tokens) {
    return !tokens.isEmpty()
        && tokens.get(tokens.size() - 1).end() == at
        && tokens.get(tokens.size() - 1).word().equals("e");
  }
}
