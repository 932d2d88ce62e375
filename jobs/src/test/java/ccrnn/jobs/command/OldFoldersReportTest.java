package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands on a folder that an older build filled, with trials of two families: they say what
 * that build said. See old-folders/README.md in the tests of the pipeline.
 */
class OldFoldersReportTest {
  private static final Path OLD = Path.of("../pipeline/src/test/resources/old-folders");

  @TempDir private Path scratch;

  private String together(String... names) throws IOException {
    Path mixed = scratch.resolve("mixed");
    for (String name : names) {
      copy(OLD.resolve(name), mixed);
    }
    return mixed.toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static String recorded(String name) throws IOException {
    return Files.readString(OLD.resolve(name));
  }

  @Test
  void itsReportHasTheSameFiguresAndClaims() throws IOException {
    Program program = report(together("digits", "captions", "reaching"));

    assertThat(withoutPlaces(program.out())).isEqualToNormalizingNewlines(recorded("report.txt"));
  }

  /** That build failed at a figure whose axis had one place, 0. */
  @Test
  void whatThatBuildCouldNotDrawIsDrawn() throws IOException {
    Program program = report(together("lines", "digits", "captions", "reaching"));

    assertThat(program.out()).contains("natcomm-3b: ", "neurips-s3: ", "iclr-reaching: ");
  }

  private Program report(String results) {
    Program program = Program.run("report", results, "--to", scratch.resolve("report").toString());
    assertThat(program.err()).doesNotContain("no picture");
    assertThat(program.exit()).isZero();
    assertThat(scratch.resolve("report/report.html")).isNotEmptyFile();
    return program;
  }

  private static String withoutPlaces(String text) {
    return text.replaceAll("report: .*report\\.html", "report: report.html");
  }

  @Test
  void itsStatusAndTrialsAreShownAsBefore() throws IOException {
    String results = together("lines", "digits", "captions", "reaching");
    StringBuilder said = new StringBuilder(Program.run("status", results).out());
    for (String sweep : List.of("lines", "reaching")) {
      said.append(
          Program.run("plan", OLD.resolve(sweep + ".yaml").toString(), "--out", results).out());
    }
    assertThat(said.toString().replace(results, "mixed"))
        .isEqualToNormalizingNewlines(recorded("said.txt"));
  }
}
