package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs on one folder, each a process of its own. */
class TwoRunsTest {
  private static final String SWEEP =
      """
      name: shared
      settings:
        epochs: 10
        batches: 250
        batch-size: 10
        validation-size: 14
        test-size: 14
        cortex-units: 8
        cerebellum-units: 12
      axes:
        seed: 1..8
      """;

  private static final String SECRET = "open-sesame";

  private static final Pattern WAITING = Pattern.compile("waiting for \\d+ trials of shared on ");

  private static final Pattern LAST_PROGRESS =
      Pattern.compile("^100 %  (\\d+) of \\d+ trials?.*took", Pattern.MULTILINE);

  /** The epochs of each trial, trained in a loop. */
  private static final SortedMap<String, List<EpochRow>> ALONE = alone();

  @TempDir private Path scratch;

  private Path results() {
    return scratch.resolve("results");
  }

  private RunProcess run(String... more) throws IOException {
    String sweep = Files.writeString(scratch.resolve("shared.yaml"), SWEEP).toString();
    List<String> begin = List.of("run", sweep, "--out", results().toString(), "--kernel", "plain");
    List<String> end =
        List.of("--", "--master", "local[1]", "--conf", "spark.hadoop.fs.s3a.secret.key=" + SECRET);
    return RunProcess.start(
        scratch, Stream.of(begin, List.of(more), end).flatMap(List::stream).toArray(String[]::new));
  }

  /** By the names of their files: a look into them would take longer than a trial. */
  private int trialsThere() {
    String[] names = results().resolve("trials").toFile().list();
    return names == null
        ? 0
        : (int) Stream.of(names).filter(name -> name.matches("\\w+[.]parquet")).count();
  }

  /** Freezes a run that has trained some of the trials, but not all. */
  private void freeze(RunProcess run) throws Exception {
    run.await("a trial", () -> trialsThere() > 0);
    run.signal("STOP");
    assertThat(trialsThere()).isLessThan(8);
  }

  private List<Journal.Run> notes() {
    return ResultsFolder.find(results().toString())
        .map(folder -> new Journal(folder).runs())
        .orElse(List.of());
  }

  private boolean isWaiting(RunProcess run) {
    return notes().stream()
        .anyMatch(note -> note.process() == run.pid() && note.phase() == Journal.Phase.WAITING);
  }

  /** The note is there first, then the line. */
  private static boolean saysSo(RunProcess run) {
    return WAITING.matcher(run.output()).find();
  }

  /** How many trials a run has trained. */
  private static int trained(RunProcess run) {
    Matcher progress = LAST_PROGRESS.matcher(run.output());
    int trained = 0;
    while (progress.find()) {
      trained += Integer.parseInt(progress.group(1));
    }
    return trained;
  }

  private void everyTrialIsThereAsIfTrainedAlone() {
    ResultsFolder folder = ResultsFolder.open(results().toString());
    assertThat(folder.inventory().complete()).isEqualTo(ALONE.keySet());
    ALONE.forEach(
        (id, epochs) ->
            assertThat(folder.trial(id).epochs().stream().map(EpochRow::timeless))
                .isEqualTo(epochs));
    assertThat(notes()).isEmpty();
    assertThat(results().resolve("claims")).isEmptyDirectory();
  }

  private static SortedMap<String, List<EpochRow>> alone() {
    TrialRunner runner =
        new TrialRunner("alone", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {});
    SortedMap<String, List<EpochRow>> rows = new TreeMap<>();
    for (Trial trial : SweepReader.parse(SWEEP, "shared.yaml", List.of()).trials()) {
      rows.put(trial.id(), runner.run(trial).epochs().stream().map(EpochRow::timeless).toList());
    }
    return rows;
  }

  @Test
  void startedTogetherTheyShareTheWork() throws Exception {
    try (RunProcess one = run();
        RunProcess two = run()) {
      assertThat(one.exit()).as(one.output()).isZero();
      assertThat(two.exit()).as(two.output()).isZero();
      assertThat(trained(one) + trained(two)).as(one.output() + two.output()).isEqualTo(8);
      assertThat(one.output()).contains("validation loss");
      assertThat(two.output()).contains("validation loss");
      assertThat(one.output() + two.output()).doesNotContain(SECRET);
    }
    everyTrialIsThereAsIfTrainedAlone();
    nothingSecretIsKept();
  }

  /** No option, no environment and no system property of a run is in its folder. */
  private void nothingSecretIsKept() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(results())) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSizeGreaterThan(16);
    for (Path file : files) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain(SECRET, System.getProperty("java.class.path"));
    }
    for (String table : List.of("trials", "epochs")) {
      String sql = "SELECT * FROM " + table;
      Program csv = Program.run("sql", results().toString(), sql, "--format", "csv");
      assertThat(csv.out()).contains("trial_id").doesNotContain(SECRET, scratch.toString());
    }
  }

  @Test
  void whoWaitsStopsAtOnceOrTakesOverFromTheKilled() throws Exception {
    try (RunProcess first = run()) {
      freeze(first); // so that it cannot end meanwhile
      Path written = Files.writeString(results().resolve("trials/.live.tmp"), "");
      Files.setLastModifiedTime(written, FileTime.from(Instant.now().minusSeconds(7200)));
      try (RunProcess second = run();
          RunProcess third = run()) {
        second.await("waiting", () -> isWaiting(second) && saysSo(second));
        third.await("waiting", () -> isWaiting(third) && saysSo(third));
        assertThat(written).as("may be the first's own, and a clock wrong").exists();
        assertThat(second.output())
            .containsPattern("ccrnn: \\d+ trials left to shared on \\S+, process " + first.pid());
        Program status = Program.run("status", results().toString());
        assertThat(status.out())
            .contains("running: shared on ")
            .contains("process " + first.pid() + ", ")
            .containsPattern("waiting: shared on \\S+, process " + second.pid());

        third.signal("TERM"); // as INT, which a test in the background may have to ignore
        assertThat(third.exit()).isEqualTo(128 + 15);
        assertThat(third.output()).contains("ccrnn: stopped; finished trials are kept");
        assertThat(notes()).extracting(Journal.Run::process).doesNotContain(third.pid());

        int left = 8 - trialsThere();
        first.kill();
        assertThat(second.exit()).as(second.output()).isZero();
        assertThat(trained(second)).isEqualTo(left).isPositive();
      }
    }
    everyTrialIsThereAsIfTrainedAlone();
  }

  @Test
  void aFrozenRunOfAnotherMachineIsReplacedAndGoesOnWithoutHarm() throws Exception {
    try (RunProcess frozen = run()) {
      freeze(frozen);
      try (Stream<Path> files = Files.list(results().resolve("runs"))) {
        Path note =
            files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
        String elsewhere =
            Files.readString(note).replaceFirst("\"machine\" : \"\\w+\"", "\"machine\" : \"0\"");
        Files.writeString(note, elsewhere);
      }
      try (RunProcess other = run("--patience", "3")) {
        assertThat(other.exit()).as(other.output()).isZero();
        assertThat(trialsThere()).as(other.output()).isEqualTo(8);
      }
      frozen.signal("CONT");
      assertThat(frozen.exit()).as(frozen.output()).isZero();
    }
    everyTrialIsThereAsIfTrainedAlone();
  }
}
