package ccrnn;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The trials of the sweeps of conf/ keep their ids, so that what users have trained still counts as
 * done. {@code conf-ids.txt} says how the list was made.
 */
class ConfIdsTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path CONF = HOME.resolve("conf");
  private static final Path LIST = HOME.resolve("jobs/src/test/resources/conf-ids.txt");

  /**
   * A sweep as it was.
   *
   * @param file in conf/
   * @param trials how many
   * @param ids beginnings of ids, of some or all trials from the first on
   * @param last those of the last trials, where only some are listed
   * @param all digest of all ids, where only some are listed; else empty
   */
  record Listed(String file, int trials, List<String> ids, List<String> last, String all) {
    @Override
    public String toString() {
      return file;
    }
  }

  static List<Listed> listed() throws IOException {
    List<Listed> sweeps = new ArrayList<>();
    for (String line : Files.readAllLines(LIST)) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "#" -> {}
        case "=" ->
            sweeps.add(
                new Listed(
                    words[1],
                    Integer.parseInt(words[2]),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    ""));
        case "all" -> {
          Listed open = sweeps.remove(sweeps.size() - 1);
          sweeps.add(new Listed(open.file(), open.trials(), open.ids(), open.last(), words[1]));
        }
        case "last" -> sweeps.get(sweeps.size() - 1).last().add(words[1]);
        default -> sweeps.get(sweeps.size() - 1).ids().add(words[words.length - 1]);
      }
    }
    return sweeps;
  }

  @ParameterizedTest
  @MethodSource("listed")
  void everyTrialHasTheIdThatItHad(Listed was) {
    Sweep sweep = SweepReader.read(CONF.resolve(was.file()), List.of());
    List<Trial> trials = sweep.trials();
    requireEqual(was, trials, was.ids(), 0);
    requireEqual(was, trials, was.last(), was.trials() - was.last().size());
    assertThat(trials).as("trials of %s", was.file()).hasSize(was.trials());
    if (was.all().isEmpty()) {
      assertThat(was.ids()).as("listed of %s", was.file()).hasSize(was.trials());
    } else {
      assertThat(digest(trials)).as("all ids of %s", was.file()).isEqualTo(was.all());
    }
  }

  private static void requireEqual(Listed was, List<Trial> trials, List<String> ids, int from) {
    for (int i = 0; i < Math.min(ids.size(), trials.size() - from); i++) {
      Trial trial = trials.get(from + i);
      assertThat(trial.id())
          .as("trial %d of %s:%n%s", from + i, was.file(), trial.canonicalText())
          .startsWith(ids.get(i));
    }
  }

  private static String digest(List<Trial> trials) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Trial trial : trials) {
        digest.update((trial.id() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Test
  void everySweepIsListed() throws IOException {
    try (Stream<Path> files = Files.walk(CONF)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".yaml"))
                  .map(file -> CONF.relativize(file).toString().replace('\\', '/')))
          .as("sweeps of conf/; add what is new to conf-ids.txt")
          .containsExactlyInAnyOrderElementsOf(listed().stream().map(Listed::file).toList());
    }
  }
}
