package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.FaultyStorage.Naming;
import ccrnn.pipeline.sweep.CommonRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Merging files changes what no reader sees, wherever it stops. */
class CompactionTest {
  private static final CompactionBounds THREE = new CompactionBounds(3, 1 << 30);
  private static final CompactionListener NOBODY = (done, total) -> {};

  @TempDir private Path scratch;
  private ResultsFolder folder;

  @BeforeEach
  void create() {
    folder = ResultsFolder.create(scratch.toString());
  }

  @Test
  void oneFileOfEachTableIsLeft() throws IOException {
    fill(folder, 5);
    List<String> before = rows(folder);
    List<Long> heard = new ArrayList<>();

    Compacted compacted =
        folder.compact(Instant.now(), (done, total) -> heard.add(100 * done / total));

    assertThat(compacted.before().files()).isEqualTo(12);
    assertThat(compacted.after().files()).isEqualTo(3);
    assertThat(compacted.after().bytes()).isLessThan(compacted.before().bytes());
    assertThat(compacted.merged()).isEqualTo(5);
    assertThat(compacted.skipped()).isEmpty();
    assertThat(heard).isSorted().last().isEqualTo(100L);
    assertThat(files()).hasSize(3).allMatch(file -> file.contains("/merged-"));
    assertThat(rows(folder)).isEqualTo(before);
    assertThat(folder.trial(Rows.trial("crnn", 2).id()).measures()).isEqualTo(Rows.measures(2, 2));
    assertThat(folder.inventory().unreadable()).isEmpty();
  }

  @Test
  void aSecondTimeChangesNothing() throws IOException {
    fill(folder, 5);
    folder.compact(Instant.now(), NOBODY);
    List<String> files = files();

    assertThat(folder.compact(Instant.now(), NOBODY).merged()).isZero();

    assertThat(files()).isEqualTo(files);
  }

  @Test
  void groupsKeepTheirBoundsAndSmallOnesGrow() throws IOException {
    fill(folder, 7);
    folder.compact(Instant.now(), THREE, NOBODY);
    assertThat(files("trials")).hasSize(3); // 3 and 3, and 1 that keeps its own file

    commit(folder, 8);
    List<String> before = rows(folder);
    folder.compact(Instant.now(), THREE, NOBODY);
    assertThat(files("trials")).hasSize(3); // 3 and 3 and 2

    folder.compact(Instant.now(), new CompactionBounds(100, 1 << 30), NOBODY);
    assertThat(files("trials")).hasSize(1);
    assertThat(folder.inventory().complete()).hasSize(8);
    assertThat(rows(folder)).isEqualTo(before);
  }

  @Test
  void trialsThatFailedKeepTheirFilesAndCanBeRetried() throws IOException {
    fill(folder, 3);
    folder.commit(Rows.diverged("crnn", 4), Rows.epochs(4, 2), List.of());

    assertThat(folder.compact(Instant.now(), NOBODY).failed()).isEqualTo(1);
    assertThat(files("trials")).hasSize(2);
    folder.commit(Rows.complete("crnn", 4), Rows.epochs(4, 3), List.of());
    folder.compact(Instant.now(), NOBODY);

    assertThat(folder.inventory().complete()).hasSize(4);
    assertThat(files("trials")).hasSize(1);
  }

  @Test
  void aMergedTrialThatIsCommittedAgainStaysOne() {
    fill(folder, 3);
    folder.compact(Instant.now(), NOBODY);
    List<String> rows = rows(folder);
    commit(folder, 2);

    assertThat(rows(folder)).isEqualTo(rows);
    folder.compact(Instant.now(), NOBODY);
    assertThat(rows(folder)).isEqualTo(rows);
  }

  @Test
  void columnsOfALaterVersionAreNotLost() throws IOException {
    fill(folder, 3);
    Table<String> later =
        Table.<String>named("epochs", 1)
            .required("trial_id", ColumnType.TEXT, id -> id)
            .required("epoch", ColumnType.INT, id -> 1)
            .required("seconds", ColumnType.DOUBLE, id -> 0.5)
            .optional("something_new", ColumnType.DOUBLE, id -> 1.5)
            .build();
    String id = Rows.trial("crnn", 2).id();
    Path file = scratch.resolve("epochs/" + id + ".parquet");
    TableWriter.write(
        later, List.of(id), Map.of(TableNames.TRIAL_KEY, id), new LocalOutputFile(file));

    assertThat(folder.compact(Instant.now(), NOBODY).skipped())
        .extracting(UnreadableFile::toString)
        .containsExactly(
            "epochs/" + id + ".parquet: it has columns that this version does not know");

    assertThat(file).exists();
    assertThat(folder.inventory().complete()).hasSize(3);
    assertThat(files("trials")).hasSize(2);
  }

