package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.SweepSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final String TEXT = "name: two\naxes: {seed: 1..2}\n";

  @Test
  void sweepsAreRememberedOncePerSetOfOverrides(@TempDir Path folder) {
    Journal journal = new Journal(ResultsFolder.create(folder.toString()));
    assertThat(journal.asks()).isEmpty();
    var plain = new Journal.Ask("two", "two.yaml", TEXT, List.of(), List.of());
    var more = new Journal.Ask("two", "two.yaml", TEXT, List.of("seed=1..5"), List.of());
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
    Path folder = scratch.resolve("r");
    Journal journal = new Journal(ResultsFolder.create(folder.toString()));
    Journal.Ask ask = Journal.Ask.of("s", source, List.of("network=crnn"));
    journal.remember(ask);
    Files.delete(small);
    Files.delete(scratch.resolve("two.yaml"));
    assertThat(journal.asks()).containsExactly(ask);
    assertThat(journal.asks().get(0).sweep().trials()).hasSize(2);

    // A note from before there was such a key, or of a sweep that is like no other
    journal.remember(new Journal.Ask("two", "two.yaml", TEXT, List.of(), List.of()));
    try (var notes = Files.list(folder.resolve("sweeps"))) {
      Path plain = notes.filter(note -> note.toString().contains("two-")).findFirst().orElseThrow();
      assertThat(plain).content().doesNotContain("like");
    }
    assertThat(journal.asks()).extracting(Journal.Ask::like).contains(List.of());
  }

  @Test
  void aRunTellsOfItselfUntilItEnds(@TempDir Path folder) {
    Journal journal = new Journal(ResultsFolder.create(folder.toString()));
    journal.tell("two", "a strange/host", new Progress(5, 1, 0, 500, 130, 0.26, 12.5));
    assertThat(journal.runs()).hasSize(1);
    Journal.Run run = journal.runs().get(0);
    assertThat(run.sweep()).isEqualTo("two");
    assertThat(run.host()).isEqualTo("a strange/host");
    assertThat(run.process()).isEqualTo(ProcessHandle.current().pid());
    assertThat(run.epochsDone()).isEqualTo(130);
    journal.end("a strange/host");
    assertThat(journal.runs()).isEmpty();
  }

  @Test
  void aRunWhoseProcessIsGoneIsDeadAndForgotten(@TempDir Path folder) throws Exception {
    Journal journal = new Journal(ResultsFolder.create(folder.toString()));
    Instant now = Instant.now();
    String host = Provenance.hostName();
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    long gone = process.pid();
    long here = ProcessHandle.current().pid();
    assertThat(run(host, gone, now).isDead(now)).isTrue();
    assertThat(run(host, here, now.minusSeconds(600)).isDead(now)).isFalse();
    assertThat(run("elsewhere", here, now.minusSeconds(30)).isDead(now)).isFalse();
    assertThat(run("elsewhere", here, now.minusSeconds(90)).isDead(now)).isTrue();

    journal.tell("two", host, new Progress(5, 1, 0, 500, 130, 0.26, 12.5));
    Path note;
    try (var notes = Files.list(folder.resolve("runs"))) {
      note = notes.findFirst().orElseThrow();
    }
    String killed =
        Files.readString(note).replace("\"process\" : " + here, "\"process\" : " + gone);
    Files.writeString(folder.resolve("runs/" + host + "-" + gone + ".json"), killed);
    assertThat(journal.runs()).hasSize(2);
    journal.forgetTheDead();
    assertThat(journal.runs()).extracting(Journal.Run::process).containsExactly(here);
  }

  private static Journal.Run run(String host, long process, Instant updated) {
    return new Journal.Run(
        "two", host, process, updated.toEpochMilli(), 5, 1, 500, 130, 12.5, 0.26);
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
}
