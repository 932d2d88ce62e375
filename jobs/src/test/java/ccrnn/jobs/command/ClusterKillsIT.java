package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ccrnn.jobs.command.StandaloneCluster.Running;
import ccrnn.jobs.console.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can die on a cluster dies by kill -9, or is copied, or cannot see the results folder. Then
 * the same command again: every trial is there once, equal to an undisturbed run, and what was
 * finished before was not trained again.
 */
@Tag("cluster")
@EnabledOnOs(OS.LINUX)
class ClusterKillsIT {
  private static final Duration PATIENCE = ClusterIT.PATIENCE;

  @TempDir private Path temp;
  private Path sweep;
  private Path results;
  private StandaloneCluster cluster;

  @BeforeEach
  void start() throws Exception {
    sweep = Files.writeString(temp.resolve("small.yaml"), ClusterIT.SWEEP);
    results = temp.resolve("results of it");
    cluster = StandaloneCluster.start(temp);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Running run(String... theirs) throws IOException {
    return cluster.submit(List.of("run", sweep.toString(), "--out", results.toString()), theirs);
  }

  private void awaitTrials(Running run, int trials) throws InterruptedException {
    StandaloneCluster.await(
        trials + " finished trials",
        PATIENCE,
        () ->
            Rows.committed(results) >= trials
                || (!run.process().isAlive() && run.process().exitValue() != 0));
    assertThat(Rows.complete(results)).as(run.errText()).isGreaterThanOrEqualTo(trials);
  }

  private void awaitNone(String what, java.util.function.Supplier<List<ProcessHandle>> processes)
      throws InterruptedException {
    StandaloneCluster.await("no " + what, PATIENCE, () -> processes.get().isEmpty());
  }

  private void requireAll(Map<String, Object> finishedBefore) {
    assertThat(Rows.started(results)).containsAllEntriesOf(finishedBefore);
    Rows.requireEqual(results, ClusterIT.undisturbed(temp, sweep));
  }

  @Test
  void aKilledWorkerTakesItsExecutorAlongAndTheOthersFinish() throws Exception {
    Running doomed = cluster.worker(1);
    cluster.worker(1);
    Running run = run();
    awaitTrials(run, 1);
    StandaloneCluster.await("two executors", PATIENCE, () -> cluster.executors().size() == 2);
    List<ProcessHandle> executors = doomed.process().descendants().toList();
    Map<String, Object> before = Rows.started(results);

    StandaloneCluster.kill(doomed.process().toHandle());

    assertThat(run.end(PATIENCE)).as(run.errText()).isZero();
    for (ProcessHandle executor : executors) {
      executor.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    requireAll(before);
  }

  @Test
  void aKilledDriverLosesNoFinishedTrial() throws Exception {
    cluster.twoWorkers(1);
    Running run = run();
    awaitTrials(run, 1);

    StandaloneCluster.kill(run.process().toHandle());
    awaitNone("executors", cluster::executors);
    Map<String, Object> before = Rows.started(results);
    assertThat(before).hasSizeBetween(1, 11);
    assertThat(Program.run("status", results.toString()).out())
        .containsPattern("small +12 +" + before.size() + " +" + (12 - before.size()) + " +0")
        .contains("killed: small on ");

    Running again = run();
    assertThat(again.end(PATIENCE)).as(again.errText()).isZero();
    assertThat(again.outText()).contains(before.size() + " done, " + (12 - before.size()) + " to");
    requireAll(before);
  }

  @Test
  void aKilledDriverOnTheClusterToo() throws Exception {
    cluster.twoWorkers(2);
    Running submitted = run("--deploy-mode", "cluster");
    assertThat(submitted.end(PATIENCE)).as(submitted.errText()).isZero();
    assertThat(submitted.errText()).contains("see how far it is with: ccrnn status DIR");
    Files.delete(sweep);
    awaitTrials(submitted, 1);
    assertThat(cluster.drivers()).hasSize(1);

    StandaloneCluster.kill(cluster.drivers().get(0));
    awaitNone("executors", cluster::executors);
    Map<String, Object> before = Rows.started(results);
    assertThat(before).hasSizeBetween(1, 11);

    Files.writeString(sweep, ClusterIT.SWEEP);
    Running again = run("--deploy-mode", "cluster");
    assertThat(again.end(PATIENCE)).as(again.errText()).isZero();
    awaitTrials(again, 12);
    awaitNone("drivers", cluster::drivers);
    assertThat(results.resolve("curves.png")).isNotEmptyFile();
    assertThat(Program.run("status", results.toString()).out())
        .containsPattern("small +12 +12 +0 +0")
        .contains("nothing is running");
    requireAll(before);
  }

  @Test
  void aMistakeInTheSweepIsToldBeforeTheDriverGoesToTheCluster() throws Exception {
    Files.writeString(sweep, ClusterIT.SWEEP.replace("epochs:", "epohcs:"));
    Running run = run("--deploy-mode", "cluster");
    assertThat(run.end(PATIENCE)).isEqualTo(Exit.USER_ERROR);
    assertThat(run.errText())
        .isEqualTo("ccrnn: " + sweep + ":3: unknown setting 'epohcs'; did you mean 'epochs'?\n");
  }

  @Test
  void copiesOfASlowTrialWriteTheSameRows() throws Exception {
    // One trial takes far longer than the others, and Spark starts a second copy of it.
    String text =
        ClusterIT.SWEEP
            .replace("  epochs: 100\n", "")
            .replaceFirst(
                "(?s)axes:.*", "cases:\n  - {seed: 1..5, epochs: 2}\n  - {seed: 6, epochs: 300}\n");
    Files.writeString(sweep, text);
    Path events = Files.createDirectory(temp.resolve("events"));
    cluster.twoWorkers(2);
    Running run =
        run(
            "--conf",
            "spark.speculation=true",
            "--conf",
            "spark.speculation.quantile=0.3",
            "--conf",
            "spark.speculation.multiplier=1.1",
            "--conf",
            "spark.eventLog.enabled=true",
            "--conf",
            "spark.eventLog.compress=false",
            "--conf",
            "spark.eventLog.dir=" + events.toUri());
    assertThat(run.end(PATIENCE)).as(run.errText()).isZero();
    assertThat(read(events)).contains("\"Speculative\":true");
    requireAll(Map.of());
  }

  @Test
  void dataAreReadOncePerExecutorAndNotPerTrial() throws Exception {
    Path data = temp.resolve("some digits");
    DigitFiles.write(data, 70);
    Files.writeString(
        sweep,
        """
        name: small
        task: digit-recognition
        data: %s
        settings: {epochs: 2, batch-size: 10, cortex-units: 16, cerebellum-units: 12}
        axes:
          network: [crnn, ccrnn]
          seed: 1..8
        """
            .formatted(data));
    cluster.twoWorkers(2);
    Running run = run();
    assertThat(run.end(PATIENCE)).as(run.errText()).isZero();

    List<Integer> reads = new ArrayList<>();
    for (String said : cluster.saidInWorkers()) {
      reads.add((int) Pattern.compile("read 70 images of " + data).matcher(said).results().count());
    }
    assertThat(reads).containsExactly(1, 1);
    requireAll(Map.of());
  }

  @Test
  void aFolderOnAnotherDiskIsFoundBeforeAnythingIsTrained() throws Exception {
    Files.createDirectory(results);
    String[] elsewhere = {
      "unshare", "-m", "bash", "-c", "mount -t tmpfs none \"$0\" && exec \"$@\"", results.toString()
    };
    assumeTrue(canMount(), "this system lets nobody mount");
    cluster.worker(1);
    cluster.worker(1, elsewhere);
    Running run = run();
    assertThat(run.end(PATIENCE)).isEqualTo(Exit.USER_ERROR);
    assertThat(lastLine(run.errText()))
        .isEqualTo(
            "ccrnn: results folder "
                + results
                + " is on the driver's own disk: the executor on host 127.0.0.2 does not see it;"
                + " give --out a folder that all machines share");
    assertThat(Rows.complete(results)).isZero();
    assertThat(results.resolve("reach")).isEmptyDirectory();
  }

  private boolean canMount() throws Exception {
    Process process =
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "none", results.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  private static String lastLine(String text) {
    Matcher last = Pattern.compile("([^\n]*)\n\\z").matcher(text);
    return last.find() ? last.group(1) : text;
  }

  private static String read(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
