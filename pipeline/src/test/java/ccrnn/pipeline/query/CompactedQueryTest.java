package ccrnn.pipeline.query;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Queries over a folder that is compacted before them and under them. */
class CompactedQueryTest {
  private static final String EVERYTHING =
      "SELECT trial_id, network, epoch, validation_loss FROM curves ORDER BY trial_id, epoch";

  @TempDir private Path scratch;
  private ResultsFolder folder;

  @BeforeEach
  void fillFolder() {
    folder = ResultsFolder.create(scratch.resolve("r").toString());
    Rows.fill(folder);
  }

  @ParameterizedTest
  @EnumSource
  void compactionChangesNoAnswer(QueryEngineTest.Engine engine) {
    List<List<Object>> before;
    try (QueryEngine open = engine.on(folder)) {
      before = open.run(EVERYTHING).rows();
      assertThat(before).hasSize(20);

      folder.compact(Instant.now(), (done, total) -> {});

      // The files that it knew are gone.
      assertThat(open.run(EVERYTHING).rows()).isEqualTo(before);
    }
    try (QueryEngine anew = engine.on(folder)) {
      assertThat(anew.run(EVERYTHING).rows()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void filesThatAKilledCompactionLeftAreNotReadTwice(QueryEngineTest.Engine engine)
      throws IOException {
    Path kept = Files.createDirectory(scratch.resolve("kept"));
    copy(scratch.resolve("r"), kept);
    folder.compact(Instant.now(), (done, total) -> {});
    copy(kept, scratch.resolve("r"));

    try (QueryEngine open = engine.on(folder)) {
      assertThat(open.run("SELECT count(*) FROM trials").rows()).containsExactly(List.of(7L));
      assertThat(open.run("SELECT count(*) FROM epochs").rows()).containsExactly(List.of(20L));
    }
  }

  /** Two compactions at once, neither of which knew of the other. */
  @ParameterizedTest
  @EnumSource
  void trialsThatWereMergedTwiceAreReadOnce(QueryEngineTest.Engine engine) throws IOException {
    Path kept = Files.createDirectory(scratch.resolve("kept"));
    copy(scratch.resolve("r"), kept);
    ResultsFolder other = ResultsFolder.create(kept.toString());
    other.commit(Rows.complete("crnn", 77), Rows.epochs(77, 3), List.of());
    folder.compact(Instant.now(), (done, total) -> {});
    other.compact(Instant.now(), (done, total) -> {});
    copy(kept, scratch.resolve("r"));

    try (QueryEngine open = engine.on(folder)) {
      assertThat(open.run("SELECT count(*), count(DISTINCT trial_id) FROM trials").rows())
          .containsExactly(List.of(8L, 8L));
      assertThat(open.run("SELECT count(*) FROM epochs").rows()).containsExactly(List.of(23L));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.exists(target)) {
          Files.copy(file, target);
        }
      }
    }
  }
}
