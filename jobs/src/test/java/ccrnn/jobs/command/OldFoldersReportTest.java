package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.store.OldFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands on a folder that an older build filled, with trials of two families: they say what
 * that build said. See old-folders/README.md in the tests of the pipeline.
 */
class OldFoldersReportTest {

  @TempDir private Path scratch;

  private String together(List<String> names) throws IOException {
    return OldFolders.together(scratch.resolve("mixed"), names);
  }

  private static String recorded(String name) throws IOException {
    return Files.readString(OldFolders.file(name));
  }

  @Test
  void itsReportHasTheSameFiguresAndClaims() throws IOException {
    Program program = report(together(List.of("digits", "captions", "reaching")));

    assertThat(withoutPlaces(program.out())).isEqualToNormalizingNewlines(recorded("report.txt"));
  }

  /** That build failed at a figure whose axis had one place, 0. */
  @Test
  void whatThatBuildCouldNotDrawIsDrawn() throws IOException {
    Program program = report(together(OldFolders.NAMES));

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
    String results = together(OldFolders.NAMES);
    StringBuilder said = new StringBuilder(Program.run("status", results).out());
    for (String sweep : List.of("lines", "reaching")) {
      said.append(
          Program.run("plan", OldFolders.file(sweep + ".yaml").toString(), "--out", results).out());
    }
    assertThat(said.toString().replace(results, "mixed"))
        .isEqualToNormalizingNewlines(recorded("said.txt"));
  }
}
