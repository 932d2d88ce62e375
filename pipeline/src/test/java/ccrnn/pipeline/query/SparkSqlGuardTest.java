package ccrnn.pipeline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ccrnn.pipeline.UserError;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark is kept from by the guard alone, without a look at the words of the statement. */
class SparkSqlGuardTest {
  private static SparkSession session;

  @BeforeAll
  static void disarm() {
    session = SharedSpark.session().newSession();
    session.range(1).createOrReplaceTempView("trials");
    SparkSqlGuard.disarm(session);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t SELECT 1",
        "INSERT OVERWRITE t SELECT 1",
        "INSERT OVERWRITE DIRECTORY '/x' USING json SELECT 1",
        "FROM trials INSERT INTO t SELECT 1",
        "FROM trials INSERT INTO t SELECT 1 INSERT INTO u SELECT 2",
        "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a",
        "UPDATE t SET a = 1",
        "DELETE FROM t",
        "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE",
        "CREATE TABLE t (a INT)",
        "CREATE TABLE t AS SELECT 1",
        "CREATE OR REPLACE TEMPORARY VIEW trials AS SELECT 1",
        "CREATE TEMPORARY FUNCTION f AS 'x.Y'",
        "CREATE DATABASE d",
        "DROP TABLE t",
        "DROP VIEW trials",
        "ALTER TABLE t RENAME TO u",
        "TRUNCATE TABLE t",
        "SET spark.sql.runSQLOnFiles = true",
        "SET",
        "RESET",
        "USE d",
        "CACHE TABLE trials",
        "UNCACHE TABLE trials",
        "CLEAR CACHE",
        "REFRESH TABLE trials",
        "REFRESH '/x'",
        "ADD JAR '/x.jar'",
        "ADD FILE '/x'",
        "LIST JARS",
        "LOAD DATA INPATH '/x' INTO TABLE t",
        "ANALYZE TABLE t COMPUTE STATISTICS",
        "MSCK REPAIR TABLE t",
        "COMMENT ON TABLE t IS 'x'",
        "DECLARE VARIABLE v = 1",
        "EXECUTE IMMEDIATE 'SELECT 1'",
        "CALL p()"
      })
  void noStatementDoesMoreThanRead(String sql) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> SparkSqlGuard.check(session, sql))
        .withMessageMatching("sql only reads: \\S+ is not allowed");
  }

  private static final String PROGRAM = "SELECT TRANSFORM(id) USING 'id' AS (y string) FROM trials";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "(%s)",
        "%s UNION ALL SELECT '1'",
        "SELECT * FROM (%s)",
        "SELECT * FROM (SELECT * FROM (%s) AS a) AS b",
        "WITH a AS (%s) SELECT * FROM a",
        "WITH a AS (WITH b AS (%s) SELECT * FROM b) SELECT * FROM a",
        "WITH a AS (%s) SELECT 1",
        "SELECT 1 WHERE EXISTS (%s)",
        "SELECT 1 WHERE '1' IN (%s)",
        "SELECT (%s) AS y",
        "SELECT coalesce('a', (%s)) AS y",
        "SELECT 1 FROM trials GROUP BY id HAVING max(id) > (%s)",
        "SELECT 1 FROM trials ORDER BY (%s)",
        "SELECT 1 FROM trials JOIN (%s) AS a ON true",
        "SELECT 1 FROM trials JOIN trials AS b ON trials.id = (%s)",
        "SELECT 1 FROM trials, LATERAL (%s)"
      })
  void noProgramIsStartedFromAnywhere(String where) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> SparkSqlGuard.check(session, where.formatted(PROGRAM)))
        .withMessage("sql only reads: it starts no programs (TRANSFORM ... USING)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "VALUES (1), (2)",
        "FROM trials SELECT id",
        "WITH a AS (SELECT 1 AS x) SELECT * FROM a WHERE x IN (SELECT id FROM trials)",
        "DESCRIBE trials",
        "DESCRIBE QUERY SELECT 1",
        "SHOW TABLES",
        "SHOW FUNCTIONS",
        "EXPLAIN SELECT 1",
        "SELECT transform(array(1), x -> x + 1)",
        "SELECT FROM WHERE"
      })
  void readingGoesThrough(String sql) {
    assertThatCode(() -> SparkSqlGuard.check(session, sql)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reflect", "java_method", "try_reflect"})
  void functionsThatCallJavaAreGone(String function) {
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(
            () -> session.sql("SELECT " + function + "('java.lang.Math', 'abs', -1)").collect())
        .withMessageContaining("UNRESOLVED_ROUTINE");
  }

  @Test
  void filesAreNoTables() {
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> session.sql("SELECT * FROM text.`/etc/hostname`").collect())
        .withMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
  }

  @Test
  void noVariableIsFilledIn() {
    assertThat(
            session.sql("SELECT '${system:user.name}${spark.app.name}' AS x").head().getString(0))
        .isEqualTo("${system:user.name}${spark.app.name}");
  }
}
