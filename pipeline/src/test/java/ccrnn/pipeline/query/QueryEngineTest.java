package ccrnn.pipeline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.Column;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.Rows;
import ccrnn.pipeline.store.Tables;
import ccrnn.pipeline.store.UnreadableFile;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine answers: the same query, the same Java values. */
class QueryEngineTest {
  @TempDir private Path scratch;
  private ResultsFolder folder;

  /** The engines. */
  enum Engine {
    DUCKDB,
    SPARK;

    QueryEngine on(ResultsFolder folder) {
      return this == DUCKDB
          ? QueryEngine.duckDb(folder)
          : QueryEngine.spark(folder, SharedSpark.session());
    }
  }

  @BeforeEach
  void fillFolder() {
    folder = ResultsFolder.create(scratch.resolve("r").toString());
    Rows.fill(folder);
  }

  private QueryResult ask(Engine engine, String sql) {
    try (QueryEngine sqlEngine = engine.on(folder)) {
      return sqlEngine.run(sql);
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsGroupsAndRounds(Engine engine) {
    QueryResult result =
        ask(
            engine,
            """
            SELECT network, status, count(*) AS trials, round(avg(last_train_loss), 6) AS loss,
                   sum(seed) AS seeds, min(started) AS started, sum(seconds) AS seconds
            FROM trials GROUP BY network, status ORDER BY network, status
            """);

    assertThat(result.columns())
        .containsExactly("network", "status", "trials", "loss", "seeds", "started", "seconds");
    assertThat(result.types())
        .containsExactly(
            ValueType.TEXT,
            ValueType.TEXT,
            ValueType.WHOLE,
            ValueType.DOUBLE,
            ValueType.WHOLE,
            ValueType.TIMESTAMP,
            ValueType.DOUBLE);
    assertThat(result.rows())
        .containsExactly(
            List.of("ccrnn", "complete", 3L, 0.666667, 6L, Rows.STARTED, 7.5),
            List.of("crnn", "complete", 3L, 0.666667, 6L, Rows.STARTED, 7.5),
            List.of("crnn", "diverged", 1L, 4.5, 9L, Rows.STARTED, 2.5));
    assertThat(result.cut()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void joinsTheTables(Engine engine) {
    QueryResult result =
        ask(
            engine,
            """
            SELECT t.network, e.epoch, count(*) AS n, round(avg(e.validation_loss), 4) AS loss
            FROM trials t JOIN epochs e ON e.trial_id = t.trial_id
            WHERE t.status = 'complete' AND t.epochs = 3
            GROUP BY t.network, e.epoch ORDER BY 1, 2
            """);

    assertThat(result.rows())
        .hasSize(6)
        .startsWith(List.of("ccrnn", 1L, 3L, 2.25), List.of("ccrnn", 2L, 3L, 1.125));
  }

  @ParameterizedTest
  @EnumSource
  void looksThroughWindows(Engine engine) {
    QueryResult result =
        ask(
            engine,
            """
            WITH steps AS (
              SELECT seed, epoch, train_loss - lag(train_loss) OVER (
                       PARTITION BY trial_id ORDER BY epoch) AS step
              FROM curves WHERE network = 'crnn')
            SELECT seed, epoch, round(step, 3) AS step,
                   rank() OVER (PARTITION BY seed ORDER BY step) AS place
            FROM steps WHERE seed <= 2 ORDER BY seed, epoch
            """);

    assertThat(result.rows())
        .containsExactly(
            Arrays.asList(1L, 1L, null, 1L),
            Arrays.asList(1L, 2L, -0.5, 2L),
            Arrays.asList(1L, 3L, -0.167, 3L),
            Arrays.asList(2L, 1L, null, 1L),
            Arrays.asList(2L, 2L, -1.0, 2L),
            Arrays.asList(2L, 3L, -0.333, 3L));
  }

  @ParameterizedTest
  @EnumSource
  void keepsNanApartFromNullAndSortsThemAlike(Engine engine) {
    QueryResult rising =
        ask(
            engine,
            """
            SELECT DISTINCT gradient_norm IS NULL AS missing, dysmetria, validation_accuracy
            FROM curves WHERE network = 'ccrnn' ORDER BY dysmetria
            """);
    assertThat(rising.rows())
        .containsExactly(
            Arrays.asList(true, 0.125, null),
            Arrays.asList(false, 0.25, null),
            Arrays.asList(false, Double.NaN, null));

    assertThat(ask(engine, "SELECT DISTINCT lesion FROM trials ORDER BY lesion").rows())
        .containsExactly(Arrays.asList((Object) null), List.of("none"));
    assertThat(ask(engine, "SELECT DISTINCT lesion FROM trials ORDER BY lesion DESC").rows())
        .containsExactly(List.of("none"), Arrays.asList((Object) null));
  }

  @ParameterizedTest
  @EnumSource
  void filtersDoNotLoseNan(Engine engine) {
    assertThat(ask(engine, "SELECT count(*) AS n FROM epochs WHERE dysmetria > 100").rows())
        .as("NaN is the largest number, whatever the bounds in the files say")
        .containsExactly(List.of(7L));
    assertThat(ask(engine, "SELECT count(*) AS n FROM epochs WHERE isnan(dysmetria)").rows())
        .containsExactly(List.of(7L));
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSameJavaValues(Engine engine) {
    QueryResult result =
        ask(
            engine,
            """
            SELECT 1 AS i, CAST(2 AS BIGINT) AS l, CAST(0.1 AS DOUBLE) AS d,
                   CAST(0.5 AS FLOAT) AS f, 1.50 AS dec, 'x''y' AS t, true AS b,
                   DATE '2026-02-03' AS day, CAST(NULL AS DOUBLE) AS nothing, NULL AS unknown,
                   CAST(TIMESTAMP '2026-02-03 04:05:06' AS DATE) AS cut, 7 % 4 AS m, 1 / 4 AS q,
                   started, CAST(started AS DATE) AS started_on, extract(YEAR FROM started) AS y,
                   "seed" AS quoted
            FROM trials WHERE network = 'crnn' AND seed = 1
            """);

    assertThat(result.types())
        .containsExactly(
            ValueType.WHOLE,
            ValueType.WHOLE,
            ValueType.DOUBLE,
            ValueType.DOUBLE,
            ValueType.DECIMAL,
            ValueType.TEXT,
            ValueType.BOOLEAN,
            ValueType.DATE,
            ValueType.DOUBLE,
            ValueType.TEXT,
            ValueType.DATE,
            ValueType.WHOLE,
            ValueType.DOUBLE,
            ValueType.TIMESTAMP,
            ValueType.DATE,
            ValueType.WHOLE,
            ValueType.WHOLE);
    assertThat(result.rows())
        .containsExactly(
            Arrays.asList(
                1L,
                2L,
                0.1,
                0.5,
                new BigDecimal("1.50"),
                "x'y",
                true,
                LocalDate.of(2026, 2, 3),
                null,
                null,
                LocalDate.of(2026, 2, 3),
                3L,
                0.25,
                Rows.STARTED,
                LocalDate.of(2026, 3, 4),
                2026L,
                1L));
  }

  @ParameterizedTest
  @EnumSource
  void readsLocalTimes(Engine engine) {
    String type = engine == Engine.SPARK ? "TIMESTAMP_NTZ" : "TIMESTAMP";
    QueryResult result = ask(engine, "SELECT CAST('2026-02-03 04:05:06' AS " + type + ") AS t");

    assertThat(result.types()).containsExactly(ValueType.LOCAL_TIMESTAMP);
    assertThat(result.rows()).containsExactly(List.of(LocalDateTime.of(2026, 2, 3, 4, 5, 6)));
  }

  @ParameterizedTest
  @EnumSource
  void viewsHaveTheColumnsOfTheTables(Engine engine) {
    assertThat(ask(engine, "SELECT * FROM trials").columns())
        .containsExactlyElementsOf(Tables.TRIALS.columns().stream().map(Column::name).toList());
    assertThat(ask(engine, "SELECT * FROM epochs").columns())
        .containsExactlyElementsOf(Tables.EPOCHS.columns().stream().map(Column::name).toList());
    assertThat(ask(engine, "SELECT * FROM measures").columns())
        .containsExactlyElementsOf(Tables.MEASURES.columns().stream().map(Column::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void joinsMeasuresWithSettings(Engine engine) {
    folder.commit(Rows.complete("ccrnn", 2), Rows.epochs(2, 3), Rows.measures(2, 1));
    folder.commit(Rows.complete("ccrnn", 5), Rows.epochs(5, 3), Rows.measures(5, 1));

    QueryResult result =
        ask(
            engine,
            """
            SELECT network, seed, epoch, probe, part, statistic, step, value, text
            FROM measured WHERE seed = 5 ORDER BY epoch, probe
            """);

    assertThat(result.types())
        .endsWith(ValueType.TEXT, ValueType.WHOLE, ValueType.DOUBLE, ValueType.TEXT);
    assertThat(result.rows())
        .containsExactly(
            List.of("ccrnn", 5L, 0L, "examples", "example-1", "word", 3L, 5.0, "zebra"),
            Arrays.asList(
                "ccrnn", 5L, 0L, "similarity", "feedback", "cosine", null, Double.NaN, null),
            List.of("ccrnn", 5L, 1L, "examples", "example-1", "word", 3L, 6.0, "zebra"),
            Arrays.asList(
                "ccrnn", 5L, 1L, "similarity", "feedback", "cosine", null, Double.NaN, null));
    assertThat(ask(engine, "SELECT count(*) AS n FROM measures").rows())
        .containsExactly(List.of(8L));
    QueryResult all = ask(engine, "SELECT * FROM measured");
    assertThat(all.columns())
        .doesNotHaveDuplicates()
        .containsAll(Setting.all().stream().map(Setting::column).toList())
        .containsAll(Tables.MEASURES.columns().stream().map(Column::name).toList());
    String names = String.join(", ", all.columns());
    assertThat(ask(engine, "SELECT " + names + " FROM measured GROUP BY " + names).columns())
        .as("no column is a reserved word")
        .isEqualTo(all.columns());
  }

  @ParameterizedTest
  @EnumSource
  void leavesOutMeasuresThatAreNotCommitted(Engine engine) throws IOException {
    folder.commit(Rows.complete("ccrnn", 4), Rows.epochs(4, 3), Rows.measures(4, 1));
    folder.commit(Rows.complete("ccrnn", 5), Rows.epochs(5, 3), Rows.measures(5, 1));
    Files.delete(scratch.resolve("r/trials/" + Rows.trial("ccrnn", 5).id() + ".parquet"));

    assertThat(ask(engine, "SELECT DISTINCT trial_id FROM measures").rows())
        .containsExactly(List.of(Rows.trial("ccrnn", 4).id()));
  }

  @ParameterizedTest
  @EnumSource
  void truthIsAColumnToo(Engine engine) {
    Trial trial = Trial.of(Map.of(CommonRows.EPOCHS, 9L, CommonRows.EARLY_STOPPING, 2L));
    Outcome complete = Rows.complete("crnn", 1).outcome();
    folder.commit(Rows.row(trial, complete), Rows.epochs(1, 4), List.of());

    QueryResult result = ask(engine, "SELECT stopped_early FROM trials WHERE early_stopping = 2");

    assertThat(result.types()).containsExactly(ValueType.BOOLEAN);
    assertThat(result.rows()).containsExactly(List.of(true));
    assertThat(ask(engine, "SELECT count(*) AS n FROM trials WHERE stopped_early").rows())
        .containsExactly(List.of(1L));
  }

  @ParameterizedTest
  @EnumSource
  void curvesForgetNoSettingAndNoMetric(Engine engine) {
    QueryResult curves = ask(engine, "SELECT * FROM curves");

    assertThat(curves.columns())
        .doesNotHaveDuplicates()
        .containsAll(Setting.all().stream().map(Setting::column).toList())
        .containsAll(Tables.EPOCHS.columns().stream().map(Column::name).toList())
        .hasSize(
            List.of("sweep", "status").size()
                + Setting.all().size()
                + Tables.EPOCHS.columns().size());
    assertThat(ask(engine, "SELECT DISTINCT learning_rate, epoch_learning_rate FROM curves").rows())
        .as("the setting and what an epoch had")
        .containsExactly(Arrays.asList(0.001, null));
    assertThat(curves.rows()).hasSize(6 * 3 + 2);
    assertThat(ask(engine, "SELECT DISTINCT epochs, seconds FROM curves").rows())
        .containsExactly(List.of(3L, 0.125));
    String all = String.join(", ", curves.columns());
    assertThat(ask(engine, "SELECT " + all + " FROM curves GROUP BY " + all).columns())
        .as("no column is a reserved word")
        .isEqualTo(curves.columns());
  }

  @ParameterizedTest
  @EnumSource
  void stopsAtTheRowLimit(Engine engine) {
    try (QueryEngine sql = engine.on(folder)) {
      String query = "SELECT epoch FROM epochs ORDER BY epoch DESC";
      QueryResult some = sql.run(query, 2);
      assertThat(some.rows()).containsExactly(List.of(3L), List.of(3L));
      assertThat(some.cut()).isTrue();
      assertThat(sql.run(query, 20).cut()).isFalse();
      assertThat(sql.run(query, 20).rows()).hasSize(20);
    }
  }

  @ParameterizedTest
  @EnumSource
  void emptyFolderHasViewsWithoutRows(Engine engine) {
    folder = ResultsFolder.create(scratch.resolve("empty").toString());

    QueryResult trials = ask(engine, "SELECT * FROM trials");
    assertThat(trials.rows()).isEmpty();
    assertThat(trials.columns())
        .containsExactlyElementsOf(Tables.TRIALS.columns().stream().map(Column::name).toList());
    assertThat(ask(engine, "SELECT count(*) AS n, max(epoch) AS e FROM curves").rows())
        .containsExactly(Arrays.asList(0L, null));
    assertThat(ask(engine, "SELECT count(*) AS n, max(value) AS v FROM measured").rows())
        .containsExactly(Arrays.asList(0L, null));
  }

  @ParameterizedTest
  @EnumSource
  void leavesOutUnreadableFilesAndNamesThem(Engine engine) throws Exception {
    Path trials = scratch.resolve("r/trials");
    Files.writeString(trials.resolve("a.parquet"), "PAR1 and no end");
    foreignParquet(trials.resolve("b.parquet"));
    Files.createFile(scratch.resolve("r/epochs/c.parquet"));
    Files.writeString(trials.resolve("notes.txt"), "mine");
    Files.delete(trials.resolve(Rows.trial("crnn", 1).id() + ".parquet"));

    try (QueryEngine sql = engine.on(folder)) {
      assertThat(sql.unreadable())
          .containsExactly(
              new UnreadableFile("epochs/c.parquet", "empty file"),
              new UnreadableFile("trials/a.parquet", "truncated: the Parquet footer is missing"),
              new UnreadableFile(
                  "trials/b.parquet", "foreign: a Parquet file that ccRNN Sweep did not write"));
      assertThat(sql.run("SELECT count(*) AS n FROM trials").rows()).containsExactly(List.of(6L));
      assertThat(sql.run("SELECT count(DISTINCT trial_id) AS n FROM epochs").rows())
          .as("epochs of a trial that is not committed are left out")
          .containsExactly(List.of(6L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsFoldersWithOddNames(Engine engine) throws IOException {
    for (String name : List.of("a b", "seed=7", "it's [1]", "x%20y", "ü{1,2}", "q#r;s")) {
      folder = ResultsFolder.create(scratch.resolve(name).toString());
      folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 2), List.of());
      assertThat(ask(engine, "SELECT seed, epoch FROM curves ORDER BY epoch").rows())
          .as(name)
          .containsExactly(List.of(2L, 1L), List.of(2L, 2L));

      Files.createFile(scratch.resolve(name).resolve("trials/bad.parquet"));
      assertThat(ask(engine, "SELECT seed FROM trials").rows())
          .as(name)
          .containsExactly(List.of(2L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsThroughTheHadoopFileSystem(Engine engine) {
    folder = ResultsFolder.open("file://" + scratch.resolve("r"));

    assertThat(ask(engine, "SELECT count(*) AS n FROM curves").rows())
        .containsExactly(List.of(20L));
  }

  @ParameterizedTest
  @EnumSource
  void suggestsWhatWasMeant(Engine engine) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ask(engine, "SELECT netwrok FROM trials"))
        .withMessageStartingWith("SQL: ")
        .withMessageContaining("netwrok")
        .withMessageContaining("network")
        .withMessageNotContainingAny("\n", "SQLSTATE", "[UNRESOLVED");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ask(engine, "SELECT * FROM trails"))
        .withMessageStartingWith("SQL: ")
        .withMessageContaining("trails");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ask(engine, "SELECT FROM WHERE"))
        .withMessageStartingWith("SQL: ")
        .withMessageNotContainingAny("\n", "SQLSTATE", "[PARSE");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ask(engine, "SELECT CAST(network AS BIGINT) AS n FROM trials"))
        .withMessageStartingWith("SQL: ")
        .withMessageContaining("crnn")
        .withMessageNotContainingAny("\n", "SQLSTATE");
  }

  @Test
  void suggestsViewsThatNoStatementHasNamedYet() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ask(Engine.DUCKDB, "SELECT * FROM curvs"))
        .withMessageContaining("Did you mean \"curves\"");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ask(Engine.DUCKDB, "SELECT * FROM pared_curves"))
        .withMessageContaining("Did you mean \"paired_curves\"");
  }

  @ParameterizedTest
  @EnumSource
  void describesAndExplains(Engine engine) {
    assertThat(ask(engine, "DESCRIBE epochs").rows())
        .extracting(row -> row.get(0))
        .startsWith("trial_id", "epoch", "train_loss");
    assertThat(ask(engine, "EXPLAIN SELECT count(*) FROM trials").rows()).isNotEmpty();
    assertThat(ask(engine, "SHOW TABLES").rows().toString())
        .contains("trials", "epochs", "measures", "curves", "measured");
  }

  @ParameterizedTest
  @EnumSource
  void writesNothing(Engine engine) {
    String target = scratch.resolve("stolen.parquet").toString();
    for (String sql :
        List.of(
            "COPY (SELECT 1) TO '" + target + "'",
            "CREATE TABLE t AS SELECT 1",
            "DROP VIEW trials",
            "INSERT INTO trials SELECT * FROM trials")) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> ask(engine, sql))
          .withMessageStartingWith("sql only reads: ");
    }
    assertThat(Path.of(target)).doesNotExist();
  }

  /** Neither engine would take it for a mistake of grammar first, and a file of results is open. */
  @ParameterizedTest
  @EnumSource
  void copiesNothingFromWithinAQuery(Engine engine) throws IOException {
    Path trial = scratch.resolve("r/trials/" + Rows.trial("crnn", 1).id() + ".parquet");
    byte[] before = Files.readAllBytes(trial);
    Path target = scratch.resolve("stolen.parquet");
    for (Path to : List.of(target, trial)) {
      for (String sql :
          List.of(
              "WITH a AS (SELECT 1 AS x) COPY a TO '%s'",
              "WITH a AS (SELECT 1 AS x) COPY (SELECT * FROM a) TO '%s'",
              "WITH a AS (COPY (SELECT 1 AS x) TO '%s') SELECT * FROM a",
              "SELECT * FROM (COPY (SELECT 1 AS x) TO '%s')",
              "EXPLAIN ANALYZE COPY (SELECT 1 AS x) TO '%s'")) {
        assertThatExceptionOfType(UserError.class)
            .isThrownBy(() -> ask(engine, sql.formatted(to)))
            .withMessageStartingWith("sql only reads: COPY is not allowed");
      }
    }
    assertThat(target).doesNotExist();
    assertThat(trial).hasBinaryContent(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM '/etc/hostname'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_parquet('/etc/hostname')",
        "WITH a AS (SELECT * FROM read_text('/etc/hostname')) SELECT * FROM a",
        "SELECT (SELECT content FROM read_text('/etc/hostname'))",
        "FROM '/etc/hostname'",
        "DESCRIBE SELECT * FROM '/etc/hostname'",
        "SUMMARIZE SELECT * FROM read_csv('/etc/hostname')",
        "EXPLAIN ANALYZE SELECT * FROM read_text('/etc/hostname')"
      })
  void duckDbOpensNoOtherFiles(String sql) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ask(Engine.DUCKDB, sql))
        .withMessageStartingWith("SQL: ");
  }

  /** What an engine could do beside reading the results; each of these once worked in Spark. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT reflect('java.lang.System', 'getProperty', 'user.name')",
        "SELECT `reflect`('java.lang.System', 'getProperty', 'user.name')",
        "SELECT system.builtin.reflect('java.lang.System', 'getProperty', 'user.name')",
        "SELECT java_method('java.lang.System', 'getProperty', 'user.name')",
        "SELECT try_reflect('java.lang.System', 'getProperty', 'user.name')",
        "SELECT * FROM text.`/etc/hostname`",
        "SELECT * FROM IDENTIFIER('text.`/etc/hostname`')",
        "SELECT * FROM binaryFile.`/etc/hostname`",
        "SELECT * FROM parquet.`/etc`",
        "SELECT TRANSFORM(seed) USING 'id' AS (y string) FROM trials",
        "FROM trials SELECT TRANSFORM(seed) USING 'id' AS (y string)",
        "SELECT * FROM (SELECT TRANSFORM(seed) USING 'id' AS (y string) FROM trials)",
        "WITH t AS (SELECT TRANSFORM(seed) USING 'id' AS (y string) FROM trials) SELECT * FROM t",
        "SELECT 1 WHERE EXISTS (SELECT TRANSFORM(seed) USING 'id' AS (y string) FROM trials)",
        "SELECT '\\'', y FROM (SELECT TRANSFORM(seed) USING 'id' AS (y string) FROM trials)",
        "SELECT TRANSFORM(seed) USING r'id' AS (y string) FROM trials",
        "SELECT '\\'' FROM trials; SELECT '1'"
      })
  void sparkDoesNothingBesideReading(String sql) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ask(Engine.SPARK, sql))
        .withMessageMatching("(SQL: |sql only reads: ).*");
  }

  @Test
  void sparkWritesNothingWhateverTheQuotes() {
    Path target = scratch.resolve("stolen");
    String sql =
        "FROM (SELECT '\\'' AS q) INSERT OVERWRITE DIRECTORY '%s' USING json SELECT 'x' AS x"
            .formatted(target);
    assertThatExceptionOfType(UserError.class).isThrownBy(() -> ask(Engine.SPARK, sql));
    assertThat(target).doesNotExist();
  }

  @Test
  void aSharedSessionKeepsItsFunctions() {
    ask(Engine.SPARK, "SELECT 1 AS one");
    assertThat(
            SharedSpark.session()
                .sql("SELECT reflect('java.lang.Math', 'abs', -1) AS x")
                .head()
                .getString(0))
        .isEqualTo("1");
  }

  /** Higher-order functions and joins share words with what is refused. */
  @Test
  void sparkStillReads() {
    assertThat(
            ask(
                    Engine.SPARK,
                    "SELECT transform(array(1, 2), x -> x + 1)[1] AS y FROM trials"
                        + " JOIN epochs USING (trial_id) LIMIT 1")
                .rows())
        .containsExactly(List.of(3L));
  }

  private static void foreignParquet(Path file) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("COPY (SELECT 1 AS trial_id) TO '" + file + "' (FORMAT parquet)");
    }
  }

