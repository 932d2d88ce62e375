package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read goes out of the way, and nothing is removed. */
class SetAsideTest {
  private static final int OLDEST = Catalogue.installed().oldestResultVersion();
  private static final int NEWEST = Catalogue.installed().newestResultVersion();

  private static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");

  @TempDir private Path scratch;
  private ResultsFolder folder;

  @BeforeEach
  void commitTwoTrials() {
    folder = ResultsFolder.create(scratch.toString());
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), List.of());
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 3), Rows.measures(2, 3));
  }

  @Test
  void nothingIsMovedWhereAllIsWell() throws IOException {
    assertThat(folder.setAside(folder.inventory(), NOW)).isEmpty();
    assertThat(scratch.resolve("set-aside")).doesNotExist();
  }

  @Test
  void aTrialGoesWithAllItsFiles() throws IOException {
    String file = Rows.trial("crnn", 2).id() + ".parquet";
    Path epochs = scratch.resolve("epochs").resolve(file);
    byte[] cut = Arrays.copyOf(Files.readAllBytes(epochs), 1000);
    Files.write(epochs, cut);

    assertThat(folder.setAside(folder.inventory(), NOW))
        .extracting(UnreadableFile::file)
        .containsExactly("epochs/" + file, "measures/" + file, "trials/" + file);

    assertThat(folder.inventory().unreadable()).isEmpty();
    assertThat(folder.inventory().complete()).containsExactly(Rows.trial("crnn", 1).id());
    assertThat(scratch.resolve("set-aside/epochs").resolve(file)).hasBinaryContent(cut);
    assertThat(scratch.resolve("set-aside/epochs").resolve(file + ".why.txt"))
        .content()
        .isEqualToNormalizingNewlines(
            "epochs/"
                + file
                + " was set aside at 2026-11-22T01:02:03Z: truncated: the Parquet footer is"
                + " missing\n");
    folder.commit(Rows.complete("crnn", 2), Rows.epochs(2, 3), Rows.measures(2, 3));
    assertThat(folder.inventory().complete()).hasSize(2);
  }

  @Test
  void aSecondFileOfANameKeepsTheFirst() throws IOException {
    Path file = scratch.resolve("trials/x.parquet");
    Files.writeString(file, "one");
    folder.setAside(folder.inventory(), NOW);
    Files.writeString(file, "two");
    folder.setAside(folder.inventory(), NOW);

    assertThat(scratch.resolve("set-aside/trials/x.parquet")).hasContent("one");
    assertThat(scratch.resolve("set-aside/trials/x.parquet.2")).hasContent("two");
  }

  @Test
  void aMergedFileGoesWithThoseOfItsName() throws IOException {
    folder.compact(NOW, (done, total) -> {});
    Path epochs;
    try (Stream<Path> files = Files.list(scratch.resolve("epochs"))) {
      epochs = files.findFirst().orElseThrow();
    }
    Files.write(epochs, Arrays.copyOf(Files.readAllBytes(epochs), 500));

    assertThat(folder.setAside(folder.inventory(), NOW)).hasSize(3);

    assertThat(folder.inventory().trials()).isEmpty();
    assertThat(folder.inventory().unreadable()).isEmpty();
  }

  @Test
  void resultsOfAnOlderVersionAreNamedAndMoved() throws IOException {
    String id = write(0);

    assertThat(folder.inventory().unreadable())
        .extracting(UnreadableFile::toString)
        .containsExactly(
            "trials/" + id + ".parquet: too old: result version 0, this program makes " + OLDEST);
    assertThat(folder.inventory().trialFiles().files()).hasSize(2);
    assertThat(folder.setAside(folder.inventory(), NOW)).hasSize(1);
    assertThat(folder.inventory().unreadable()).isEmpty();
  }

  @Test
  void resultsOfALaterVersionStayAndStopTheRun() throws IOException {
    String id = write(NEWEST + 1);
    assertThat(folder.inventory().complete()).hasSize(2);

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> folder.setAside(folder.inventory(), NOW))
        .withMessage(
            scratch
                + " holds results of a later version of this program, such as trials/"
                + id
                + ".parquet: too new: result version "
                + (NEWEST + 1)
                + ", this program makes "
                + NEWEST
                + ": use that version, or another folder");
    assertThat(scratch.resolve("trials/" + id + ".parquet")).exists();
  }

  /** A trial of another version, as that version would have written it. */
  private String write(int version) throws IOException {
    String id = "ab".repeat(32);
    Object[] row;
    String other = "trials/" + Rows.trial("crnn", 1).id() + ".parquet";
    List<String> columns = Tables.TRIALS.columns().stream().map(Column::name).toList();
    try (TableFile file = TableFile.open(new LocalStorage(scratch).input(other), Tables.TRIALS)) {
      row = file.read(columns).get(0);
    }
    row[0] = id;
    row[columns.indexOf("result_version")] = version;
    TableWriter.write(
        Table.ofRead(Tables.TRIALS),
        List.<Object[]>of(row),
        Map.of(TableNames.TRIAL_KEY, id, TableNames.STATUS_KEY, "complete"),
        new LocalOutputFile(scratch.resolve("trials/" + id + ".parquet")));
    return id;
  }
}
