package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The main job through the command line, and what reads its results. */
@ResourceLock(Program.SPARK)
class RunTest {
  private static final String SWEEP =
      """
      name: small
      about: A sweep for tests.
      settings:
        epochs: 3
        batches: 2
        batch-size: 10
        validation-size: 14
        test-size: 14
        cortex-units: 8
        cerebellum-units: 12
      axes:
        network: [crnn, ccrnn]
        seed: 1..2
      """;

  @TempDir private Path folder;

  private String sweep(String text) throws IOException {
    return Files.writeString(folder.resolve("small.yaml"), text).toString();
  }

  private String results() {
    return folder.resolve("results of it").toString();
  }

  @Test
  void theMainJobFromPlanToSql() throws IOException {
    String sweep = sweep(SWEEP);
    Program before = Program.run("plan", sweep, "--out", results());
    assertThat(before.exit()).isZero();
    assertThat(before.out())
        .contains("small: 4 trials, results in " + results())
        .contains("0 done, 4 to train, 0 failed")
        .contains("12 epochs to train");
    assertThat(Path.of(results())).doesNotExist();

    Program run = Program.run("run", sweep, "--out", results(), "--", "--master", "local[2]");
    assertThat(run.err()).doesNotContain("ccrnn:");
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .containsPattern(" network  seeds  first validation loss  last validation loss  last epoch")
        .containsPattern(" crnn +2 +\\d+\\.\\d+ ± \\d+\\.\\d+ +\\d+\\.\\d+ ± \\d+\\.\\d+ +3")
        .contains("curves.svg and .png");
    assertThat(run.err()).containsPattern("100 %  4 of 4 trials .* took 0:");
    assertThat(Path.of(results(), "curves.svg")).isNotEmptyFile();
    assertThat(Path.of(results(), "curves.png")).isNotEmptyFile();

    Program again = Program.run("run", sweep, "--out", results());
    assertThat(again.exit()).isZero();
    assertThat(again.out()).contains("4 done, 0 to train, 0 failed").contains("curves.svg");
    assertThat(again.err()).isEmpty();

    assertThat(Program.run("status", results()).out())
        .containsPattern("small +4 +4 +0 +0")
        .contains("nothing is running");
    sqlAnswersAlike();
    aTrialIsShownAndVerified();
    whatWouldRunIsExplained(sweep);
  }

  private void whatWouldRunIsExplained(String sweep) {
    Program plan =
        Program.run(
            "plan", sweep, "--out", results(), "-o", "epochs=4", "-o", "seed=2..3", "--why");
    assertThat(plan.out())
        .containsPattern("trials +why +such as +beside stored")
        .containsPattern(" 2 +epochs 3 -> 4 +\\w{12} +\\w{12}")
        .containsPattern(" 2 +epochs 3 -> 4, seed new +\\w{12} +\\w{12}");
    assertThat(Program.run("status", results(), "--why").out()).doesNotContain("why");
  }

