package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's mistakes: one line, exit code 2, nothing lost. The sweep file's own are tested there.
 */
class BadInputTest {
  @TempDir private Path folder;

  private static void oneLine(String expected, String... arguments) {
    Program program = Program.run(arguments);
    assertThat(program.err()).isEqualToNormalizingNewlines("ccrnn: " + expected + "\n");
    assertThat(program.out()).isEmpty();
    assertThat(program.exit()).isEqualTo(Exit.USER_ERROR);
  }

  private String sweep() throws IOException {
    return Files.writeString(folder.resolve("s.yaml"), "name: s\naxes: {seed: 1..2}\n").toString();
  }

  @Test
  void whatIsMissingOrMisspelt() throws IOException {
    String none = folder.resolve("none").toString();
    oneLine(none + ": no such file", "plan", none);
    oneLine(
        "-o epohcs=3: unknown setting 'epohcs'; did you mean 'epochs'?",
        "run",
        sweep(),
        "-o",
        "epohcs=3");
    oneLine("results folder " + none + " does not exist; `ccrnn run` makes one", "status", none);
    oneLine("missing required parameter: 'SWEEP.yaml'; see ccrnn run --help", "run");
    oneLine("unknown option --ot; did you mean --out?", "plan", sweep(), "--ot", "x");
    oneLine(
        "invalid value for option '--format': expected one of [TABLE, CSV, JSON] (case-insensitive)"
            + " but was 'xml'; see ccrnn sql --help",
        "sql",
        none,
        "SELECT 1",
        "--format",
        "xml");
    oneLine(none + " is not a folder of reference cases", "parity", none);
  }

  @Test
  void sparkOptionsThatMeanNothingHere() throws IOException {
    oneLine(
        "after --, a local run takes --master local[N] and --conf key=value, not --executor-cores",
        "run",
        sweep(),
        "--",
        "--executor-cores",
        "2");
    oneLine("after --, write --conf key=value", "run", sweep(), "--", "--conf", "spark.x");
    oneLine("--master needs a value", "run", sweep(), "--", "--master");
  }

  @Test
  void aFileWhereAFolderShouldBe() throws IOException {
    String sweep = sweep();
    oneLine(sweep + " is a file; a results folder is a folder", "run", sweep, "--out", sweep);
    oneLine(sweep + " is a file; a results folder is a folder", "plan", sweep, "--out", sweep);
    oneLine(
        folder + " is no results folder: it has neither trials/ nor epochs/",
        "sql",
        folder.toString(),
        "SELECT 1");
  }

  @Test
  void whatTheDataDoNotHave() throws IOException {
    String captions =
        Files.writeString(folder.resolve("c.yaml"), "name: c\ntask: captions\n").toString();
    oneLine(
        "embedding-units=100, but the images have 256 features, which take the same place; give"
            + " 256",
        "plan",
        captions,
        "-o",
        "embedding-units=100");
    oneLine(
        "no caption has min-length=40 to max-length=50 words with start and end; the data hold"
            + " lengths 11 to 15",
        "run",
        captions,
        "-o",
        "min-length=40",
        "-o",
        "max-length=50");
    String digits =
        Files.writeString(folder.resolve("d.yaml"), "name: d\ntask: digit-drawing\n").toString();
    String none = folder.resolve("none").toString();
    oneLine(
        "-o data=" + none + ": data folder " + none + " does not exist",
        "plan",
        digits,
        "-o",
        "data=" + none);
  }
}
