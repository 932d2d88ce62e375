package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compaction in a process of its own, which is killed in the middle. */
class CompactionKillTest {
  private static final int TRIALS = 60;
  private static final CompactionBounds SMALL = new CompactionBounds(20, 1 << 30);

  @TempDir private Path scratch;

  /** What the process runs: says how far it is. */
  public static void main(String[] arguments) throws IOException {
    ResultsFolder.open(arguments[0])
        .compact(
            Instant.now(),
            SMALL,
            (done, total) -> {
              System.out.println(done);
              System.out.flush();
            });
  }

  @Test
  void killsLoseNothing() throws Exception {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    for (long seed = 1; seed <= TRIALS; seed++) {
      folder.commit(Rows.complete("crnn", seed), Rows.epochs(seed, 3), List.of());
    }
    for (int killAfter : List.of(5, 70, 100)) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  CompactionKillTest.class.getName(),
                  scratch.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader out = process.inputReader()) {
        String line = out.readLine();
        for (int lines = 1; lines < killAfter && line != null; lines++) {
          line = out.readLine();
        }
      } finally {
        process.destroyForcibly().waitFor(); // SIGKILL
      }
      Inventory inventory = folder.inventory();
      assertThat(inventory.unreadable()).isEmpty();
      assertThat(inventory.complete()).as("killed after %d", killAfter).hasSize(TRIALS);
    }
    assertThat(folder.trial(Rows.trial("crnn", 7).id()).epochs()).isEqualTo(Rows.epochs(7, 3));
    Instant later = Instant.now().plus(ResultsFolder.LEFTOVER_AGE).plusSeconds(60);
    folder.removeLeftovers(later);

    folder.compact(later, CompactionBounds.DEFAULT, (done, total) -> {});

    assertThat(folder.inventory().complete()).hasSize(TRIALS);
    try (Stream<Path> files = Files.walk(scratch).filter(Files::isRegularFile)) {
      assertThat(files).hasSize(2);
    }
  }
}
