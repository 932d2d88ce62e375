package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.DataIdentity;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an executor finds, without executors: jobs' cluster tests have those. */
class ReachabilityTest {
  @TempDir private Path temp;

  private Path reached() {
    return temp.resolve("reach");
  }

  private Reachability.Word onlyWord() throws IOException {
    Path note;
    try (var files = Files.list(reached())) {
      note = files.findFirst().orElseThrow();
    }
    return new Reachability.Word(
        temp.toString(),
        new TreeMap<>(),
        note.getFileName().toString(),
        Files.readString(note),
        null);
  }

  @Test
  void theSameFolderIsReachedAndNothingIsLeft() throws Exception {
    try (Reachability reachability =
        Reachability.of(
            ResultsFolder.create(temp.toString()), temp.toString(), Map.of(), Optional.empty())) {
      assertThat(reachability).isNotNull();
      assertThat(onlyWord().problem("h")).isEmpty();
      try (var files = Files.list(reached())) {
        assertThat(files).hasSize(1);
      }
    }
    assertThat(reached()).isEmptyDirectory();
  }

  @Test
  void aFolderOfTheSameNameOnAnotherDiskIsNotTheSame(@TempDir Path other) throws Exception {
    try (Reachability reachability =
        Reachability.of(
            ResultsFolder.create(temp.toString()), temp.toString(), Map.of(), Optional.empty())) {
      assertThat(reachability).isNotNull();
      Reachability.Word word = onlyWord();
      Reachability.Word there =
          new Reachability.Word(other.toString(), word.hadoop(), word.name(), word.text(), null);

      assertThat(there.problem("node7").orElseThrow())
          .startsWith("results folder " + other + " is on the driver's own disk:")
          .contains("the executor on host node7 does not see it; give --out a folder that all")
          .hasLineCount(1);
      ResultsFolder.create(other.toString())
          .notes()
          .write("reach/" + word.name(), "of another run");
      assertThat(there.problem("node7").orElseThrow()).contains("does not see it");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenToIsSaid() throws Exception {
    ResultsFolder.create(temp.toString());
    // The name is as long as one may be, and what is written beside it is longer.
    String name = "n".repeat(250);
    Files.createDirectory(reached());
    Files.writeString(reached().resolve(name), "t");
    assertThat(
            new Reachability.Word(temp.toString(), new TreeMap<>(), name, "t", null)
                .problem("node7"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .startsWith("results folder " + temp + ": the executor on host node7 cannot")
                    .contains("too long")
                    .hasLineCount(1));
  }

  @Test
  void theWordsOfKilledDriversGo() throws Exception {
    ResultsFolder folder = ResultsFolder.create(temp.toString());
    Process gone = new ProcessBuilder(java(), "-version").redirectErrorStream(true).start();
    gone.waitFor();
    try (Reachability mine = Reachability.of(folder, temp.toString(), Map.of(), Optional.empty())) {
      assertThat(mine).isNotNull();
      String dead = onlyWord().name().replaceFirst("\\d+$", Long.toString(gone.pid()));
      folder.notes().write("reach/" + dead, "x");
      folder.notes().write("reach/elsewhere-1", "x");
      try (Reachability next =
          Reachability.of(folder, temp.toString(), Map.of(), Optional.empty())) {
        assertThat(next).isNotNull();
        assertThat(folder.notes().texts("reach"))
            .doesNotContainKey(dead)
            .containsKey("elsewhere-1");
      }
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Test
  void anExecutorThatComesLaterFailsItsFirstTask(@TempDir Path other) {
    assertThatThrownBy(
            () ->
                new Reachability.Word(other.toString(), new TreeMap<>(), "n", "t", null)
                    .require("node7"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("node7 does not see it");
  }

  @Test
  void dataThatAnExecutorDoesNotHaveAreNamed(@TempDir Path digits) {
    var data =
        new Reachability.Data(
            digits.resolve("gone").toString(), DataIdentity.Kind.DIGITS, "sha256:0011223344556677");
    assertThat(data.problem("node7", Map.of()).orElseThrow())
        .startsWith(
            "data " + digits.resolve("gone") + ": the executor on host node7 does not reach")
        .contains("does not exist")
        .hasLineCount(1);
    assertThat(Reachability.Data.of(List.of(Trial.of(Map.of())), DataLocation.EMBEDDED)).isEmpty();
  }
}