  private void sqlAnswersAlike() {
    String query =
        "SELECT network, count(*) AS n, round(min(validation_loss), 6) AS least FROM curves"
            + " WHERE epoch = 3 GROUP BY network ORDER BY network";
    Program duckDb = Program.run("sql", results(), query, "--format", "csv");
    assertThat(duckDb.exit()).isZero();
    assertThat(duckDb.out()).matches("network,n,least\nccrnn,2,\\d+\\.\\d+\ncrnn,2,\\d+\\.\\d+\n");
    Program spark = Program.run("sql", results(), query, "--format", "csv", "--engine", "spark");
    assertThat(spark.out()).isEqualTo(duckDb.out());
    assertThat(
            Program.run("sql", results(), "SELECT 1 AS one, NULL AS none", "--format", "json")
                .out())
        .isEqualToNormalizingWhitespace("[ { \"one\" : 1, \"none\" : null } ]");
    assertThat(Program.run("sql", results(), "SELECT seed FROM trials ORDER BY seed").out())
        .isEqualToIgnoringNewLines(" seed    1    1    2    24 rows");
    Program writing = Program.run("sql", results(), "DROP VIEW trials");
    assertThat(writing.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(writing.err()).startsWith("ccrnn: ").hasLineCount(1);
  }

  private void aTrialIsShownAndVerified() {
    String id = ResultsFolder.open(results()).inventory().complete().iterator().next();
    Program trial = Program.run("trial", results(), id.substring(0, 8));
    assertThat(trial.out())
        .startsWith("trial " + id)
        .containsPattern(" cortex-units +8  units")
        .containsPattern(" git_id +\\w+")
        .contains("ccrnn verify " + results() + " --trial " + id.substring(0, 12));
    Program verify = Program.run("verify", results(), "--trial", id, "--kernel", "plain");
    assertThat(verify.exit()).isZero();
    assertThat(verify.out())
        .startsWith(id.substring(0, 12) + "  equal in every bit, 3 epochs\n")
        .containsPattern("certificate: .*/certificates/\\w+-\\w+.json\n$");
    assertThat(Program.run("status", results()).out())
        .containsPattern("1 of 4 trials verified bit for bit on \\S+, \\d{4}-\\d\\d-\\d\\d\n");
    Program sample = Program.run("verify", results(), "--sample", "2", "--seed", "5");
    assertThat(Program.run("verify", results(), "--sample", "2", "--seed", "5").out().lines())
        .startsWith(sample.out().lines().limit(2).toArray(String[]::new));
    assertThat(trial.out()).contains("would a run train it again? no: it is complete");
  }

  @Test
  void aFailedTrialEndsInATableAndExitCode3() throws IOException {
    String sweep =
        sweep(
            SWEEP
                + """
                cases:
                  - {learning-rate: 0.001}
                  - {learning-rate: 10, cerebellum-layers: 12, clip-norm: 0}
                exclude:
                  - {network: crnn, learning-rate: 10}
                """);
    Program run =
        Program.run("run", sweep, "-o", "seed=1", "--out", results(), "--", "--master", "local[2]");
    assertThat(run.exit()).isEqualTo(Exit.TRIALS_FAILED);
    assertThat(run.out())
        .contains("1 trial failed:")
        .containsPattern("diverged +[123] +(training loss|gradient norm|validation loss)");
    assertThat(Program.run("status", results()).out()).containsPattern("small +seed=1 +3 +2 +0 +1");
    Program again = Program.run("run", sweep, "-o", "seed=1", "--out", results());
    assertThat(again.exit()).isEqualTo(Exit.TRIALS_FAILED);
    assertThat(again.out()).contains("2 done, 0 to train, 1 failed (--retry-failed");
  }

  @Test
  void killedHalfwayItGoesOnAndEndsWithTheRowsOfAnUndisturbedRun() throws Exception {
    String sweep =
        sweep(SWEEP.replace("seed: 1..2", "seed: 1..6").replace("batches: 2", "batches: 60"));
    Path killed = folder.resolve("killed");
    try (RunProcess run =
        RunProcess.start(
            folder, "run", sweep, "--out", killed.toString(), "--", "--master", "local[1]")) {
      run.await("two trials", () -> count(killed.resolve("trials")) >= 2);
      run.kill();
    }
    int survived = ResultsFolder.open(killed.toString()).inventory().complete().size();
    assertThat(survived).isBetween(2, 11);
    assertThat(Program.run("status", killed.toString()).out())
        .containsPattern("small +12 +" + survived + " +" + (12 - survived) + " +0")
        .contains("killed: small on ");

    Program rest =
        Program.run("run", sweep, "--out", killed.toString(), "--", "--master", "local[2]");
    assertThat(rest.exit()).isZero();
    assertThat(rest.out()).contains(survived + " done, " + (12 - survived) + " to train");
    assertThat(Program.run("status", killed.toString()).out()).doesNotContain("killed:");
    Path undisturbed = folder.resolve("undisturbed");
    assertThat(Program.run("run", sweep, "--out", undisturbed.toString()).exit()).isZero();
    assertThat(rows(killed)).isEqualTo(rows(undisturbed)).hasSize(12);
  }

  @Test
  void stoppedWhileSparkStartsItSaysSoAndNoMore() throws Exception {
    String sweep = sweep(SWEEP.replace("batches: 2", "batches: 100000"));
    try (RunProcess run =
        RunProcess.start(folder, "run", sweep, "--out", results(), "--kernel", "plain")) {
      run.await("the plan", () -> run.output().contains("to train, 0 failed"));
      run.signal("TERM"); // as INT, which a test in the background may have to ignore
      assertThat(run.exit()).isEqualTo(128 + 15);
      assertThat(run.output())
          .endsWith("the same command goes on from here" + System.lineSeparator())
          .doesNotContain("Exception", "does not start");
    }
    assertThat(Program.run("status", results()).out()).contains("nothing is running");
  }

  private static long count(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? 0 : Stream.of(names).filter(name -> !name.startsWith(".")).count();
  }

  /** Every epoch of every trial without its wall-clock column. */
  private static Map<String, List<EpochRow>> rows(Path results) {
    ResultsFolder folder = ResultsFolder.open(results.toString());
    Map<String, List<EpochRow>> rows = new TreeMap<>();
    for (String id : folder.inventory().complete()) {
      StoredTrial trial = folder.trial(id);
      rows.put(id, trial.epochs().stream().map(EpochRow::timeless).toList());
    }
    return rows;
  }
}