  /** Each engine has its own words for them, and one answer. */
  @ParameterizedTest
  @EnumSource
  void listsStructuresAndMapsHaveOneForm(Engine engine) {
    boolean duckDb = engine == Engine.DUCKDB;
    QueryResult result =
        ask(
            engine,
            duckDb
                ? """
                  SELECT list(seed ORDER BY seed) AS seeds,
                         {'a': 1, 'b': [1.5::DOUBLE, NULL], 'c': 'x'} AS parts,
                         MAP {'one': true} AS named, 'ab'::BLOB AS bytes,
                         [DATE '2026-01-02'] AS days, [0.10::DECIMAL(4, 2)] AS decimals,
                         NULL::INTEGER[] AS none
                  FROM trials WHERE network = 'crnn'
                  """
                : """
                  SELECT sort_array(collect_list(seed)) AS seeds,
                         named_struct('a', 1, 'b', array(CAST(1.5 AS DOUBLE), NULL), 'c', 'x')
                             AS parts,
                         map('one', true) AS named, CAST('ab' AS BINARY) AS bytes,
                         array(DATE '2026-01-02') AS days,
                         array(CAST(0.10 AS DECIMAL(4, 2))) AS decimals,
                         CAST(NULL AS ARRAY<INT>) AS none
                  FROM trials WHERE network = 'crnn'
                  """);

    assertThat(result.types())
        .containsExactly(
            ValueType.NESTED,
            ValueType.NESTED,
            ValueType.NESTED,
            ValueType.TEXT,
            ValueType.NESTED,
            ValueType.NESTED,
            ValueType.NESTED);
    List<Object> row = result.rows().get(0);
    List<?> seeds =
        ask(engine, "SELECT seed FROM trials WHERE network = 'crnn' ORDER BY seed").rows().stream()
            .map(each -> each.get(0))
            .toList();
    assertThat(row.get(0)).isEqualTo(seeds);
    assertThat(row.get(1))
        .hasToString("{a=1, b=[1.5, null], c=x}")
        .isEqualTo(Map.of("a", 1L, "b", Arrays.asList(1.5, null), "c", "x"));
    assertThat(row.get(2)).isEqualTo(Map.of("one", true));
    assertThat(row.get(3)).isEqualTo("6162");
    assertThat(row.get(4)).isEqualTo(List.of("2026-01-02"));
    assertThat(row.get(5)).isEqualTo(List.of(new BigDecimal("0.10")));
    assertThat(row.get(6)).isNull();
  }
}
