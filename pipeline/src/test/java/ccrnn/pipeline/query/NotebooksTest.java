package ccrnn.pipeline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.Rows;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every block of docs/notebooks.md, on small sweeps: all engines give the same rows. */
class NotebooksTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "notebooks.md");
  private static final Path SWEEPS = Path.of("..", "conf", "paper");
  private static final Pattern BLOCK =
      Pattern.compile("<!-- ([a-z]+): ([a-z]+) -->\n```([a-z]+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern USE = Pattern.compile("use\\(\"results/([^\"]+)\"\\)");
  private static final Pattern TEXT = Pattern.compile("f\"([^\"]+)\"");
  private static final List<String> TABLES = List.of("trials", "epochs", "measures");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path scratch;
  @TempDir private Path own;

  /** A block of the page: whom it is for, what it is about, its text. */
  private record Block(String engine, String name, String text) {}

  /** An answer: names of its columns and its rows. */
  private record Answer(List<String> columns, List<List<Object>> rows) {}

  @BeforeAll
  static void runTheSweeps() throws IOException {
    List<String> quick =
        List.of("epochs=4", "batches=2", "test-size=10", "cortex-units=6", "cerebellum-units=8");
    run("natcomm-fig2-line-drawing-small", quick, "probe-interval=2", "feedback-horizon=1,3");
    run("natcomm-fig7-lesions-small", quick, "lesion-epoch=1,3");
  }

  private static void run(String name, List<String> quick, String... more) throws IOException {
    List<String> overrides = new ArrayList<>(quick);
    overrides.addAll(List.of(more));
    Sweep sweep = SweepReader.read(SWEEPS.resolve(name + ".yaml"), overrides);
    ResultsFolder folder = ResultsFolder.create(scratch.resolve(name).toString());
    TrialRunner runner =
        new TrialRunner(name, DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {});
    for (Trial trial : sweep.trials()) {
      TrialRunner.Finished finished = runner.run(trial);
      folder.commit(finished.trial(), finished.epochs(), finished.measures());
    }
    // A trial that did not reach its end belongs in no answer.
    for (String network : List.of("crnn", "ccrnn")) {
      folder.commit(Rows.diverged(network, 1), Rows.epochs(1, 2), List.of());
    }
  }

  private static List<Block> blocks() throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(DOCUMENT));
    List<Block> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2), matcher.group(4)));
    }
    return blocks;
  }

  /** The SQL of the page and the folder that is in use where it stands. */
  static Map<String, String> queries() throws IOException {
    Map<String, String> folders = new LinkedHashMap<>();
    String folder = "";
    for (Block block : blocks()) {
      Matcher use = USE.matcher(block.text());
      if (use.find()) {
        folder = use.group(1);
      } else if (block.engine().equals("sql")) {
        folders.put(block.name(), folder);
      }
    }
    return folders;
  }

  static List<String> questions() throws IOException {
    return List.copyOf(queries().keySet());
  }

  private static Block block(String engine, String name) throws IOException {
    return blocks().stream()
        .filter(block -> block.engine().equals(engine) && block.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyBlockOfThePageIsTested() throws IOException {
    String text = Files.readString(DOCUMENT);
    long fences = text.lines().filter(line -> line.matches("```[a-z]+")).count();
    assertThat(blocks()).hasSize((int) fences);
    assertThat(questions()).containsExactly("curves", "pairs", "horizons", "lines", "lesions");
    for (String question : questions()) {
      assertThat(block("pandas", question).text()).contains(question + " = ");
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void everySqlEngineAnswersTheSame(String question) throws Exception {
    String sql = block("sql", question).text();
    Path folder = scratch.resolve(queries().get(question));
    Answer expected = ofOurEngine(QueryEngine.duckDb(ResultsFolder.open(folder.toString())), sql);
    assertThat(expected.rows()).isNotEmpty();
    assertSame(ofDuckDb(folder, sql), expected);
    assertSame(ofSpark(folder, sql), expected);
  }

  @Test
  void theViewsOfTheProgramTakeTheSameSql() throws Exception {
    String sql = block("sql", "horizons").text();
    Path path = scratch.resolve(queries().get("horizons"));
    ResultsFolder folder = ResultsFolder.open(path.toString());
    Answer answer = ofOurEngine(QueryEngine.spark(folder, SharedSpark.session()), sql);
    assertSame(answer, ofDuckDb(path, sql));
  }

  /** That the answers are what their headings say, with numbers counted by hand. */
  @Test
  void theAnswersAreOfTheRightTrials() throws Exception {
    assertThat(rows("curves"))
        .hasSize(2 * 4)
        .allSatisfy(row -> assertThat(row.get(2)).isEqualTo(3.0));
    assertThat(rows("pairs")).extracting(row -> row.get(0)).containsExactly(1.0, 2.0, 1243.0);
    assertThat(rows("horizons"))
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly("none 1.0", "none 3.0", "predicted 1.0", "predicted 3.0");
    assertThat(rows("lines"))
        .hasSizeBetween(10, 7 * 10)
        .allSatisfy(row -> assertThat(row).doesNotContainNull());
    assertThat(rows("lesions"))
        .hasSize(2 * 2)
        .allSatisfy(row -> assertThat(row.get(2)).isEqualTo(3.0));
  }

  /** Those that have files: a folder without probes has no measures. */
  private static List<String> tables(Path folder) {
    List<String> tables = new ArrayList<>();
    for (String table : TABLES) {
      String[] files = folder.resolve(table).toFile().list();
      if (files != null && files.length > 0) {
        tables.add(table);
      }
    }
    return tables;
  }

  private static List<List<Object>> rows(String question) throws Exception {
    return ofDuckDb(scratch.resolve(queries().get(question)), block("sql", question).text()).rows();
  }

  private static Answer ofOurEngine(QueryEngine opened, String sql) {
    try (QueryEngine engine = opened) {
      QueryResult result = engine.run(sql);
      return new Answer(
          result.columns(), result.rows().stream().map(NotebooksTest::plain).toList());
    }
  }

  /** With the views that the page makes. */
  private static Answer ofDuckDb(Path folder, String sql) throws IOException, SQLException {
    Matcher texts = TEXT.matcher(block("duckdb", "open").text());
    assertThat(texts.find()).isTrue();
    String files = texts.group(1);
    assertThat(texts.find()).isTrue();
    String view = texts.group(1);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String table : tables(folder)) {
        statement.execute(
            view.replace("{files}", files)
                .replace("{table}", table)
                .replace("{folder}", folder.toString()));
      }
      try (ResultSet result = statement.executeQuery(sql)) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          columns.add(result.getMetaData().getColumnName(i));
        }
        List<List<Object>> rows = new ArrayList<>();
        while (result.next()) {
          List<Object> row = new ArrayList<>();
          for (int i = 1; i <= columns.size(); i++) {
            row.add(result.getObject(i));
          }
          rows.add(plain(row));
        }
        return new Answer(columns, rows);
      }
    }
  }

  private static Answer ofSpark(Path folder, String sql) {
    SparkSession session = SharedSpark.session().newSession();
    session.conf().set("spark.sql.shuffle.partitions", 2);
    for (String table : tables(folder)) {
      session
          .read()
          .option("mergeSchema", "true")
          .parquet(folder.resolve(table).toString())
          .createOrReplaceTempView(table);
    }
    var frame = session.sql(sql);
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : frame.collectAsList()) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(row.get(i));
      }
      rows.add(plain(values));
    }
    return new Answer(List.of(frame.columns()), rows);
  }

  /** Numbers as doubles, whatever an engine made of them. */
  private static List<Object> plain(List<Object> row) {
    List<Object> plain = new ArrayList<>();
    row.forEach(value -> plain.add(value instanceof Number number ? number.doubleValue() : value));
    return plain;
  }

  private static void assertSame(Answer answer, Answer expected) {
    assertThat(answer.columns()).isEqualTo(expected.columns());
    assertThat(answer.rows()).hasSameSizeAs(expected.rows());
    for (int i = 0; i < answer.rows().size(); i++) {
      for (int j = 0; j < answer.columns().size(); j++) {
        Object value = answer.rows().get(i).get(j);
        Object other = expected.rows().get(i).get(j);
        if (other instanceof Double number) {
          // engines add up in orders of their own
          double scale = 1e-9 * Math.max(1, Math.abs(number));
          assertThat((Double) value).as(expected.columns().get(j)).isCloseTo(number, within(scale));
        } else {
          assertThat(value).isEqualTo(other);
        }
      }
    }
  }

  /** The page as a program, where a Python has what it imports. */
  @ParameterizedTest
  @ValueSource(strings = {"pandas", "duckdb", "pyspark"})
  void pythonAnswersTheSame(String engine) throws Exception {
    String needed = engine.equals("pandas") ? "import pandas" : "import pandas, " + engine;
    Optional<String> python = python(needed);
    Assumptions.assumeTrue(python.isPresent(), "no python3 here can " + needed);
    StringBuilder script = new StringBuilder(block(engine, "open").text());
    if (engine.equals("pandas") && !runs(python.get(), "import pyarrow")) {
      // A pandas that cannot read Parquet gets the same rows as text.
      writeText();
      script.append("pd.read_parquet = lambda path: pd.read_csv(path + '.csv')\n");
    }
    for (Block block : blocks()) {
      if (block.engine().equals("all")) {
        script.append(block.text().replace("\"results/", "\"" + scratch + "/"));
      } else if (engine.equals("pandas") && block.engine().equals("pandas")) {
        script.append(block.name().equals("open") ? "" : block.text());
      } else if (!engine.equals("pandas") && block.engine().equals("sql")) {
        script.append(block.name() + " = ask(\"\"\"" + block.text() + "\"\"\")\n");
      }
      if (block.engine().equals("sql") != engine.equals("pandas")
          && questions().contains(block.name())) {
        String file = own.resolve(block.name() + ".json").toString();
        String options = "orient='split', double_precision=15";
        script.append(block.name() + ".to_json('" + file + "', " + options + ")\n");
      }
    }
    Path file = Files.writeString(own.resolve("page.py"), script);
    start(List.of(python.get(), file.toString()));
    for (String question : questions()) {
      Path folder = scratch.resolve(queries().get(question));
      JsonNode json = JSON.readTree(own.resolve(question + ".json").toFile());
      assertSame(answer(json), ofDuckDb(folder, block("sql", question).text()));
    }
  }

  private static Answer answer(JsonNode json) {
    List<String> columns = new ArrayList<>();
    json.get("columns").forEach(name -> columns.add(name.asText()));
    List<List<Object>> rows = new ArrayList<>();
    for (JsonNode each : json.get("data")) {
      List<Object> row = new ArrayList<>();
      each.forEach(
          value -> row.add(value.isNumber() ? (Object) value.doubleValue() : value.asText()));
      rows.add(row);
    }
    return new Answer(columns, rows);
  }

  private static void writeText() throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String folder : queries().values()) {
        for (String table : tables(scratch.resolve(folder))) {
          String path = scratch.resolve(folder).resolve(table).toString();
          statement.execute(
              "COPY (SELECT * FROM read_parquet('%s/*.parquet', union_by_name = true)) TO '%s.csv'"
                  .formatted(path, path));
        }
      }
    }
  }

  private Optional<String> python(String imports) throws Exception {
    for (String candidate : List.of("python3", "/usr/bin/python3")) {
      if (runs(candidate, imports)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private boolean runs(String python, String code) throws Exception {
    try {
      return execute(List.of(python, "-c", code)).waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void start(List<String> command) throws Exception {
    Process process = execute(command);
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running after two minutes: " + command);
    }
    assertThat(process.exitValue()).as(Files.readString(own.resolve("err"))).isZero();
  }

  private Process execute(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(own.resolve("out").toFile())
            .redirectError(own.resolve("err").toFile());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