  @Test
  void aMergedFileThatWasNotFinishedCountsForNothing() throws IOException {
    fill(folder, 2);
    List<String> rows = rows(folder);
    for (TableSchema table : Tables.BY_READING) {
      String name = table.table() + "/" + Rows.trial("crnn", 1).id() + ".parquet";
      if (Files.exists(scratch.resolve(name))) {
        List<Object[]> read;
        try (TableFile file = TableFile.open(new LocalStorage(scratch).input(name), table)) {
          read = file.read(columns(table));
        }
        TableWriter.write(
            Table.ofRead(table),
            read,
            Map.of(TableNames.GROUP_KEY, "digest of more trials"),
            new LocalOutputFile(scratch.resolve(table.table() + "/merged-1.parquet")));
      }
    }

    assertThat(folder.inventory().complete()).hasSize(2);
    assertThat(folder.inventory().unreadable())
        .extracting(UnreadableFile::toString)
        .containsExactly(
            "trials/merged-1.parquet: damaged: not all trials that were merged are in it");
    assertThat(rows(folder)).isEqualTo(rows);
  }

  /** The halt is that of a process: nothing is done after it, not even to clean up. */
  @ParameterizedTest
  @EnumSource
  void aHaltAtAnyOperationLeavesTheSame(Naming naming, @TempDir Path scenes) throws IOException {
    fill(folder, 4);
    List<String> rows = rows(folder);
    for (int n : changes(naming, scenes.resolve("rehearsal"))) {
      Path scene = scenes.resolve("scene" + n);
      copy(scratch, scene);
      FaultyStorage storage =
          new FaultyStorage(new LocalStorage(scene), naming, n, operation -> {});

      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> ResultsFolder.on(storage).compact(Instant.now(), THREE, NOBODY))
          .withRootCauseInstanceOf(FaultyStorage.Halted.class);

      ResultsFolder healthy = ResultsFolder.open(scene.toString());
      assertThat(rows(healthy)).as("after %d operations", n).isEqualTo(rows);
      // An hour later the files of the killed one are taken for abandoned.
      Instant later = Instant.now().plus(ResultsFolder.LEFTOVER_AGE).plusSeconds(60);
      healthy.removeLeftovers(later);
      healthy.compact(later, new CompactionBounds(100, 1 << 30), NOBODY);
      assertThat(rows(healthy)).as("after %d operations, again", n).isEqualTo(rows);
      assertThat(filesBelow(scene)).as("after %d operations, again", n).hasSize(3);
    }
  }

  /** A reader, and a run, come in before every operation. */
  @ParameterizedTest
  @EnumSource
  void readersSeeEveryTrialOnceAtAnyMoment(Naming naming) {
    fill(folder, 5);
    long[] seed = {5};
    Set<String> kinds = new HashSet<>();
    FaultyStorage storage =
        new FaultyStorage(
            new LocalStorage(scratch),
            naming,
            Integer.MAX_VALUE,
            operation -> {
              kinds.add(operation.substring(0, operation.indexOf(' ')));
              if (operation.startsWith("publish")) {
                commit(folder, ++seed[0]);
              }
              if (!operation.startsWith("read")) {
                assertThat(folder.inventory().complete()).hasSize((int) seed[0]);
                assertThat(rows(folder)).hasSize(rowsOf(seed[0])).doesNotHaveDuplicates();
              }
            });

    ResultsFolder.on(storage).compact(Instant.now(), THREE, NOBODY);

    assertThat(kinds).contains("list", "read", "write", "publish", "persist", "delete");
    assertThat(seed[0]).isGreaterThan(9);
    assertThat(rows(folder)).hasSize(rowsOf(seed[0])).doesNotHaveDuplicates();
  }

  /** Another one does the whole work before the n-th operation of the first, for every n. */
  @ParameterizedTest
  @EnumSource
  void twoAtOnceLoseNothing(Naming naming, @TempDir Path scenes) throws IOException {
    fill(folder, 4);
    List<String> rows = rows(folder);
    for (int n : changes(naming, scenes.resolve("rehearsal"))) {
      Path scene = scenes.resolve("scene" + n);
      copy(scratch, scene);
      ResultsFolder other = ResultsFolder.open(scene.toString());
      int[] operations = {0};
      FaultyStorage storage =
          new FaultyStorage(
              new LocalStorage(scene),
              naming,
              Integer.MAX_VALUE,
              operation -> {
                if (operations[0]++ == n) {
                  other.compact(Instant.now(), new CompactionBounds(4, 1 << 30), NOBODY);
                }
              });
      try {
        ResultsFolder.on(storage).compact(Instant.now(), THREE, NOBODY);
      } catch (UserError another) {
        assertThat(another).hasMessageContaining("another compact is at work");
      }
      assertThat(rows(other)).as("other at operation %d", n).isEqualTo(rows);
      other.compact(Instant.now(), new CompactionBounds(100, 1 << 30), NOBODY);
      assertThat(rows(other)).as("other at operation %d, again", n).isEqualTo(rows);
    }
  }

  /** Operations that change something; of those between two of them only the first. */
  private List<Integer> changes(Naming naming, Path scene) throws IOException {
    copy(scratch, scene);
    List<String> operations = new ArrayList<>();
    ResultsFolder.on(
            new FaultyStorage(new LocalStorage(scene), naming, Integer.MAX_VALUE, operations::add))
        .compact(Instant.now(), THREE, NOBODY);
    List<Integer> changes = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      boolean reading = operations.get(i).matches("(read|list) .*");
      if (!reading || i == 0 || !operations.get(i - 1).matches("(read|list) .*")) {
        changes.add(i);
      }
    }
    assertThat(changes).hasSizeGreaterThan(20);
    return changes;
  }

  @Test
  void findsATrialInABigFileByItsOrder() {
    fill(folder, 60);
    folder.compact(Instant.now(), NOBODY);

    String id = Rows.trial("crnn", 33).id();

    assertThat(folder.trial(id.substring(0, 10)).epochs()).isEqualTo(Rows.epochs(33, 3));
    assertThat(folder.trial(id).settings()).containsEntry(CommonRows.SEED, 33L);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> folder.trial("0".repeat(64)))
        .withMessageContaining("which holds 60 trials");
  }

  /** What SQL reads: all rows of all tables, in order. */
  private static List<String> rows(ResultsFolder folder) {
    List<String> rows = new ArrayList<>();
    for (TableFiles table : folder.inventory().files()) {
      for (String file : table.files()) {
        Set<String> hidden = table.hidden().getOrDefault(file, Set.of());
        try (TableFile open =
            TableFile.open(new LocalStorage(Path.of("/")).input(file), table.schema())) {
          RowReader reader = open.rows(columns(table.schema()));
          for (Object[] row = reader.next(); row != null; row = reader.next()) {
            if (!hidden.contains((String) row[0])) {
              rows.add(table.schema().table() + Arrays.toString(row));
            }
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    rows.sort(Comparator.naturalOrder());
    return rows;
  }

  private static List<String> columns(TableSchema table) {
    return table.columns().stream().map(Column::name).toList();
  }

  /** Trials of seeds 1 to {@code count}; the second and every third after it have measures. */
  private static void fill(ResultsFolder folder, int count) {
    for (long seed = 1; seed <= count; seed++) {
      commit(folder, seed);
    }
  }

  private static void commit(ResultsFolder folder, long seed) {
    folder.commit(
        Rows.complete("crnn", seed),
        Rows.epochs(seed, 3),
        seed % 3 == 2 ? Rows.measures(seed, 2) : List.of());
  }

  /** How many rows the trials of seeds 1 to {@code last} have in all tables. */
  private static int rowsOf(long last) {
    return (int) (last + 3 * last + 6 * ((last + 1) / 3));
  }

  private List<String> files() throws IOException {
    return filesBelow(scratch);
  }

  private List<String> files(String table) throws IOException {
    return filesBelow(scratch.resolve(table));
  }

  private static List<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.getParent().relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
