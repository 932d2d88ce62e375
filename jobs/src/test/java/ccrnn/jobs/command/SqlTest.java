package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import ccrnn.pipeline.store.ResultsFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a query comes from, and how its answer is printed. */
class SqlTest {
  private static final String QUERY = "-- how many?\nSELECT count(*) AS n FROM trials;\n";
  private static final String ANSWER = "n\n0\n";

  @TempDir private Path scratch;
  private String results;

  @BeforeEach
  void anEmptyFolder() throws IOException {
    results = scratch.resolve("results").toString();
    ResultsFolder.create(results);
    Files.createDirectories(Path.of(results));
  }

  private Program csv(String... query) {
    List<String> words = new ArrayList<>(List.of("sql", results, "--format", "csv"));
    words.addAll(List.of(query));
    return Program.run(words.toArray(String[]::new));
  }

  @Test
  void aQueryMayBeginWithAComment() {
    for (String query :
        new String[] {
          QUERY,
          "--how many?\nSELECT count(*) AS n FROM trials",
          "-- format=csv is said below\nSELECT count(*) AS n FROM trials",
          "/* how many? */ SELECT count(*) AS n FROM trials"
        }) {
      assertThat(csv(query).out()).as(query).isEqualTo(ANSWER);
    }
    assertThat(csv("SELECT 1", "--fromat=json").err()).contains("unknown option --fromat=json");
    assertThat(csv("SELECT 1", "--fromat").err()).contains("unknown option --fromat");
  }

  @Test
  void aQueryIsReadFromAFile() throws IOException {
    Path file = Files.writeString(scratch.resolve("query.sql"), "\uFEFF" + QUERY);
    assertThat(csv("-f", file.toString()).out()).isEqualTo(ANSWER);
    assertThat(csv("--file", file.toString()).out()).isEqualTo(ANSWER);
  }

  @Test
  void aQueryIsReadFromStandardInput() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(QUERY.getBytes(StandardCharsets.UTF_8)));
      assertThat(csv("-").out()).isEqualTo(ANSWER);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    Path latin =
        Files.write(
            scratch.resolve("latin.sql"), "SELECT '\u00fc'".getBytes(StandardCharsets.ISO_8859_1));
    requireOneLine(csv(), "sql needs a query");
    requireOneLine(csv("SELECT 1", "-f", "x.sql"), "a query and --file");
    requireOneLine(csv("-f", scratch.resolve("none.sql").toString()), "none.sql: no such file");
    requireOneLine(csv("-f", latin.toString()), "is not UTF-8");
    requireOneLine(csv("-f", scratch.toString()), "cannot read the query");
  }

  private static void requireOneLine(Program program, String said) {
    assertThat(program.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(program.err()).startsWith("ccrnn: ").contains(said).hasLineCount(1);
    assertThat(program.out()).isEmpty();
  }

  @Test
  void listsAndStructuresAreJson() {
    String query = "SELECT [1, 2] AS l, {'a': 0.5::DOUBLE, 'b': 'NaN'::DOUBLE} AS s, [] AS e";
    assertThat(csv(query).out())
        .isEqualTo("l,s,e\n\"[1,2]\",\"{\"\"a\"\":0.5,\"\"b\"\":\"\"NaN\"\"}\",[]\n");
    assertThat(Program.run("sql", results, query).out())
        .contains("[1,2]", "{\"a\":0.5,\"b\":\"NaN\"}");
    assertThat(Program.run("sql", results, query, "--format", "json").out())
        .isEqualToIgnoringWhitespace(
            "[{\"l\": [1, 2], \"s\": {\"a\": 0.5, \"b\": \"NaN\"}, \"e\": []}]");
  }

  @Test
  void decimalsHaveNoExponent() {
    String query = "SELECT 0::DECIMAL(38, 16) AS d, [1e-7::DECIMAL(9, 8)] AS l";
    assertThat(csv(query).out()).isEqualTo("d,l\n0.0000000000000000,[0.00000010]\n");
    assertThat(Program.run("sql", results, query, "--format", "json").out())
        .isEqualToIgnoringWhitespace("[{\"d\": 0.0000000000000000, \"l\": [0.00000010]}]");
  }
}
