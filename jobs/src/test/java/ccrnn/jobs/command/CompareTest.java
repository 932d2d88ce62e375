package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two folders, side by side. */
final class CompareTest {
  @TempDir private Path folder;

  private static Trial trial(Map<Setting, Object> settings) {
    Map<Setting, Object> all =
        new TreeMap<>(
            Map.of(
                CommonRows.NETWORK, "crnn",
                CommonRows.EPOCHS, 2L,
                CuedRows.BATCHES, 1L,
                CuedRows.VALIDATION_SIZE, 1L,
                CuedRows.TEST_SIZE, 1L));
    all.putAll(settings);
    return Trial.of(all);
  }

  private static TrialRunner.Finished train(Trial trial) {
    return new TrialRunner("small", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {})
        .run(trial);
  }

  private String folder(String name, List<Map<Setting, Object>> trials) {
    String location = folder.resolve(name).toString();
    ResultsFolder results = ResultsFolder.create(location);
    for (Map<Setting, Object> settings : trials) {
      TrialRunner.Finished finished = train(trial(settings));
      results.commit(finished.trial(), finished.epochs(), finished.measures());
    }
    return location;
  }

  private static List<Map<Setting, Object>> seeds(Setting setting, Object value, long... seeds) {
    List<Map<Setting, Object>> all = new ArrayList<>();
    for (long seed : seeds) {
      all.add(Map.of(CommonRows.SEED, seed, setting, value));
    }
    return all;
  }

  @Test
  void theSameTrialsAreEqualInEveryBit() {
    String one = folder("one", seeds(CortexRows.CORTEX_UNITS, 5L, 1, 2, 3));
    String other = folder("other", seeds(CortexRows.CORTEX_UNITS, 5L, 2, 3, 4));

    Program compare = Program.run("compare", one, other);
    assertThat(compare.err()).isEmpty();
    assertThat(compare.exit()).isZero();
    assertThat(compare.out())
        .contains("2 trials in both, 1 only in the first, 1 only in the second.")
        .contains("The trials in both are equal in every bit.")
        .containsPattern("(?m)^ seed +1, 2, 3 +2, 3, 4$")
        .contains("No pair differs in last_validation_loss in 1 condition.");
  }

  @Test
  void aBitThatDiffersIsToldAndFails() {
    Map<Setting, Object> settings = Map.of(CommonRows.SEED, 1L);
    String one = folder("one", List.of(settings));
    String other = folder("other", List.of());
    TrialRunner.Finished finished = train(trial(settings));
    EpochRow second = finished.epochs().get(1);
    double loss = second.value(Metric.VALIDATION_LOSS).orElseThrow();
    ResultsFolder.create(other)
        .commit(
            finished.trial(),
            List.of(
                finished.epochs().get(0),
                new EpochRow(
                    2, second.values().with(Metric.VALIDATION_LOSS, Math.nextUp(loss)), 0)),
            finished.measures());

    Program compare = Program.run("compare", one, other);
    assertThat(compare.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(compare.out())
        .contains("1 trial of those in both differs, though the settings are the same.")
        .contains("epochs, epoch 2, validation_loss", String.valueOf(loss));
  }

  @Test
  void trialsPairAcrossTheSettingThatSetsTheFoldersApart() throws Exception {
    String one = folder("one", seeds(LearningRows.LEARNING_RATE, 0.001, 1, 2, 3, 4));
    String other = folder("other", seeds(LearningRows.LEARNING_RATE, 0.1, 1, 2, 3, 4));
    Path page = folder.resolve("page.html");

    Program compare = Program.run("compare", one, other, "--html", page.toString());
    assertThat(compare.exit()).isZero();
    assertThat(compare.out())
        .contains("0 trials in both, 4 only in the first, 4 only in the second.")
        .containsPattern("(?m)^ learning-rate +0.001 +0.1$")
        .containsPattern("(?m)^ learning-rate=0.001 → 0.1 +4 .* to .* 0[.]\\d{4}$");
    Document html = Jsoup.parse(Files.readString(page));
    assertThat(html.select("#conditions tbody tr").text())
        .startsWith("learning-rate=0.001 → 0.1 4");
    assertThat(html.select("#settings tbody tr").text()).isEqualTo("learning-rate 0.001 0.1");
  }

  @Test
  void bothAreAskedTheSameClaims() throws Exception {
    List<Map<Setting, Object>> trials = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++) {
      for (String network : List.of("crnn", "ccrnn")) {
        trials.add(
            Map.of(
                CommonRows.SEED, seed, CommonRows.NETWORK, network, CortexRows.CORTEX_UNITS, 5L));
      }
    }
    String one = folder("one", trials.subList(0, 4));
    String other = folder("other", trials);
    Path page = folder.resolve("page.html");

    Program compare = Program.run("compare", one, other, "--html", page.toString());
    assertThat(compare.out())
        .containsPattern(
            "natcomm-2: ccrnn ends with a lower loss than crnn\\R"
                + " +first: +undecided: .*, n = 2\\R"
                + " +second: +(undecided|supported|contradicted): .*, n = 3\\R");
    assertThat(Jsoup.parse(Files.readString(page)).select("#claims tbody tr").size()).isEqualTo(3);
  }

  @Test
  void foldersWithoutACommonSeedAreTold() {
    String one = folder("one", seeds(CortexRows.CORTEX_UNITS, 5L, 1, 2));
    String other = folder("other", seeds(CortexRows.CORTEX_UNITS, 5L, 3));

    assertThat(Program.run("compare", one, other).out())
        .contains("The folders have no seed in common");
  }

  @Test
  void anEmptyFolderComparesWithNothing() throws Exception {
    String one = folder("one", seeds(CortexRows.CORTEX_UNITS, 5L, 1));
    String other = folder("other", List.of());

    Path page = folder.resolve("page.html");
    Program compare = Program.run("compare", one, other, "--html", page.toString());
    assertThat(compare.exit()).isZero();
    assertThat(compare.out()).contains("No trial of one folder pairs with one of the other.");
    assertThat(Jsoup.parse(Files.readString(page)).select("#conditions p").text())
        .isEqualTo("No trial of one folder pairs with one of the other.");
  }

  @Test
  void aMeasureThatIsNoneIsTheUsersMistake() {
    String one = folder("one", List.of());

    Program compare = Program.run("compare", one, one, "--measure", "last_validation_los");
    assertThat(compare.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(compare.err())
        .contains("unknown measure 'last_validation_los'; did you mean 'last_validation_loss'?");
  }
}
