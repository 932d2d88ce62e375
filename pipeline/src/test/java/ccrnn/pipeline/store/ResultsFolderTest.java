package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every results folder does, on a local path and through the Hadoop file system. */
class ResultsFolderTest {
  @TempDir private Path scratch;

  /** How a folder is reached. */
  enum Reach {
    PATH,
    HADOOP;

    String location(Path folder) {
      return this == PATH ? folder.toString() : "file://" + folder;
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesBackWhatWasCommitted(Reach reach) {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch.resolve("a b")));
    TrialRow row = Rows.complete("ccrnn", 4);

    folder.commit(row, Rows.epochs(4, 3), List.of());

    StoredTrial stored = ResultsFolder.open(folder.location()).trial(row.trial().id());
    assertThat(stored.id()).isEqualTo(row.trial().id());
    assertThat(stored.epochs()).isEqualTo(Rows.epochs(4, 3));
    assertThat(stored.trial()).isEqualTo(row.trial());
    assertThat(stored.columns())
        .containsEntry("status", "complete")
        .containsEntry("sweep", "quick")
        .containsEntry("network", "ccrnn")
        .containsEntry("seed", 4L)
        .containsEntry("epochs", 3L)
        .containsEntry("learning_rate", 0.001)
        .containsEntry("lesion_epoch", null)
        .containsEntry("epochs_trained", 3)
        .containsEntry("first_train_loss", 4.0)
        .containsEntry("first_validation_loss", 4.25)
        .containsEntry("last_train_loss", 4.0 / 3)
        .containsEntry("last_validation_loss", 4.25 / 3)
        .containsEntry("best_validation_loss", 4.25 / 3)
        .containsEntry("best_epoch", 3)
        .containsEntry("stopped_early", null)
        .containsEntry("test_loss", 0.125)
        .containsEntry("test_dysmetria", 1.5)
        .containsEntry("test_accuracy", null)
        .containsEntry("measures_recorded", 0)
        .containsEntry("failed_epoch", null)
        .containsEntry("message", null)
        .containsEntry("result_version", 1)
        .containsEntry("settings_hash", row.trial().id())
        .containsEntry("settings_text", row.trial().canonicalText())
        .containsEntry("host", "here")
        .containsEntry("started", Rows.STARTED)
        .containsEntry("seconds", 2.5);
    assertThat(stored.columns().keySet())
        .containsExactlyElementsOf(Tables.TRIALS.columns().stream().map(Column::name).toList());
  }

  @Test
  void metricsAreColumnsInTheirOrder() {
    assertThat(Tables.EPOCHS.columns())
        .extracting(Column::name)
        .containsExactly(
            "trial_id",
            "epoch",
            "train_loss",
            "train_loss_mean",
            "validation_loss",
            "validation_accuracy",
            "certainty",
            "uncertainty",
            "bits_per_word",
            "dysmetria",
            "line_residual",
            "path_distance",
            "second_difference",
            "smoothed_deviation",
            "gradient_norm",
            "learning_rate",
            "seconds");
    assertThat(Tables.TRIALS.columns())
        .extracting(Column::name)
        .containsSubsequence(
            "test_loss",
            "test_dysmetria",
            "test_accuracy",
            "test_certainty",
            "test_path_distance",
            "test_second_difference",
            "test_smoothed_deviation",
            "test_line_residual",
            "test_caption_bleu",
            "test_caption_f");
  }

  @Test
  void everyMetricComesBack() {
    Measured<Metric> values = Measured.nothing(Metric.class);
    Measured<TestMetric> test = Measured.nothing(TestMetric.class);
    double next = 0.1;
    for (Metric metric : Metric.values()) {
      values = values.with(metric, next++);
    }
    for (TestMetric metric : TestMetric.values()) {
      test = test.with(metric, next++);
    }
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    Trial trial = Rows.trial("crnn", 1);
    EpochRow epoch = new EpochRow(1, values, 0.5);

    folder.commit(Rows.row(trial, new Outcome.Complete(test)), List.of(epoch), List.of());

    StoredTrial stored = folder.trial(trial.id());
    assertThat(stored.epochs()).containsExactly(epoch);
    for (TestMetric metric : TestMetric.values()) {
      assertThat(stored.columns()).containsEntry(metric.column(), test.value(metric).getAsDouble());
    }
  }

