package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run on a real cluster, one of whose executors is killed. */
@EnabledOnOs(OS.LINUX)
class ClusterIT {
  /** Half a second a trial on an idle core, so that what is killed is at work. */
  static final String SWEEP =
      """
      name: small
      settings:
        epochs: 100
        batches: 300
        batch-size: 10
        validation-size: 14
        test-size: 14
        cortex-units: 16
        cerebellum-units: 12
      axes:
        network: [crnn, ccrnn]
        seed: 1..6
      """;

  static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path temp;

  /** What a run without disturbance leaves, made in this process. */
  static Path undisturbed(Path temp, Path sweep, String... overrides) {
    Path results = temp.resolve("undisturbed");
    List<String> command =
        new ArrayList<>(List.of("run", sweep.toString(), "--out", results.toString()));
    command.addAll(List.of(overrides));
    command.addAll(List.of("--", "--master", "local[2]"));
    Program run = Program.run(command.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    return results;
  }

  @Test
  void aKilledExecutorCostsNothingButTime() throws Exception {
    Path sweep = Files.writeString(temp.resolve("small.yaml"), SWEEP);
    Path results = temp.resolve("results of it");
    Path events = Files.createDirectory(temp.resolve("events"));
    try (StandaloneCluster cluster = StandaloneCluster.start(temp)) {
      cluster.twoWorkers(1);
      StandaloneCluster.Running run =
          cluster.submit(
              List.of("run", sweep.toString(), "--out", results.toString()),
              "--conf",
              "spark.eventLog.enabled=true",
              "--conf",
              "spark.eventLog.compress=false",
              "--conf",
              "spark.eventLog.dir=" + events.toUri());
      StandaloneCluster.await(
          "a finished trial and two executors",
          PATIENCE,
          () ->
              !run.process().isAlive()
                  || (Rows.committed(results) >= 1 && cluster.executors().size() == 2));
      assertThat(run.process().isAlive()).as(run.errText()).isTrue();
      Map<String, Object> before = Rows.started(results);
      StandaloneCluster.kill(cluster.executors().get(0));

      assertThat(run.end(PATIENCE)).as(run.errText()).isZero();
      assertThat(Rows.started(results)).containsAllEntriesOf(before);
      assertThat(run.outText())
          .contains("12 to train")
          .containsPattern(" ccrnn +6 ")
          .contains("curves.svg and .png");
      assertThat(run.errText()).containsPattern("100 %  12 of 12 trials");
      assertThat(read(events)).contains("ExecutorLostFailure");
    }
    Rows.requireEqual(results, undisturbed(temp, sweep));
    assertThat(Program.run("sql", results.toString(), "SELECT DISTINCT kernel FROM trials").out())
        .contains("vector");
    assertThat(results.resolve("reach")).isEmptyDirectory();
  }

  private static String read(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
