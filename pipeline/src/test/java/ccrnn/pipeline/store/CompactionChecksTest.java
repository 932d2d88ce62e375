package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.FaultyStorage.Naming;
import ccrnn.pipeline.store.Tables.FinishedEpoch;
import ccrnn.pipeline.store.Tables.FinishedTrial;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each check that a compaction makes, where no other one helps. */
class CompactionChecksTest {
  private static final CompactionListener NOBODY = (done, total) -> {};

  @TempDir private Path scratch;
  private ResultsFolder folder;

  @BeforeEach
  void create() {
    folder = ResultsFolder.create(scratch.toString());
  }

  private void fill(long first, long last) {
    for (long seed = first; seed <= last; seed++) {
      folder.commit(
          Rows.complete("crnn", seed),
          Rows.epochs(seed, 3),
          seed == 2 ? Rows.measures(seed, 2) : List.of());
    }
  }

  private Compacted compact(Naming naming, Consumer<String> before) {
    return ResultsFolder.on(
            new FaultyStorage(new LocalStorage(scratch), naming, Integer.MAX_VALUE, before))
        .compact(Instant.now(), NOBODY);
  }

  private Path file(TableSchema table, String base) {
    return scratch.resolve(TableNames.named(table, base));
  }

  private static String id(long seed) {
    return Rows.trial("crnn", seed).id();
  }

  private Map<String, byte[]> content() throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(scratch.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return content;
  }

