package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A folder that is compacted, damaged and brought back, through the command line. */
@ResourceLock(Program.SPARK)
class CompactTest {
  private static final String SWEEP =
      """
      name: small
      settings: {epochs: 2, batches: 1, batch-size: 5, validation-size: 7, test-size: 7,
        cortex-units: 4, cerebellum-units: 4}
      axes: {network: [crnn, ccrnn], seed: 1..2}
      """;

  private static final String ROWS =
      "SELECT trial_id, epoch, validation_loss FROM curves ORDER BY 1, 2";

  @TempDir private Path scratch;

  @Test
  void everyCommandWorksOnWhatIsMergedAndBadFilesAreRunAgain() throws IOException {
    String sweep = Files.writeString(scratch.resolve("small.yaml"), SWEEP).toString();
    String results = scratch.resolve("results").toString();
    String[] run = {"run", sweep, "--out", results, "--", "--master", "local[2]"};
    assertThat(Program.run(run).exit()).isZero();
    String rows = Program.run("sql", results, ROWS, "--format", "csv").out();

    Program compact = Program.run("compact", results);

    assertThat(compact.exit()).isZero();
    assertThat(compact.out())
        .matches("4 trials merged: 8 files of \\d+\\.\\d MB before, 2 files of .* MB after\\R");
    assertThat(Program.run("sql", results, ROWS, "--format", "csv").out()).isEqualTo(rows);
    assertThat(Program.run("status", results).out()).containsPattern("small +4 +4 +0 +0");
    assertThat(Program.run("verify", results, "--sample", "1").out())
        .contains("equal in every bit");
    assertThat(Program.run(run).out()).contains("4 done, 0 to train, 0 failed");

    Path epochs = only(Path.of(results, "epochs"));
    Files.write(epochs, Arrays.copyOf(Files.readAllBytes(epochs), 100));
    assertThat(Program.run("status", results).err())
        .contains("left out epochs/" + epochs.getFileName() + ": truncated");

    Program again = Program.run(run);

    assertThat(again.err()).contains("2 files moved to " + results + "/set-aside");
    assertThat(again.out()).contains("0 done, 4 to train, 0 failed");
    assertThat(Path.of(results, "set-aside/epochs/" + epochs.getFileName())).exists();
    assertThat(Program.run("sql", results, ROWS, "--format", "csv").out()).isEqualTo(rows);
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