  @Test
  void saysWhichEpochWasBestAndWhetherTrainingStoppedEarly() {
    Trial trial =
        Trial.of(Map.of(CommonRows.SEED, 5L, CommonRows.EPOCHS, 9L, CommonRows.EARLY_STOPPING, 2L));
    List<EpochRow> epochs = new ArrayList<>();
    for (double loss : new double[] {3, Double.NaN, 1, 2, 1}) {
      epochs.add(
          new EpochRow(
              epochs.size() + 1,
              Measured.nothing(Metric.class).with(Metric.VALIDATION_LOSS, loss),
              0));
    }
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    Outcome complete = new Outcome.Complete(Measured.nothing(TestMetric.class));

    folder.commit(Rows.row(trial, complete), epochs, List.of());
    assertThat(folder.trial(trial.id()).columns())
        .containsEntry("best_validation_loss", 1.0)
        .containsEntry("best_epoch", 3)
        .containsEntry("stopped_early", true);

    for (int epoch = 6; epoch <= 9; epoch++) {
      epochs.add(new EpochRow(epoch, Measured.nothing(Metric.class), 0));
    }
    folder.commit(Rows.row(trial, complete), epochs, List.of());
    assertThat(folder.trial(trial.id()).columns()).containsEntry("stopped_early", false);
    folder.commit(Rows.row(trial, new Outcome.Diverged(6, "no")), epochs.subList(0, 5), List.of());
    assertThat(folder.trial(trial.id()).columns()).containsEntry("stopped_early", null);
  }

