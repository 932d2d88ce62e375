package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.SweepSource;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final String TEXT = "name: two\naxes: {seed: 1..2}\n";

  @Test
  void sweepsAreRememberedOncePerSetOfOverrides(@TempDir Path folder) {
    Journal journal = new Journal(ResultsFolder.create(folder.toString()));
    assertThat(journal.asks()).isEmpty();
    var plain = new Journal.Ask("two", "two.yaml", TEXT, List.of(), List.of(), null);
    var more = new Journal.Ask("two", "two.yaml", TEXT, List.of("seed=1..5"), List.of(), null);
    journal.remember(plain);
    journal.remember(plain);
    journal.remember(more);
    assertThat(journal.asks()).containsExactlyInAnyOrder(plain, more);
    assertThat(more.sweep().trials()).hasSize(5);
  }

  @Test
  void aSweepThatIsLikeAnotherIsRememberedWhole(@TempDir Path scratch) throws Exception {
    Files.writeString(scratch.resolve("two.yaml"), TEXT);
    Path small = Files.writeString(scratch.resolve("s.yaml"), "name: s\nlike: two.yaml\n");
    SweepSource source = SweepSource.read(small);
    List<String> overrides = List.of("network=crnn");
    Sweep sweep = SweepReader.parse(source, overrides, DataLocation.identities());
    Path folder = scratch.resolve("r");
    Journal journal = new Journal(ResultsFolder.create(folder.toString()));
    Journal.Ask ask = Journal.Ask.of(sweep, source, overrides);
    journal.remember(ask);
    Files.delete(small);
    Files.delete(scratch.resolve("two.yaml"));
    assertThat(journal.asks()).containsExactly(ask);
    assertThat(journal.asks().get(0).sweep().trials()).hasSize(2);

    // A note from before there was such a key, or of a sweep that is like no other
    journal.remember(new Journal.Ask("two", "two.yaml", TEXT, List.of(), List.of(), null));
    try (var notes = Files.list(folder.resolve("sweeps"))) {
      Path plain = notes.filter(note -> note.toString().contains("two-")).findFirst().orElseThrow();
      assertThat(plain).content().doesNotContain("like");
    }
    assertThat(journal.asks()).extracting(Journal.Ask::like).contains(List.of());
  }

  @Test
  void aRememberedSweepOpensNoData(@TempDir Path folder) {
    String text = "name: d\ntask: digit-drawing\ndata: /no/such/folder\n";
    Sweep sweep =
        SweepReader.parse(text, "d.yaml", List.of(), (path, kind) -> "sha256:0123456789abcdef");
    Journal journal = new Journal(ResultsFolder.create(folder.toString()));
    SweepSource source = new SweepSource(new SweepSource.Text("d.yaml", text), Optional.empty());
    journal.remember(Journal.Ask.of(sweep, source, List.of()));
    assertThat(journal.asks().get(0).sweep().trials()).isEqualTo(sweep.trials());
  }

  @Test
  void certificatesAreKeptNewestLast(@TempDir Path folder) {
    Journal journal = new Journal(ResultsFolder.create(folder.toString()));
    var check = new Verifier.Check("0a", 3, 0, "ff", null);
    var other = new Verifier.Check("0b", 3, 0, "ee", "differs from epoch 2 on");
    Certificate first = certificate("2026-11-21T23:00:00Z", check);
    Certificate second = certificate("2026-11-22T01:00:00Z", check, other);
    journal.keep(second);
    journal.keep(first);
    assertThat(journal.certificates().values()).containsExactly(first, second);
    assertThat(second.equal()).isEqualTo(1);
  }

  private static Certificate certificate(String when, Verifier.Check... checks) {
    return new Certificate(
        when, "u", "h", "0.1", "abc", 1, "jvm", "os", "cpu", "plain", 5L, 10, List.of(checks));
  }

  @Test
  void aDamagedNoteIsNamed(@TempDir Path folder) throws Exception {
    Journal journal = new Journal(ResultsFolder.create(folder.toString()));
    Files.createDirectories(folder.resolve("sweeps"));
    Files.writeString(folder.resolve("sweeps/x.json"), "{");
    assertThatThrownBy(journal::asks)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("sweeps/x.json is not what it should be");
  }

  @Test
  void aNoteIsNoLargerThanANoteCanBe(@TempDir Path folder) throws Exception {
    Journal journal = new Journal(ResultsFolder.create(folder.toString()));
    Files.createDirectories(folder.resolve("runs"));
    try (var file = new RandomAccessFile(folder.resolve("runs/x.json").toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    assertThatThrownBy(journal::runs)
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(
            "runs/x.json is larger than any note of this program; it may be removed");
  }

  @Test
  void aNoteIsNamedByItsFileWhateverItSays(@TempDir Path folder) throws Exception {
    Journal journal = new Journal(ResultsFolder.create(folder.resolve("results").toString()));
    Path outside = Files.writeString(folder.resolve("precious.json"), "{}");
    Path note = folder.resolve("results/runs/x.json");
    Files.createDirectories(note.getParent());
    Files.writeString(note, "{\"id\": \"../../precious\", \"later\": 1}");
    assertThat(journal.runs()).extracting(Journal.Run::id).containsExactly("x");
    journal.forget(journal.runs().get(0));
    assertThat(outside).exists();
    assertThat(note).doesNotExist();
  }

  /** The Finder, the Explorer and services that synchronize folders leave files everywhere. */
  @Test
  void filesOfOthersAmongTheNotesArePassedOver(@TempDir Path temporary) throws Exception {
    ResultsFolder results = ResultsFolder.create(temporary.resolve("r").toString());
    Journal journal = new Journal(results);
    for (String notes : List.of("runs", "sweeps", "certificates")) {
      Path folder = Files.createDirectories(temporary.resolve("r").resolve(notes));
      for (String name :
          List.of(
              ".DS_Store",
              "._a.json",
              "Thumbs.db",
              "desktop.ini",
              "a (1).json",
              "a (conflicted copy 2026-01-02).json",
              "a.sync-conflict-20260102-030405-ABCDEFG.json",
              "a.json~")) {
        Files.write(folder.resolve(name), new byte[] {0, 1, 2, -1});
      }
    }
    assertThat(journal.runs()).isEmpty();
    assertThat(journal.asks()).isEmpty();
    assertThat(journal.certificates()).isEmpty();
  }
}
