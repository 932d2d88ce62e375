package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.plan.Retry;
import ccrnn.pipeline.plan.Tree;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.query.QueryResult;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.OldFolders;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A folder that an older build filled, with trials of two families, is as good as one of today. See
 * old-folders/README.md.
 */
@ResourceLock("spark")
class OldFoldersTest {
  /** Spark takes seconds for the others, which are written of these and compared elsewhere. */
  private static final List<String> ASKED_OF_SPARK =
      List.of("trials", "epochs", "measures", "paired_results");

  @TempDir private Path scratch;
  private ResultsFolder folder;

  /** What the older build answered. */
  private record Answer(String view, int rows, String digest, List<String> columns) {}

  @BeforeEach
  void putTogether() throws IOException {
    folder = ResultsFolder.open(OldFolders.together(scratch.resolve("mixed"), OldFolders.NAMES));
  }

  private static Sweep sweep(String name, String... overrides) {
    return SweepReader.read(OldFolders.file(name + ".yaml"), List.of(overrides));
  }

  private Plan plan(Sweep sweep) {
    return Plan.of(sweep, Holdings.of(folder, folder.inventory()), Retry.FAILED_TOO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lines", "digits", "captions", "reaching"})
  void itsTrialsAreDone(String name) {
    Plan plan = plan(sweep(name));
    assertThat(plan.missing()).isEmpty();
    assertThat(plan.done()).isEqualTo(sweep(name).trials().size());
    assertThat(folder.inventory().unreadable()).isEmpty();
  }

  /** Captions, which learn from 20,000 sentences, are left out. */
  @Test
  void itsTrialsHaveTheSameBitsAgain() {
    Verifier verifier = new Verifier(DataLocation.EMBEDDED, Kernel.PLAIN);
    for (String name : List.of("lines", "digits", "reaching")) {
      for (Trial trial : sweep(name).trials()) {
        Verifier.Check check = verifier.check(folder.trial(trial.id()));
        assertThat(check.difference()).as("%s of %s", trial, name).isNull();
        assertThat(check.epochs()).isPositive();
      }
    }
  }

  @Test
  void bothEnginesAnswerAsTheOlderBuild() throws Exception {
    try (QueryEngine duckDb = QueryEngine.duckDb(folder);
        QueryEngine spark = QueryEngine.spark(folder)) {
      requireAnswers(duckDb, answers());
      requireAnswers(
          spark, answers().stream().filter(was -> ASKED_OF_SPARK.contains(was.view())).toList());
    }
  }

  /** Columns of families that came later may stand between the older ones. */
  private static void requireAnswers(QueryEngine engine, List<Answer> answers) throws Exception {
    assertThat(answers).hasSizeGreaterThanOrEqualTo(ASKED_OF_SPARK.size());
    for (Answer was : answers) {
      QueryResult now = engine.run("SELECT * FROM " + was.view());
      assertThat(now.columns()).as(was.view()).containsSubsequence(was.columns());
      assertThat(now.rows()).as(was.view()).hasSize(was.rows());
      assertThat(digest(now, was.columns())).as("rows of %s", was.view()).isEqualTo(was.digest());
    }
    assertThat(engine.unreadable()).isEmpty();
  }

  private static List<Answer> answers() throws IOException {
    return Files.readAllLines(OldFolders.file("answers.txt")).stream()
        .map(line -> List.of(line.split(" ")))
        .map(
            words ->
                new Answer(
                    words.get(0),
                    Integer.parseInt(words.get(1)),
                    words.get(2),
                    words.subList(3, words.size())))
        .toList();
  }

  private static String digest(QueryResult result, List<String> columns) throws Exception {
    int[] places = columns.stream().mapToInt(result.columns()::indexOf).toArray();
    String rows =
        result.rows().stream()
            .map(
                row ->
                    IntStream.of(places)
                        .mapToObj(place -> text(row.get(place)))
                        .collect(Collectors.joining("\t")))
            .map(row -> row + "\n")
            .sorted()
            .collect(Collectors.joining());
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(rows.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Object value) {
    if (value == null) {
      return "-";
    }
    return value instanceof Double number
        ? Long.toHexString(Double.doubleToLongBits(number))
        : value.toString();
  }

  @Test
  void compactionChangesNoAnswer() throws Exception {
    int trials = folder.inventory().complete().size();
    folder.compact(Instant.now(), (done, total) -> {});
    try (Stream<Path> files = Files.list(scratch.resolve("mixed/trials"))) {
      assertThat(files).as("merged files").hasSizeBetween(1, 2);
    }
    assertThat(folder.inventory().complete()).hasSize(trials);
    try (QueryEngine duckDb = QueryEngine.duckDb(folder)) {
      requireAnswers(duckDb, answers());
    }
    for (String name : OldFolders.NAMES) {
      assertThat(plan(sweep(name)).missing()).isEmpty();
    }
  }

  /** Lesions among them, which fork where their intact twins were kept. */
  @ParameterizedTest
  @ValueSource(strings = {"lines", "reaching"})
  void longerTrialsGoOnFromItsSnapshots(String name) {
    Sweep longer = sweep(name, "epochs=5");
    Plan plan = plan(longer);
    assertThat(plan.continued()).isEqualTo(longer.trials().size());
    assertThat(plan.trainedEpochs()).isEqualTo(2L * longer.trials().size());
    assertThat(plan.paces().trials()).isPositive();
    requireFromScratch(plan);
  }

  @Test
  void laterLesionsGoOnFromTheSnapshotsOfTheirIntactTwins() throws IOException {
    String text =
        Files.readString(OldFolders.file("lines.yaml"))
            .replace("{epochs: 3", "{epochs: 6")
            .replace("lesion-epoch: 3", "lesion-epoch: 5");
    Plan plan = plan(SweepReader.parse(text, "later.yaml", List.of()));
    assertThat(plan.continued()).isEqualTo(6);
    assertThat(plan.trainedEpochs()).as("of each seed").isEqualTo(2 * (3 + 3 + 2));
    requireFromScratch(plan);
  }

  private void requireFromScratch(Plan plan) {
    List<String> warnings = new ArrayList<>();
    SnapshotFiles kept =
        new SnapshotFiles(folder, new Snapshotting(true, Optional.empty()), warnings::add);
    TrialRunner runner =
        new TrialRunner(
            "longer",
            new Training.Means(
                DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {}, Optional.of(kept)));
    Map<String, TrialRunner.Finished> found = new HashMap<>();
    for (Tree tree : plan.trees()) {
      runner.run(tree, finished -> found.put(finished.trial().trial().id(), finished));
    }
    assertThat(warnings).isEmpty();
    assertThat(found).hasSize(plan.missing().size());
    TrialRunner alone =
        new TrialRunner("alone", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {});
    for (Trial trial : plan.missing()) {
      TrialRunner.Finished end = found.get(trial.id());
      TrialRunner.Finished anew = alone.run(trial);
      assertThat(end.trial().origin().trial()).as("went on").isPresent();
      assertThat(end.epochs().stream().map(EpochRow::timeless))
          .isEqualTo(anew.epochs().stream().map(EpochRow::timeless).toList());
      assertThat(end.measures()).isEqualTo(anew.measures());
      assertThat(end.trial().outcome()).isEqualTo(anew.trial().outcome());
    }
  }
}
