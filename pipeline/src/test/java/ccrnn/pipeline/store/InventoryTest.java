package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.store.Tables.FinishedEpoch;
import ccrnn.pipeline.store.Tables.FinishedMeasure;
import ccrnn.pipeline.store.Tables.FinishedTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are not what they should be are named, and hide no others. */
class InventoryTest {
  @TempDir private Path scratch;
  private ResultsFolder folder;

  @BeforeEach
  void commitOneTrial() {
    folder = ResultsFolder.create(scratch.toString());
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), List.of());
  }

  @Test
  void emptyFolderHoldsNothing(@TempDir Path empty) {
    Inventory inventory = ResultsFolder.create(empty.toString()).inventory();

    assertThat(inventory.trials()).isEmpty();
    assertThat(inventory.unreadable()).isEmpty();
    assertThat(inventory.trialFiles().files()).isEmpty();
  }

  @Test
  void emptyFileIsNamed() throws IOException {
    Files.createFile(scratch.resolve("trials/x.parquet"));
    assertOnlyProblem("trials/x.parquet: empty file");
  }

  @Test
  void fileOfAnotherKindIsNamed() throws IOException {
    Files.writeString(scratch.resolve("trials/x.parquet"), "trial_id,status\n1,complete\n");
    assertOnlyProblem("trials/x.parquet: foreign: not a Parquet file");
  }

  @ParameterizedTest
  @CsvSource({"4", "11", "12", "40", "1000"})
  void truncatedFileIsNamed(int length) throws IOException {
    Files.write(scratch.resolve("trials/x.parquet"), Arrays.copyOf(wholeFile(), length));
    assertOnlyProblem("trials/x.parquet: truncated: the Parquet footer is missing");
  }

  @Test
  void fileWithoutItsLastByteIsNamed() throws IOException {
    byte[] whole = wholeFile();
    Files.write(scratch.resolve("trials/x.parquet"), Arrays.copyOf(whole, whole.length - 1));
    assertOnlyProblem("trials/x.parquet: truncated: the Parquet footer is missing");
  }

  @Test
  void damagedFooterIsNamed() throws IOException {
    byte[] bytes = wholeFile();
    Arrays.fill(bytes, bytes.length - 600, bytes.length - 8, (byte) 0x7f);
    Files.write(scratch.resolve("trials/x.parquet"), bytes);
    assertOnlyProblem("trials/x.parquet: damaged: its Parquet footer cannot be read");
  }

  @Test
  void damagedLengthOfTheFooterIsNamed() throws IOException {
    byte[] bytes = wholeFile();
    bytes[bytes.length - 5] = 0x7f;
    Files.write(scratch.resolve("trials/x.parquet"), bytes);
    assertOnlyProblem("trials/x.parquet: damaged: its Parquet footer has no valid length");
  }

  @Test
  void damagedPageIsNamed() throws IOException {
    FinishedTrial row = new FinishedTrial(Rows.complete("crnn", 7), Rows.epochs(7, 1), 0);
    Path file = scratch.resolve("trials/merged.parquet");
    write(Tables.TRIAL_TABLE, List.of(row), file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[40] ^= 1; // inside the first page
    Files.write(file, bytes);
    assertOnlyProblem("trials/merged.parquet: damaged: its checksum does not match");
  }

  @Test
  void parquetOfOthersIsNamed() throws IOException {
    Table<String> theirs =
        Table.<String>named("theirs", 1).required("a", ColumnType.TEXT, s -> s).build();
    Path file = scratch.resolve("trials/x.parquet");
    write(theirs, List.of("b"), file);
    assertOnlyProblem("trials/x.parquet: misplaced: it holds rows of theirs, not of trials");
  }

  @Test
  void tableInTheWrongFolderIsNamed() throws IOException {
    String name = Rows.trial("crnn", 1).id() + ".parquet";
    Files.copy(scratch.resolve("trials").resolve(name), scratch.resolve("epochs/x.parquet"));
    assertOnlyProblem("epochs/x.parquet: misplaced: it holds rows of trials, not of epochs");
  }

  @Test
  void copyUnderTheIdOfAnotherTrialIsNamed() throws IOException {
    Path other = scratch.resolve("trials/" + "0".repeat(64) + ".parquet");
    Files.write(other, wholeFile());
    assertOnlyProblem(
        "trials/" + "0".repeat(64) + ".parquet: misnamed: it does not hold the trial of its name");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 'too new: format version 2, this program reads 1'",
    "0, 'too old: format version 0, this program reads 1'"
  })
  void otherVersionIsNamed(int version, String reason) throws IOException {
    Table<String> other =
        Table.<String>named("trials", version)
            .required("trial_id", ColumnType.TEXT, s -> s)
            .build();
    write(other, List.of("x"), scratch.resolve("trials/x.parquet"));
    assertOnlyProblem("trials/x.parquet: " + reason);
  }

  @Test
  void missingAndChangedColumnsAreNamed() throws IOException {
    Table<String> missing =
        Table.<String>named("epochs", 1).required("trial_id", ColumnType.TEXT, s -> s).build();
    write(missing, List.of("x"), scratch.resolve("epochs/x.parquet"));
    assertOnlyProblem("epochs/x.parquet: damaged: the column epoch is missing");

    Table<String> changed =
        Table.<String>named("epochs", 1)
            .required("trial_id", ColumnType.TEXT, s -> s)
            .required("epoch", ColumnType.TEXT, s -> s)
            .build();
    write(changed, List.of("x"), scratch.resolve("epochs/x.parquet"));
    assertOnlyProblem(
        "epochs/x.parquet: damaged: the column epoch is of another type: required binary epoch"
            + " (STRING)");
  }

  @Test
  void folderNamedLikeAFileIsPassedOver() throws IOException {
    Files.createDirectory(scratch.resolve("trials/x.parquet"));
    Files.createFile(scratch.resolve("trials/_SUCCESS"));
    Files.writeString(scratch.resolve("trials/notes.txt"), "mine");

    assertThat(folder.inventory().unreadable()).isEmpty();
  }

  @Test
  void foldersMayBeLinks(@TempDir Path elsewhere) throws IOException {
    Files.createSymbolicLink(elsewhere.resolve("trials"), scratch.resolve("trials"));
    Files.createSymbolicLink(elsewhere.resolve("epochs"), scratch.resolve("epochs"));

    assertThat(ResultsFolder.open(elsewhere.toString()).inventory().complete()).hasSize(1);
  }

  @Test
  void trialWithoutEpochsIsNotComplete() throws IOException {
    String id = Rows.trial("crnn", 1).id();
    Files.delete(scratch.resolve("epochs/" + id + ".parquet"));

    Inventory inventory = folder.inventory();

    assertThat(inventory.trials()).isEmpty();
    assertThat(inventory.unreadable())
        .containsExactly(
            new UnreadableFile("trials/" + id + ".parquet", "no readable epochs of trial " + id));
  }

  @Test
  void trialWithDamagedEpochsIsNotComplete() throws IOException {
    String id = Rows.trial("crnn", 1).id();
    Files.writeString(scratch.resolve("epochs/" + id + ".parquet"), "PAR1");

    Inventory inventory = folder.inventory();

    assertThat(inventory.trials()).isEmpty();
    assertThat(inventory.unreadable())
        .extracting(UnreadableFile::toString)
        .containsExactly(
            "epochs/" + id + ".parquet: truncated: the Parquet footer is missing",
            "trials/" + id + ".parquet: no readable epochs of trial " + id);
  }

  @Test
  void trialWithoutItsMeasuresIsNotComplete() throws IOException {
    String id = Rows.trial("ccrnn", 2).id();
    folder.commit(Rows.complete("ccrnn", 2), Rows.epochs(2, 3), Rows.measures(2, 3));
    assertThat(folder.inventory().complete()).hasSize(2);
    Path file = scratch.resolve("measures/" + id + ".parquet");
    byte[] whole = Files.readAllBytes(file);

    Files.delete(file);
    assertOnlyProblem("trials/" + id + ".parquet: no readable measures of trial " + id, 2);

    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThat(folder.inventory().complete()).containsExactly(Rows.trial("crnn", 1).id());
    assertThat(folder.inventory().unreadable())
        .extracting(UnreadableFile::toString)
        .containsExactly(
            "measures/" + id + ".parquet: truncated: the Parquet footer is missing",
            "trials/" + id + ".parquet: no readable measures of trial " + id);

    Files.write(file, whole);
    assertThat(folder.inventory().complete()).hasSize(2);
    assertThat(folder.inventory().measureFiles().files()).hasSize(1);
  }

  @Test
  void failedTrialCountsWithoutItsMeasures() throws IOException {
    String id = Rows.trial("crnn", 2).id();
    folder.commit(Rows.diverged("crnn", 2), Rows.epochs(2, 1), Rows.measures(2, 1));
    Files.delete(scratch.resolve("measures/" + id + ".parquet"));

    assertThat(folder.inventory().failed()).containsExactly(id);
    assertThat(folder.inventory().unreadable()).isEmpty();
  }

  @Test
  void readsMeasuresOfManyTrials() throws IOException {
    List<FinishedTrial> trials = new ArrayList<>();
    List<FinishedEpoch> epochs = new ArrayList<>();
    List<FinishedMeasure> measures = new ArrayList<>();
    for (long seed = 10; seed < 13; seed++) {
      List<MeasureRow> rows = Rows.measures(seed, 3);
      trials.add(
          new FinishedTrial(Rows.complete("ccrnn", seed), Rows.epochs(seed, 3), rows.size()));
      String id = Rows.trial("ccrnn", seed).id();
      Rows.epochs(seed, 3).forEach(row -> epochs.add(new FinishedEpoch(id, row)));
      if (seed < 12) {
        rows.forEach(row -> measures.add(new FinishedMeasure(id, row)));
      }
    }
    Files.createDirectory(scratch.resolve("measures"));
    write(Tables.TRIAL_TABLE, trials, scratch.resolve("trials/part-0.parquet"));
    write(Tables.EPOCH_TABLE, epochs, scratch.resolve("epochs/part-0.parquet"));
    write(Tables.MEASURE_TABLE, measures, scratch.resolve("measures/part-0.parquet"));

    Inventory inventory = folder.inventory();

    assertThat(inventory.complete())
        .containsExactlyInAnyOrder(
            Rows.trial("crnn", 1).id(), Rows.trial("ccrnn", 10).id(), Rows.trial("ccrnn", 11).id());
    assertThat(inventory.unreadable())
        .extracting(UnreadableFile::toString)
        .containsExactly(
            "trials/part-0.parquet: no readable measures of trial " + Rows.trial("ccrnn", 12).id());
    assertThat(folder.trial(Rows.trial("ccrnn", 11).id()).measures())
        .isEqualTo(Rows.measures(11, 3));
  }

  @Test
  void readsFilesOfManyTrials() throws IOException {
    List<FinishedTrial> trials = new ArrayList<>();
    List<FinishedEpoch> epochs = new ArrayList<>();
    for (long seed = 10; seed < 60; seed++) {
      trials.add(new FinishedTrial(Rows.complete("ccrnn", seed), Rows.epochs(seed, 3), 0));
      String id = Rows.trial("ccrnn", seed).id();
      Rows.epochs(seed, 3).forEach(row -> epochs.add(new FinishedEpoch(id, row)));
    }
    trials.add(new FinishedTrial(Rows.diverged("ccrnn", 60), List.of(), 0));
    write(Tables.TRIAL_TABLE, trials, scratch.resolve("trials/part-0.parquet"));
    write(Tables.EPOCH_TABLE, epochs, scratch.resolve("epochs/part-0.parquet"));

    Inventory inventory = folder.inventory();

    assertThat(inventory.unreadable()).isEmpty();
    assertThat(inventory.complete()).hasSize(51).contains(Rows.trial("ccrnn", 33).id());
    assertThat(inventory.failed()).containsExactly(Rows.trial("ccrnn", 60).id());
    assertThat(folder.trial(Rows.trial("ccrnn", 33).id()).epochs()).isEqualTo(Rows.epochs(33, 3));
  }

  @Test
  void readsAnOlderFileThatLacksAnOptionalColumn() throws IOException {
    Table<FinishedEpoch> older =
        Table.<FinishedEpoch>named("epochs", 1)
            .required("trial_id", ColumnType.TEXT, FinishedEpoch::trialId)
            .required("epoch", ColumnType.INT, e -> e.row().epoch())
            .required("seconds", ColumnType.DOUBLE, e -> e.row().seconds())
            .build();
    String id = Rows.trial("crnn", 1).id();
    TableWriter.write(
        older,
        List.of(new FinishedEpoch(id, Rows.epochs(1, 1).get(0))),
        Map.of(TableNames.TRIAL_KEY, id),
        new LocalOutputFile(scratch.resolve("epochs/" + id + ".parquet")));

    assertThat(folder.inventory().complete()).containsExactly(id);
    assertThat(folder.trial(id).epochs().get(0).value(Metric.TRAIN_LOSS)).isEmpty();
  }

  @Test
  void takesStockOfThousandsOfFiles() {
    for (long seed = 2; seed <= 2_000; seed++) {
      folder.commit(Rows.complete("crnn", seed), Rows.epochs(seed, 1), List.of());
    }

    Inventory inventory = folder.inventory();

    assertThat(inventory.complete()).hasSize(2_000);
    assertThat(inventory.unreadable()).isEmpty();
    assertThat(inventory.trialFiles().files()).hasSize(2_000).isSorted();
    assertThat(inventory.epochFiles().leftOut()).isZero();
  }

  private void assertOnlyProblem(String problem) {
    assertOnlyProblem(problem, 1);
  }

  private void assertOnlyProblem(String problem, int readable) {
    Inventory inventory = folder.inventory();
    assertThat(inventory.unreadable())
        .extracting(UnreadableFile::toString)
        .containsExactly(problem);
    assertThat(inventory.complete()).containsExactly(Rows.trial("crnn", 1).id());
    assertThat(inventory.trialFiles().files()).hasSize(readable);
    assertThat(inventory.epochFiles().files()).hasSize(readable);
  }

  private byte[] wholeFile() throws IOException {
    return Files.readAllBytes(scratch.resolve("trials/" + Rows.trial("crnn", 1).id() + ".parquet"));
  }

  private static <R> void write(Table<R> table, List<R> rows, Path file) throws IOException {
    TableWriter.write(table, rows, Map.of(), new LocalOutputFile(file));
  }
}
