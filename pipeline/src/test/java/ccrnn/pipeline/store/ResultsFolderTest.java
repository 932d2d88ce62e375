package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ccrnn.pipeline.UserError;
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

    folder.commit(row, Rows.epochs(4, 3));

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
        .containsEntry("test_loss", 0.125)
        .containsEntry("failed_epoch", null)
        .containsEntry("message", null)
        .containsEntry("result_version", Trial.RESULT_VERSION)
        .containsEntry("settings_hash", row.trial().id())
        .containsEntry("settings_text", row.trial().canonicalText())
        .containsEntry("host", "here")
        .containsEntry("started", Rows.STARTED)
        .containsEntry("seconds", 2.5);
    assertThat(stored.columns().keySet())
        .containsExactlyElementsOf(Tables.TRIALS.columns().stream().map(Column::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void keepsNanApartFromNull(Reach reach) {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 2));

    List<EpochRow> epochs = folder.trial(Rows.trial("crnn", 1).id()).epochs();

    assertThat(epochs.get(1).dysmetria()).hasValue(Double.NaN);
    assertThat(epochs.get(1).validationAccuracy()).isEmpty();
    assertThat(epochs.get(0).gradientNorm()).isEmpty();
    assertThat(epochs.get(0).dysmetria()).hasValue(0.125);
  }

  @ParameterizedTest
  @EnumSource
  void leavesTwoFilesPerTrialAndNothingElse(Reach reach) throws IOException {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 2));

    String file = Rows.trial("crnn", 1).id() + ".parquet";
    assertThat(allFiles()).containsExactly("epochs/" + file, "trials/" + file);
  }

  @ParameterizedTest
  @EnumSource
  void secondAttemptWritesTheSameBytes(Reach reach) throws IOException {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3));
    List<byte[]> first = bytes();

    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3));

    assertThat(bytes()).hasSize(2).containsExactlyElementsOf(first);
    assertThat(folder.inventory().complete()).containsExactly(Rows.trial("crnn", 1).id());
  }

  @Test
  void bothReachesWriteTheSameBytes() throws IOException {
    ResultsFolder.create(scratch.toString()).commit(Rows.complete("crnn", 1), Rows.epochs(1, 3));
    List<byte[]> byPath = bytes();

    ResultsFolder.create("file://" + scratch).commit(Rows.complete("crnn", 1), Rows.epochs(1, 3));

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
                folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3));
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
    folder.commit(Rows.diverged("crnn", 1), Rows.epochs(1, 2));
    folder.commit(Rows.failed("crnn", 2), List.of());

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
    folder.commit(Rows.failed("crnn", 2), List.of());
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 3));

    assertThat(folder.inventory().trials())
        .containsExactlyEntriesOf(Map.of(Rows.trial("crnn", 2).id(), TrialStatus.COMPLETE));
  }

  @Test
  void refusesEpochsOutOfOrder() {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    List<EpochRow> twice = new ArrayList<>(Rows.epochs(1, 2));
    twice.addAll(Rows.epochs(1, 1));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> folder.commit(Rows.complete("crnn", 1), twice))
        .withMessage("epochs are not in order: 1 follows 2");
    assertThat(folder.inventory().trials()).isEmpty();
  }

  @Test
  void aCommitThatCannotBeWrittenIsNotDone() throws IOException {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    Files.delete(scratch.resolve("trials"));
    Files.createFile(scratch.resolve("trials"));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 1)))
        .withMessageStartingWith("cannot commit trials/" + Rows.trial("crnn", 1).id());
    assertThat(folder.inventory().trials()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void readersPassOverWhatAKilledAttemptLeft(Reach reach) throws IOException {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 2));
    Path left = scratch.resolve("trials/.0a.parquet.11-22.tmp");
    Files.writeString(left, "PAR1 half a fi");

    Inventory inventory = folder.inventory();

    assertThat(inventory.complete()).hasSize(1);
    assertThat(inventory.unreadable()).isEmpty();
    assertThat(folder.removeLeftovers(Instant.now())).isZero();
    assertThat(left).exists();
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(3700)));
    assertThat(folder.removeLeftovers(Instant.now())).isEqualTo(1);
    assertThat(left).doesNotExist();
    assertThat(folder.inventory().complete()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aTrialKilledBetweenItsTwoFilesIsNotDone(Reach reach) throws IOException {
    ResultsFolder folder = ResultsFolder.create(reach.location(scratch));
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 2));
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 2));
    Files.delete(scratch.resolve("trials/" + Rows.trial("crnn", 2).id() + ".parquet"));

    Inventory inventory = folder.inventory();

    assertThat(inventory.trials().keySet()).containsExactly(Rows.trial("crnn", 1).id());
    assertThat(inventory.unreadable()).isEmpty();
    assertThat(inventory.epochFiles().files()).hasSize(1);
    assertThat(inventory.epochFiles().leftOut()).isEqualTo(1);
  }

  @Test
  void findsATrialByThePrefixOfItsId() {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    Rows.fill(folder);
    String id = Rows.trial("ccrnn", 2).id();

    assertThat(folder.trial(id.substring(0, 12)).settings()).containsEntry(Setting.SEED, 2L);
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
    assertUserError(
        () -> folder.trial(absent),
        "no trial " + absent + " in " + where + ", which holds 7 trials");
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
    for (Setting setting : Setting.values()) {
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
