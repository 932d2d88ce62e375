package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ccrnn.pipeline.store.FaultyStorage.Naming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A commit step by step: in which order, and what is there when it ends before its end. */
class CommitTest {
  private static final String FILE = Rows.trial("crnn", 2).id() + ".parquet";

  @TempDir private Path scratch;

  private static ResultsFolder folder(
      Path path, Naming naming, int operations, Consumer<String> before) {
    ResultsFolder.create(path.toString());
    return ResultsFolder.on(new FaultyStorage(new LocalStorage(path), naming, operations, before));
  }

  private static ResultsFolder folder(Path path, Naming naming, Consumer<String> before) {
    return folder(path, naming, Integer.MAX_VALUE, before);
  }

  private static void commit(ResultsFolder folder) {
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 3), Rows.measures(2, 3));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEpochsAreThereBeforeTheMeasuresAndTheTrialLast(Naming naming) {
    List<String> operations = new ArrayList<>();
    ResultsFolder folder = folder(scratch, naming, operations::add);

    commit(folder);
    assertThat(operations)
        .filteredOn(operation -> operation.startsWith("publish "))
        .containsExactly(
            "publish epochs/" + FILE, "publish measures/" + FILE, "publish trials/" + FILE);

    operations.clear();
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 3), List.of());
    assertThat(operations)
        .filteredOn(operation -> operation.matches("(publish|delete) .*"))
        .containsExactly(
            "publish epochs/" + FILE, "delete measures/" + FILE, "publish trials/" + FILE);
  }

  @ParameterizedTest
  @EnumSource
  void aTrialIsDoneWithTheLastStepAndNoSooner(Naming naming) {
    List<String> operations = new ArrayList<>();
    commit(folder(scratch.resolve("whole"), naming, operations::add));
    int last = operations.indexOf("publish trials/" + FILE);
    assertThat(last).isGreaterThan(6);

    for (int n = 0; n <= last; n++) {
      Path scene = scratch.resolve("scene" + n);
      ResultsFolder mortal = folder(scene, naming, n, operation -> {});
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> commit(mortal))
          .withRootCauseInstanceOf(FaultyStorage.Halted.class);

      ResultsFolder healthy = ResultsFolder.open(scene.toString());
      Inventory inventory = healthy.inventory();
      assertThat(inventory.unreadable()).as("after %d operations", n).isEmpty();
      assertThat(inventory.trials()).as("after %d operations", n).isEmpty();
      assertThat(inventory.epochFiles().files()).as("after %d operations", n).isEmpty();

      commit(healthy);
      assertThat(healthy.inventory().complete()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAttemptThatReplacesAFailureIsOneOrTheOther(Naming naming) {
    List<String> operations = new ArrayList<>();
    attempts(folder(scratch.resolve("whole"), naming, operations::add));
    operations.clear();
    succeed(folder(scratch.resolve("whole"), naming, operations::add));
    int last = operations.indexOf("publish trials/" + FILE);

    for (int n = 0; n <= last; n++) {
      Path scene = scratch.resolve("scene" + n);
      attempts(folder(scene, naming, operation -> {}));
      ResultsFolder mortal = folder(scene, naming, n, operation -> {});
      assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> succeed(mortal));

      Inventory inventory = ResultsFolder.open(scene.toString()).inventory();
      assertThat(inventory.unreadable()).as("after %d operations", n).isEmpty();
      assertThat(inventory.failed()).as("after %d operations", n).hasSize(1);
    }
  }

  private static void attempts(ResultsFolder folder) {
    folder.commit(Rows.diverged("crnn", 2), Rows.epochs(2, 1), Rows.measures(2, 1));
  }

  private static void succeed(ResultsFolder folder) {
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 3), List.of());
  }

  /** What is damaged on its way to the disk is found before it counts. */
  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsReadAgain(Naming naming) throws IOException {
    for (TableSchema table : Tables.ALL) {
      for (boolean cut : new boolean[] {false, true}) {
        Path scene = scratch.resolve(table.table() + cut);
        ResultsFolder folder =
            folder(
                scene,
                naming,
                operation -> {
                  if (operation.startsWith("read " + table.table() + "/")) {
                    damage(scene.resolve(operation.substring("read ".length())), cut);
                  }
                });
        assertThatExceptionOfType(UncheckedIOException.class)
            .isThrownBy(() -> commit(folder))
            .withMessage(
                "cannot commit %s/%s in %s: %s",
                table.table(),
                FILE,
                scene,
                cut
                    ? "truncated: the Parquet footer is missing"
                    : "damaged: its checksum does not match");
        assertThat(files(scene))
            .as("of what came before, and not in part")
            .containsExactlyElementsOf(
                Tables.ALL.subList(0, Tables.ALL.indexOf(table)).stream()
                    .map(before -> before.table() + "/" + FILE)
                    .toList());
      }
    }
  }

  private static void damage(Path file, boolean cut) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 3] ^= 1;
      Files.write(file, cut ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatCouldNotBeRemovedIsToldBesideTheReason() {
    List<String> operations = new ArrayList<>();
    commit(folder(scratch.resolve("whole"), Naming.RENAME, operations::add));
    int publish = operations.indexOf("publish epochs/" + FILE);
    ResultsFolder mortal =
        folder(scratch.resolve("scene"), Naming.RENAME, publish, operation -> {});

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> commit(mortal))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  /** A mistake of ours is not taken for a fault of the storage, and leaves nothing either. */
  @Test
  void aRowThatCannotBeWrittenIsNoFaultOfTheStorage() throws IOException {
    ResultsFolder folder = folder(scratch, Naming.RENAME, operation -> {});
    TrialRow row = Rows.complete("crnn", 2);
    TrialRow timeless =
        new TrialRow(
            row.trial(), row.sweep(), row.outcome(), row.provenance(), Instant.MAX, row.seconds());

    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> folder.commit(timeless, Rows.epochs(2, 3), List.of()));
    assertThat(files(scratch)).containsExactly("epochs/" + FILE);
  }
}
