package ccrnn.pipeline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ccrnn.pipeline.UserError;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlySqlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "  select * from trials",
        "-- a comment; DROP TABLE x\nSELECT 1",
        "/* one /* in another; */ DELETE */ SELECT 1",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "(SELECT 1) UNION ALL (SELECT 2)",
        "((SELECT 1))",
        "VALUES (1), (2)",
        "FROM trials",
        "DESCRIBE trials",
        "desc trials",
        "SHOW TABLES",
        "SUMMARIZE trials",
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "EXPLAIN FORMATTED WITH a AS (SELECT 1) SELECT * FROM a",
        "SELECT 'DROP TABLE x; it''s' AS \"delete; me\"",
        "SELECT `insert` FROM trials",
        "SELECT updated, created_at FROM trials"
      })
  void letsReadingThrough(String sql) {
    assertThat(ReadOnlySql.check(sql)).isEqualTo(sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY trials TO 'x' | COPY",
        "create table t as select 1 | CREATE",
        "DROP VIEW trials | DROP",
        "INSERT INTO t VALUES (1) | INSERT",
        "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a | INSERT",
        "WITH a AS (SELECT 1) DELETE FROM t | DELETE",
        "FROM trials INSERT OVERWRITE t SELECT * | INSERT",
        "EXPLAIN COPY trials TO 'x' | COPY",
        "EXPLAIN ANALYZE COPY trials TO 'x' | COPY",
        "EXPLAIN ANALYZE (CREATE TABLE t) | (",
        "SET threads = 1 | SET",
        "ATTACH 'x.db' | ATTACH",
        "INSTALL httpfs | INSTALL",
        "PRAGMA version | PRAGMA",
        "CALL f() | CALL",
        "SHOW CREATE TABLE trials | CREATE",
        "/* SELECT */ UPDATE t SET a = 1 | UPDATE"
      })
  void namesWhatWrites(String sql, String word) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ReadOnlySql.check(sql))
        .withMessage(
            "sql only reads: %s is not allowed (allowed are SELECT, WITH, VALUES, DESCRIBE,"
                + " EXPLAIN, SHOW)",
            word);
  }

  private static void refused(String sql, String word) {
    assertThatExceptionOfType(UserError.class)
        .as(sql)
        .isThrownBy(() -> ReadOnlySql.check(sql))
        .withMessageStartingWith("sql only reads: %s is not allowed", word);
  }

  /** A first word that reads lets nothing in that writes further on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert",
        "update",
        "delete",
        "merge",
        "copy",
        "create",
        "drop",
        "alter",
        "truncate"
      })
  void noWordThatWritesIsAnywhere(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    for (String sql :
        List.of(
            "%s x",
            "WITH a AS (SELECT 1) %s x",
            "WITH a AS (%s x) SELECT * FROM a",
            "WITH a AS (SELECT 1), b AS (%s x) SELECT * FROM b",
            "SELECT * FROM (%s x)",
            "SELECT 1 WHERE EXISTS (%s x)",
            "(SELECT 1) UNION ALL (%s x)",
            "VALUES (%s x)",
            "FROM trials %s x",
            "DESCRIBE %s x",
            "SHOW %s x",
            "SUMMARIZE %s x",
            "EXPLAIN %s x",
            "EXPLAIN EXTENDED WITH a AS (SELECT 1) %s x",
            "EXPLAIN EXPLAIN %s x",
            "SELECT 1 /* a comment */%s/* another */x",
            "SELECT 1 -- a comment\n%s\tx",
            "SELECT 'a quote'%s x",
            "SELECT 1 %s")) {
      refused(sql.formatted(word), upper);
      refused(sql.formatted(upper), upper);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET",
        "RESET",
        "ATTACH",
        "DETACH",
        "INSTALL",
        "LOAD",
        "PRAGMA",
        "CALL",
        "PREPARE",
        "EXECUTE",
        "DEALLOCATE",
        "USE",
        "EXPORT",
        "IMPORT",
        "VACUUM",
        "CHECKPOINT",
        "BEGIN",
        "COMMIT",
        "GRANT",
        "REVOKE",
        "CACHE",
        "UNCACHE",
        "REFRESH",
        "ADD",
        "ANALYZE",
        "MSCK",
        "REPLACE",
        "DECLARE",
        "COMMENT"
      })
  void onlyWordsThatReadComeFirst(String word) {
    for (String sql :
        List.of("%s x", "%s SELECT 1", "%s x AS SELECT 1", "(%s x)", "((%s x))", "/* c */ %s x")) {
      refused(sql.formatted(word), word);
      refused(sql.formatted(word.toLowerCase(Locale.ROOT)), word);
    }
    refused("EXPLAIN " + word + " x", word.equals("ANALYZE") ? "X" : word);
    refused("EXPLAIN ANALYZE " + word + " x", word.equals("ANALYZE") ? "X" : word);
    refused("EXPLAIN EXTENDED /* c */ " + word, word);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"SELECT\" 1", "'SELECT' 1", "`select` 1", "EXPLAIN 'SELECT' 1"})
  void aQuotedWordIsNone(String sql) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ReadOnlySql.check(sql))
        .withMessageStartingWith("sql only reads: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; DROP TABLE x",
        "; SELECT 1",
        "SELECT 1 ; ; SELECT 2",
        "SELECT 1 /* ; */ ; SELECT 2",
        "SELECT \"a\"\"b\"; SELECT 2",
        "SELECT `a`; SELECT 2",
        "WITH a AS (SELECT 1; SELECT 2) SELECT * FROM a",
        "EXPLAIN SELECT 1; SELECT 2",
        "SELECT 'a'; SELECT 2",
        "SELECT E'a\\''; COPY t TO 'x' --'",
        "SELECT 1 -- '\n; SELECT 2",
        "SELECT $$ ; $$"
      })
  void takesOneStatementOnly(String sql) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ReadOnlySql.check(sql))
        .withMessage("only one SQL statement at a time: there is more after a ';'");
  }

  @Test
  void dropsTheSemicolonAtTheEnd() {
    assertThat(ReadOnlySql.check("SELECT ';' ; ; -- done")).isEqualTo("SELECT ';'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", ";", "-- nothing", "/* nothing"})
  void asksForAStatement(String sql) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ReadOnlySql.check(sql))
        .withMessage("the SQL statement is empty; try \"SELECT * FROM trials\"");
  }

  @Test
  void explainNeedsAStatement() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ReadOnlySql.check("EXPLAIN"))
        .withMessage("EXPLAIN needs a statement to explain");
  }

  @Test
  void leavesAnOpenQuoteToTheEngine() {
    assertThat(ReadOnlySql.check("SELECT 'open; DROP")).isEqualTo("SELECT 'open; DROP");
  }
}