  @ParameterizedTest
  @EnumSource
  void givesBackMeasures(Reach reach) throws IOException {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), Rows.measures(1, 3));
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 3), List.of());

    StoredTrial stored = folder.trial(Rows.trial("crnn", 1).id());
    assertThat(stored.measures()).isEqualTo(Rows.measures(1, 3)).hasSize(8);
    assertThat(stored.columns()).containsEntry("measures_recorded", 8);
    assertThat(folder.trial(Rows.trial("crnn", 2).id()).measures()).isEmpty();
    String file = Rows.trial("crnn", 1).id() + ".parquet";
    assertThat(allFiles())
        .hasSize(5)
        .contains("epochs/" + file, "measures/" + file, "trials/" + file);
    List<byte[]> first = bytes();
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), Rows.measures(1, 3));
    assertThat(bytes()).containsExactlyElementsOf(first);
  }

  @ParameterizedTest
  @EnumSource
  void anAttemptWithoutMeasuresTakesAwayThoseOfAnEarlierOne(Reach reach) {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.failed("crnn", 2), List.of(), Rows.measures(2, 1));
    assertThat(folder.trial(Rows.trial("crnn", 2).id()).measures()).hasSize(4);

    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 3), List.of());

    assertThat(folder.trial(Rows.trial("crnn", 2).id()).measures()).isEmpty();
    assertThat(folder.inventory().measureFiles().files()).isEmpty();
    assertThat(folder.inventory().complete()).hasSize(1);
  }

  @Test
  void refusesMeasuresOutOfOrder() {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    List<MeasureRow> twice = new ArrayList<>(Rows.measures(1, 2));
    twice.addAll(Rows.measures(1, 0));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 2), twice))
        .withMessage("measures are not in order: epoch 0 follows 2");
    assertThat(folder.inventory().trials()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void keepsNanApartFromNull(Reach reach) {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 2), List.of());

    List<EpochRow> epochs = folder.trial(Rows.trial("crnn", 1).id()).epochs();

    assertThat(epochs.get(1).value(Metric.DYSMETRIA)).hasValue(Double.NaN);
    assertThat(epochs.get(1).value(Metric.VALIDATION_ACCURACY)).isEmpty();
    assertThat(epochs.get(0).value(Metric.GRADIENT_NORM)).isEmpty();
    assertThat(epochs.get(0).value(Metric.DYSMETRIA)).hasValue(0.125);
  }

  @ParameterizedTest
  @EnumSource
  void leavesTwoFilesPerTrialAndNothingElse(Reach reach) throws IOException {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 2), List.of());

    String file = Rows.trial("crnn", 1).id() + ".parquet";
    assertThat(allFiles()).containsExactly("epochs/" + file, "trials/" + file);
  }

  @ParameterizedTest
  @EnumSource
  void secondAttemptWritesTheSameBytes(Reach reach) throws IOException {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), List.of());
    List<byte[]> first = bytes();

    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), List.of());

    assertThat(bytes()).hasSize(2).containsExactlyElementsOf(first);
    assertThat(folder.inventory().complete()).containsExactly(Rows.trial("crnn", 1).id());
  }

  @Test
  void bothReachesWriteTheSameBytes() throws IOException {
    ResultsFolder.create(scratch.toString())
        .commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), List.of());
    List<byte[]> byPath = bytes();

    ResultsFolder.create("file://" + scratch)
        .commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), List.of());

    assertThat(bytes()).containsExactlyElementsOf(byPath);
  }

  @Test
  void attemptsAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> attempts =
          Collections.nCopies(
              40,
              () -> {
                folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), List.of());
                assertThat(folder.trial(Rows.trial("crnn", 1).id()).epochs()).hasSize(3);
                return null;
              });
      for (Future<Void> attempt : threads.invokeAll(attempts)) {
        attempt.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(allFiles()).hasSize(2);
    assertThat(folder.inventory().unreadable()).isEmpty();
  }

  @Test
  void failuresAreRowsToo() {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    folder.commit(Rows.diverged("crnn", 1), Rows.epochs(1, 2), List.of());
    folder.commit(Rows.failed("crnn", 2), List.of(), List.of());

    assertThat(folder.trial(Rows.trial("crnn", 1).id()).columns())
        .containsEntry("status", "diverged")
        .containsEntry("failed_epoch", 2)
        .containsEntry("message", "the loss is not finite")
        .containsEntry("stack", null)
        .containsEntry("test_loss", null)
        .containsEntry("epochs_trained", 2);
    StoredTrial failed = folder.trial(Rows.trial("crnn", 2).id());
    assertThat(failed.epochs()).isEmpty();
    assertThat(failed.columns())
        .containsEntry("status", "failed")
        .containsEntry("failed_epoch", null)
        .containsEntry("message", "no memory")
        .containsEntry("stack", "java.lang.OutOfMemoryError\n\tat x")
        .containsEntry("epochs_trained", 0)
        .containsEntry("first_train_loss", null);
    assertThat(folder.inventory().complete()).isEmpty();
    assertThat(folder.inventory().failed())
        .containsExactlyInAnyOrder(Rows.trial("crnn", 1).id(), Rows.trial("crnn", 2).id());
  }

  @Test
  void aLaterSuccessReplacesAFailure() {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    folder.commit(Rows.failed("crnn", 2), List.of(), List.of());
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 3), List.of());

    assertThat(folder.inventory().trials())
        .containsExactlyEntriesOf(Map.of(Rows.trial("crnn", 2).id(), TrialStatus.COMPLETE));
  }

  @Test
  void refusesEpochsOutOfOrder() {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    List<EpochRow> twice = new ArrayList<>(Rows.epochs(1, 2));
    twice.addAll(Rows.epochs(1, 1));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> folder.commit(Rows.complete("crnn", 1), twice, List.of()))
        .withMessage("epochs are not in order: 1 follows 2");
    assertThat(folder.inventory().trials()).isEmpty();
  }

  @Test
  void aCommitThatCannotBeWrittenIsNotDone() throws IOException {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    Files.delete(scratch.resolve("trials"));
    Files.createFile(scratch.resolve("trials"));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 1), List.of()))
        .withMessageStartingWith("cannot commit trials/" + Rows.trial("crnn", 1).id());
    assertThat(folder.inventory().trials()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void readersPassOverWhatAKilledAttemptLeft(Reach reach) throws IOException {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 2), Rows.measures(1, 2));
    Path left = scratch.resolve("trials/.0a.parquet.11-22.tmp");
    Path measures = Files.writeString(scratch.resolve("measures/.0a.parquet.33.tmp"), "PAR1");
    Files.writeString(left, "PAR1 half a fi");

    Inventory inventory = folder.inventory();

    assertThat(inventory.complete()).hasSize(1);
    assertThat(inventory.unreadable()).isEmpty();
    assertThat(folder.removeLeftovers(Instant.now())).isZero();
    assertThat(left).exists();
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(3700)));
    Files.setLastModifiedTime(measures, FileTime.from(Instant.now().minusSeconds(3700)));
    assertThat(folder.removeLeftovers(Instant.now())).isEqualTo(2);
    assertThat(left).doesNotExist();
    assertThat(measures).doesNotExist();
    assertThat(folder.inventory().complete()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aTrialKilledBetweenItsFilesIsNotDone(Reach reach) throws IOException {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 2), List.of());
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 2), Rows.measures(2, 2));
    Files.delete(scratch.resolve("trials/" + Rows.trial("crnn", 2).id() + ".parquet"));

    Inventory inventory = folder.inventory();

    assertThat(inventory.trials().keySet()).containsExactly(Rows.trial("crnn", 1).id());
    assertThat(inventory.unreadable()).isEmpty();
    assertThat(inventory.epochFiles().files()).hasSize(1);
    assertThat(inventory.epochFiles().leftOut()).isEqualTo(1);
    assertThat(inventory.measureFiles().files()).isEmpty();
    assertThat(inventory.measureFiles().leftOut()).isEqualTo(1);
  }

  @Test
  void findsATrialByThePrefixOfItsId() {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    Rows.fill(folder);
    String id = Rows.trial("ccrnn", 2).id();

    assertThat(folder.trial(id.substring(0, 12)).settings()).containsEntry(CommonRows.SEED, 2L);
  }

  @Test
  void saysWhatIsWrongWithAPrefix() {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    String where = folder.location();
    assertUserError(
        () -> folder.trial("0000"), "no trial 0000 in " + where + ", which holds 0 trials");
    Rows.fill(folder);
    assertUserError(
        () -> folder.trial("abc"),
        "'abc' is no trial id: give 4 to 64 of its first digits (0-9, a-f)");
    assertUserError(
        () -> folder.trial("XYZW"),
        "'XYZW' is no trial id: give 4 to 64 of its first digits (0-9, a-f)");
    String absent = Rows.trial("crnn", 1_000).id();
    assertThatThrownBy(() -> folder.trial(absent))
        .isInstanceOf(UserError.class)
        .hasMessageMatching(
            Pattern.quote("no trial " + absent + " in " + where + ", which holds 7 trials")
                + "; nearest: [0-9a-f]{12}");
    String there = folder.inventory().complete().iterator().next();
    char other = there.charAt(5) == '0' ? '1' : '0';
    assertThatThrownBy(() -> folder.trial(there.substring(0, 5) + other + there.substring(6)))
        .hasMessageEndingWith("; nearest: " + there.substring(0, 12));
  }

  @Test
  void asksForMoreDigitsWhenAPrefixFitsSeveral() throws IOException {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    for (String id : Set.of("abcd1111", "abcd2222")) {
      Files.createFile(scratch.resolve("trials/" + id + "0".repeat(56) + ".parquet"));
    }

    assertUserError(
        () -> folder.trial("abcd"),
        "2 trials in "
            + scratch
            + " begin with abcd, such as abcd1111, abcd2222: give more digits");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatIsWrongWithTheFolder(Reach reach) throws IOException {
    String absent = reach.location(scratch.resolve("absent"));
    assertUserError(
        () -> ResultsFolder.open(absent),
        "results folder " + absent + " does not exist; `ccrnn run` makes one");

    String plain = reach.location(Files.createDirectory(scratch.resolve("plain")));
    assertUserError(
        () -> ResultsFolder.open(plain),
        plain + " is no results folder: it has neither trials/ nor epochs/");

    String file = reach.location(Files.createFile(scratch.resolve("file")));
    assertUserError(
        () -> ResultsFolder.open(file), file + " is a file; a results folder is a folder");
    assertUserError(
        () -> ResultsFolder.create(file), file + " is a file; a results folder is a folder");

    String below = reach.location(scratch.resolve("file/below"));
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ResultsFolder.create(below))
        .withMessageStartingWith("results folder " + below + " cannot be written to: ");
  }

  @Test
  void saysWhatIsWrongWithTheName() {
    assertUserError(() -> ResultsFolder.open(" "), "the results folder has no name: give a path");
    assertUserError(
        () -> ResultsFolder.open("gopher://host/x"),
        "no file system for gopher: in gopher://host/x; put its jar on the class path, or give a"
            + " local path");
    assertUserError(() -> ResultsFolder.open("a\0b"), "a\0b is no valid path of a results folder");
  }

  @Test
  void everySettingHasAColumn() {
    for (Setting setting : Setting.all()) {
      Column column = Tables.TRIALS.column(setting.column());
      assertThat(column.optional()).isTrue();
      assertThat(column.type())
          .isEqualTo(
              switch (setting.kind()) {
                case CHOICE, WORDS, TEXT -> ColumnType.TEXT;
                case INTEGER -> ColumnType.LONG;
                case NUMBER -> ColumnType.DOUBLE;
              });
    }
  }

  @Test
  void provenanceKnowsThisMachine() {
    Provenance here = Provenance.here("1.2", "abc", "vector");

    assertThat(here.jvm()).contains(Runtime.version().toString());
    assertThat(here.os()).startsWith(System.getProperty("os.name"));
    assertThat(here.cpu()).isNotBlank();
    assertThat(here.host()).isNotBlank();
    assertThat(here.kernel()).isEqualTo("vector");
  }

  private static void assertUserError(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatExceptionOfType(UserError.class).isThrownBy(call).withMessage(message);
  }

  private List<String> allFiles() throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> scratch.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private List<byte[]> bytes() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (String file : allFiles()) {
      all.add(Files.readAllBytes(scratch.resolve(file)));
    }
    return all;
  }
}
