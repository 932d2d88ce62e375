package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What trials share, through the command line. */
@ResourceLock(Program.SPARK)
class ForkedRunTest {
  private static final String SWEEP =
      """
      name: forked
      settings:
        epochs: 6
        noise: 0.1
        batches: 2
        batch-size: 10
        validation-size: 14
        test-size: 14
        cortex-units: 8
        cerebellum-units: 12
      axes:
        seed: 1..2
      cases:
        - lesion: none
        - lesion: [cerebellum, inferior-olive]
          lesion-epoch: [3, 5]
      """;

  @TempDir private Path folder;

  private Program run(String command, String... options) throws IOException {
    String sweep = Files.writeString(folder.resolve("forked.yaml"), SWEEP).toString();
    String[] all = new String[options.length + 4];
    all[0] = command;
    all[1] = sweep;
    all[2] = "--out";
    all[3] = results();
    System.arraycopy(options, 0, all, 4, options.length);
    Program program = Program.run(all);
    assertThat(program.exit()).as(program.err()).isZero();
    return program;
  }

  private String results() {
    return folder.resolve("results").toString();
  }

  @Test
  void sharedEpochsAreTrainedOnceAndMoreEpochsGoOn() throws IOException {
    // for each seed 6 + 2 x 4 + 2 x 2 of 5 x 6 epochs
    assertThat(run("plan").out())
        .containsPattern("60 epochs asked, 36 to train \\(40 % saved\\), about .* \\(estimated\\)");
    assertThat(run("plan", "--from-scratch").out()).contains("60 epochs to train, about ");

    Program first = run("run", "-o", "snapshots=final", "--", "--master", "local[2]");
    assertThat(first.err()).contains("10 of 10 trials").doesNotContain("ccrnn:");
    String query =
        "SELECT count(*) AS trials, sum(trained_epochs) AS trained, count(forked_from) AS forked,"
            + " sum(epochs_trained) AS rows FROM trials";
    assertThat(Program.run("sql", results(), query, "--format", "csv").out())
        .isEqualTo("trials,trained,forked,rows\n10,36,8,60\n");

    assertThat(run("plan", "-o", "epochs=8").out())
        .containsPattern(
            "80 epochs asked, 20 to train \\(75 % saved\\), .* \\(learned from 10 trials\\)")
        .contains("10 trials continue from snapshots, 0 train anew");
    Program more = run("run", "-o", "epochs=8", "--", "--master", "local[2]");
    assertThat(more.out()).contains("10 trials continue from snapshots, 0 train anew");

    Program verify = Program.run("verify", results(), "--sample", "20", "--kernel", "plain");
    assertThat(verify.out().lines().filter(line -> line.contains("equal in every bit")))
        .hasSize(20);
    assertThat(verify.exit()).isZero();
  }
}
