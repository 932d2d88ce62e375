package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads about settings, tasks and networks. */
class SettingsTest {
  private static final int TASKS = CommonRows.TASK.choices().size();

  @Test
  void listsEverySettingWithItsDefaultsByTask() {
    Program program = Program.run("settings");
    assertThat(program.exit()).isZero();
    for (Setting setting : Setting.all()) {
      assertThat(program.out()).containsPattern("(?m)^ " + setting.key() + " ");
    }
    assertThat(program.out())
        .containsPattern("(?m)^ cortex-units +50; digits 30; captions 256 +1\\.\\.8192 ")
        .containsPattern("(?m)^ images +all; embedded data 6000 +5\\.\\.1000000, all ")
        .containsPattern("(?m)^ momentum .* optimizer: rmsprop, sgd ");
  }

  @Test
  void explainsTasksNetworksLesionsAndProbes() {
    String out = Program.run("settings").out();
    for (Setting setting :
        new Setting[] {
          CommonRows.TASK, CommonRows.NETWORK, CerebellumRows.LESION, CommonRows.PROBES
        }) {
      for (String word : setting.choices()) {
        assertThat(out).containsPattern("(?m)^ " + setting.key() + " +" + word + " +[a-z]");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "digit-drawing, cortex-units, 30, steps",
    "digit-recognition, input-size, 28, feedback-interval",
    "captions, adam-beta2, 0.999, images",
    "line-drawing, line-length, 10, embedding-units",
    "reaching, hidden-layers, 2, cortex-units"
  })
  void ofATaskShowsItsDefaultsAndNothingElse(
      String task, String setting, String usual, String absent) {
    String out = Program.run("settings", "--task", task).out();
    assertThat(out)
        .containsPattern("(?m)^ task +" + task + " ")
        .containsPattern("(?m)^ " + setting + " +" + usual + " ")
        .doesNotContainPattern("(?m)^ " + absent + " ");
  }

  @Test
  void ofATaskThatIsNone() {
    Program program = Program.run("settings", "--task", "digit-drawin");
    assertThat(program.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(program.err())
        .isEqualToNormalizingNewlines(
            "ccrnn: unknown task 'digit-drawin'; did you mean 'digit-drawing'?\n");
  }

  @Test
  void writesMarkdownTables() {
    String out = Program.run("settings", "--format", "markdown").out();
    assertThat(out.lines().filter(line -> !line.isEmpty()))
        .allMatch(line -> line.startsWith("| ") && line.endsWith(" |"))
        .contains("| setting | word | meaning |", "| --- | --- | --- |")
        .hasSizeGreaterThan(Setting.all().size() + TASKS);
  }

  @Test
  void thePageOfSweepsHasTheTableOfWords() throws IOException {
    String out = Program.run("settings", "--format", "markdown").out().replace("\r\n", "\n");
    String words = out.substring(out.indexOf("| setting | word |")).strip();
    assertThat(Files.readString(Path.of("../docs/sweeps.md"))).contains("\n\n" + words + "\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"line-drawing", "digit-recognition", "captions", "reaching"})
  void planNamesWhatIsThere(String task, @TempDir Path folder) throws IOException {
    Path sweep = Files.writeString(folder.resolve("s.yaml"), "name: s\ntask: " + task + "\n");
    Program plan = Program.run("plan", sweep.toString(), "--out", folder.resolve("r").toString());
    assertThat(plan.exit()).isZero();
    assertThat(plan.out()).containsPattern("(?m)^task " + task + "; network (ccrnn|feedforward)");
  }

  @Test
  void planNamesEveryNetworkLesionProbeAndTheData(@TempDir Path folder) throws IOException {
    String text =
        """
        name: s
        task: digit-recognition
        settings: {lesion-epoch: 3, probes: [weights, similarity]}
        axes: {network: [bptt, ccrnn], lesion: [none, cerebellum, fixed]}
        exclude: [{network: bptt, lesion: [cerebellum, fixed]}]
        """;
    Path sweep = Files.writeString(folder.resolve("s.yaml"), text);
    String out =
        Program.run("plan", sweep.toString(), "--out", folder.resolve("r").toString()).out();
    assertThat(Stream.of(out.split("\\R")))
        .contains(
            "task digit-recognition; network bptt, ccrnn; lesion cerebellum, fixed;"
                + " probes weights, similarity; data embedded");
  }
}