  private void assertUnchanged(Map<String, byte[]> before) throws IOException {
    Map<String, byte[]> now = content();
    assertThat(now.keySet()).isEqualTo(before.keySet());
    now.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(before.get(name)));
  }

  private static List<String> columns(TableSchema table) {
    return table.columns().stream().map(Column::name).toList();
  }

  /** How a storage may give back other rows, in a file that is sound. */
  enum Change {
    ANOTHER_VALUE {
      @Override
      void to(List<Object[]> rows, TableSchema table) {
        int seconds = columns(table).indexOf(table.equals(Tables.MEASURES) ? "value" : "seconds");
        rows.get(0)[seconds] = Math.nextUp((Double) rows.get(0)[seconds]);
      }
    },
    A_ROW_LESS {
      @Override
      void to(List<Object[]> rows, TableSchema table) {
        rows.remove(rows.size() - 1);
      }
    },
    A_ROW_TWICE {
      @Override
      void to(List<Object[]> rows, TableSchema table) {
        rows.add(rows.get(rows.size() - 1));
      }
    },
    ANOTHER_ORDER {
      @Override
      void to(List<Object[]> rows, TableSchema table) {
        Collections.swap(rows, 0, 1);
      }
    };

    abstract void to(List<Object[]> rows, TableSchema table);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReadBackMustBeWhatWasWritten(Change change) throws IOException {
    fill(1, 3);
    Map<String, byte[]> before = content();
    for (Naming naming : Naming.values()) {
      for (TableSchema table : Tables.ALL) {
        assertThatExceptionOfType(UncheckedIOException.class)
            .isThrownBy(
                () ->
                    compact(
                        naming,
                        operation -> {
                          if (operation.matches("read " + table.table() + "/\\.?merged-.*")) {
                            rewrite(operation.substring("read ".length()), table, change);
                          }
                        }))
            .withMessageMatching(
                "cannot compact .*: %s/\\S+ was written with \\d+ rows of checksum \\w+ and read with .*"
                    .formatted(table.table()));
        assertUnchanged(before);
      }
    }
  }

  private void rewrite(String name, TableSchema table, Change change) {
    try {
      List<Object[]> rows;
      try (TableFile file = TableFile.open(new LocalStorage(scratch).input(name), table)) {
        rows = file.read(columns(table));
      }
      change.to(rows, table);
      TableWriter.write(
          Table.ofRead(table), rows, Map.of(), new LocalOutputFile(scratch.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsRemovedBeforeAllThatReplacesItIsOnTheDisk(Naming naming) {
    fill(1, 3);
    List<String> operations = new ArrayList<>();
    compact(naming, operations::add);

    List<String> steps =
        operations.stream()
            .filter(operation -> operation.matches("(publish|persist|delete) .*"))
            .map(operation -> operation.replaceAll("/.*", ""))
            .toList();
    assertThat(steps)
        .containsExactly(
            "publish epochs",
            "publish measures",
            "publish trials",
            "persist epochs",
            "persist measures",
            "persist trials",
            "delete trials",
            "delete trials",
            "delete trials",
            "delete epochs",
            "delete epochs",
            "delete epochs",
            "delete measures");
  }

  /** After the trials were read; in place, before any file is there that says they are merged. */
  @ParameterizedTest
  @EnumSource
  void inputsThatAreGoneBeforeTheResultIsPublishedStopIt(Naming naming) throws IOException {
    fill(1, 3);
    String last = naming == Naming.RENAME ? "trials" : "measures";
    List<String> operations = new ArrayList<>();
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () ->
                compact(
                    naming,
                    operation -> {
                      operations.add(operation);
                      if (operation.matches("read " + last + "/\\.?merged-.*")) {
                        remove(file(Tables.TRIALS, id(3)));
                      }
                    }))
        .withMessage(
            "another compact is at work on %s: a file that was to be merged is gone; nothing is"
                + " lost",
            scratch);
    assertThat(operations).noneMatch(operation -> operation.startsWith("publish trials/"));
    assertThat(operations)
        .filteredOn(operation -> operation.startsWith("write trials/"))
        .hasSize(naming == Naming.RENAME ? 1 : 0);
    assertThat(content().keySet()).noneMatch(name -> name.contains("merged-"));
    assertThat(folder.inventory().complete()).hasSize(2);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name and the note of the file agree; its rows do not. */
  @Test
  void rowsOfAnotherTrialAreNotMerged() throws IOException {
    fill(1, 3);
    List<FinishedEpoch> rows =
        Rows.epochs(1, 3).stream().map(row -> new FinishedEpoch(id(1), row)).toList();
    Path epochs = file(Tables.EPOCHS, id(3));
    TableWriter.write(
        Tables.EPOCH_TABLE, rows, Map.of(TableNames.TRIAL_KEY, id(3)), new LocalOutputFile(epochs));

    Compacted compacted = folder.compact(Instant.now(), NOBODY);

    assertThat(compacted.merged()).isEqualTo(2);
    assertThat(compacted.skipped())
        .containsExactly(
            new UnreadableFile(
                "epochs/" + id(3) + ".parquet", "misnamed: it holds rows of trial " + id(1)));
    assertThat(epochs).exists();
    assertThat(folder.trial(id(1)).epochs()).hasSize(3);
  }

  /** A file of several trials that another program made. */
  private void writeGroup(Table<FinishedEpoch> epochTable, List<Long> seeds, List<Long> epochSeeds)
      throws IOException {
    List<FinishedTrial> trials = new ArrayList<>();
    for (long seed : seeds) {
      trials.add(new FinishedTrial(Rows.complete("crnn", seed), Rows.epochs(seed, 3), 0));
    }
    List<FinishedEpoch> epochs = new ArrayList<>();
    for (long seed : epochSeeds) {
      Rows.epochs(seed, 3).forEach(row -> epochs.add(new FinishedEpoch(id(seed), row)));
    }
    TableWriter.write(
        Tables.TRIAL_TABLE, trials, Map.of(), new LocalOutputFile(file(Tables.TRIALS, "part-0")));
    TableWriter.write(
        epochTable, epochs, Map.of(), new LocalOutputFile(file(Tables.EPOCHS, "part-0")));
  }

  private List<Long> inOrderOfIds(long first, long last) {
    List<Long> seeds = new ArrayList<>();
    for (long seed = first; seed <= last; seed++) {
      seeds.add(seed);
    }
    seeds.sort((one, other) -> id(one).compareTo(id(other)));
    return seeds;
  }

  @Test
  void aGroupThatIsNotInTheOrderOfItsTrialsIsNotMerged() throws IOException {
    fill(1, 2);
    List<Long> seeds = inOrderOfIds(11, 13);
    List<Long> others = new ArrayList<>(seeds);
    Collections.reverse(others);
    writeGroup(Tables.EPOCH_TABLE, seeds, others);

    Compacted compacted = folder.compact(Instant.now(), NOBODY);

    assertThat(compacted.skipped())
        .containsExactly(
            new UnreadableFile("epochs/part-0.parquet", "not in the order of its trials"));
    assertThat(compacted.merged()).isEqualTo(2);
    assertThat(folder.inventory().complete()).hasSize(5);
    assertThat(folder.trial(id(13)).epochs()).isEqualTo(Rows.epochs(13, 3));
  }

  @Test
  void aGroupWithColumnsOfALaterVersionIsNotMerged() throws IOException {
    fill(1, 2);
    Table<FinishedEpoch> later =
        Table.<FinishedEpoch>named("epochs", 1)
            .required("trial_id", ColumnType.TEXT, FinishedEpoch::trialId)
            .required("epoch", ColumnType.INT, e -> e.row().epoch())
            .required("seconds", ColumnType.DOUBLE, e -> e.row().seconds())
            .optional("something_new", ColumnType.DOUBLE, e -> 1.5)
            .build();
    writeGroup(later, inOrderOfIds(11, 13), inOrderOfIds(11, 13));

    Compacted compacted = folder.compact(Instant.now(), NOBODY);

    assertThat(compacted.skipped())
        .containsExactly(
            new UnreadableFile(
                "epochs/part-0.parquet", "it has columns that this version does not know"));
    assertThat(compacted.merged()).isEqualTo(2);
    assertThat(file(Tables.EPOCHS, "part-0")).exists();
    assertThat(folder.inventory().complete()).hasSize(5);
  }

  @Test
  void aGroupOfOthersIsMergedWithTheRest() throws IOException {
    fill(1, 2);
    writeGroup(Tables.EPOCH_TABLE, inOrderOfIds(11, 13), inOrderOfIds(11, 13));

    assertThat(folder.compact(Instant.now(), NOBODY).merged()).isEqualTo(5);

    assertThat(file(Tables.EPOCHS, "part-0")).doesNotExist();
    assertThat(file(Tables.TRIALS, "part-0")).doesNotExist();
    for (long seed : List.of(1L, 2L, 11L, 12L, 13L)) {
      assertThat(folder.trial(id(seed)).epochs()).isEqualTo(Rows.epochs(seed, 3));
    }
  }

  /** Published before a trials file that may still come, as long as the files are young. */
  @Test
  void filesWithoutTheirTrialsFileGoWhenTheyAreOld() throws IOException {
    fill(1, 1);
    Instant now = Instant.now();
    Path orphan = file(Tables.EPOCHS, "merged-1");
    Files.copy(file(Tables.EPOCHS, id(1)), orphan);
    Path theirs = file(Tables.EPOCHS, "part-1");
    Files.copy(file(Tables.EPOCHS, id(1)), theirs);

    Files.setLastModifiedTime(
        orphan, FileTime.from(now.minus(ResultsFolder.LEFTOVER_AGE).plusSeconds(10)));
    folder.compact(now, NOBODY);
    assertThat(orphan).exists();

    FileTime old = FileTime.from(now.minus(ResultsFolder.LEFTOVER_AGE).minusSeconds(10));
    Files.setLastModifiedTime(orphan, old);
    Files.setLastModifiedTime(theirs, old);
    folder.compact(now, NOBODY);
    assertThat(orphan).doesNotExist();
    assertThat(theirs).as("a file that no compaction made").exists();
    assertThat(folder.inventory().complete()).hasSize(1);
  }

  // --- where files are not read whole ---------------------------------------------------------

  /** Megabytes of measures that do not shrink. */
  private static List<MeasureRow> manyMeasures() {
    Random random = new Random(7);
    List<MeasureRow> rows = new ArrayList<>();
    for (int i = 0; i < 3_500; i++) {
      char[] text = new char[500];
      for (int at = 0; at < text.length; at++) {
        text[at] = (char) ('0' + random.nextInt(64));
      }
      rows.add(
          new MeasureRow(
              0, "p", "part", "s", OptionalInt.of(i), i, Optional.of(String.valueOf(text))));
    }
    return rows;
  }

  private ResultsFolder far() {
    return ResultsFolder.open(FarFileSystem.location(scratch), FarFileSystem.SETTINGS);
  }

  private static void damagePage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes.length).isGreaterThan(1 << 20);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  /** The compaction was killed before it removed them; far away nobody reads big files for it. */
  @Test
  void inputsStayWhereTheGroupThatReplacesThemCannotBeRead() throws IOException {
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), manyMeasures());
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 3), List.of());
    Map<String, byte[]> inputs = content();
    far().compact(Instant.now(), NOBODY);
    String merged =
        content().keySet().stream().filter(name -> name.startsWith("measures/")).findFirst().get();
    for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
      Files.write(scratch.resolve(input.getKey()), input.getValue());
    }
    damagePage(scratch.resolve(merged));
    assertThat(far().inventory().complete()).hasSize(2);
    Map<String, byte[]> before = content();

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> far().compact(Instant.now(), NOBODY))
        .withMessage(
            "cannot compact %s: %s cannot be read (damaged: its rows cannot be read); the files"
                + " that it was made of stay",
            FarFileSystem.location(scratch), merged);

    assertUnchanged(before);
  }

  @Test
  void aBigInputThatCannotBeReadIsNamedAndStays() throws IOException {
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), manyMeasures());
    fill(2, 3);
    Path measures = file(Tables.MEASURES, id(1));
    damagePage(measures);

    Compacted compacted = far().compact(Instant.now(), NOBODY);

    assertThat(compacted.merged()).isEqualTo(2);
    assertThat(compacted.skipped())
        .containsExactly(
            new UnreadableFile(
                "measures/" + id(1) + ".parquet", "damaged: its rows cannot be read"));
    assertThat(measures).exists();
    assertThat(file(Tables.EPOCHS, id(1))).exists();
    assertThat(file(Tables.TRIALS, id(1))).exists();
  }
}
