package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.family.task.CuedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweep files that are like another. */
class SweepSourceTest {
  private static final String BASE =
      """
      name: base
      about: the whole
      settings: {epochs: 100, noise: 0.1}
      axes:
        seed: 1..10
        network: [crnn, ccrnn]
      cases:
        - {lesion: none}
        - {lesion: [cerebellum, inferior-olive], lesion-epoch: [1, 50]}
      exclude:
        - {network: crnn, lesion: [cerebellum, inferior-olive]}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeBase() throws IOException {
    Files.writeString(folder.resolve("base.yaml"), BASE);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("small.yaml"), text);
  }

  private Sweep read(String text) throws IOException {
    return SweepReader.read(write(text), List.of());
  }

  private String message(String text) throws IOException {
    Path file = write(text);
    String message =
        catchThrowableOfType(UserError.class, () -> SweepReader.read(file, List.of())).getMessage();
    assertThat(message).doesNotContain("\n");
    return message.replace(folder + "/", "");
  }

  /** Every way to change a file by another gives the trials of the file edited so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          settings: {epochs: 60}                 | epochs: 100    | epochs: 60
          axes: {seed: 1..2}                     | seed: 1..10    | seed: 1..2
          settings: {seed: 3}                    | seed: 1..10    | seed: [3]
          settings: {lesion-epoch: 7}            | [1, 50]        | [7]
          axes: {noise: [0, 0.2], epochs: [90]}  | epochs: 100, noise: 0.1} | epochs: 90}
          """)
  void isTheOtherFileEdited(String change, String from, String to) throws IOException {
    Sweep small = read("name: small\nlike: base.yaml\n" + change + "\n");
    String edited = BASE.replace(from, to);
    if (change.contains("noise")) {
      edited = edited.replace("axes:\n", "axes:\n  noise: [0, 0.2]\n");
    }
    Sweep expected = SweepReader.parse(edited, "edited.yaml", List.of());
    assertThat(small.trials()).containsExactlyInAnyOrderElementsOf(expected.trials());
    assertThat(small.name()).isEqualTo("small");
    assertThat(small.about()).isEqualTo("the whole");
  }

  @Test
  void casesAndExclusionsAreReplacedAsAWhole() throws IOException {
    Sweep small =
        read(
            """
            name: small
            about: other
            like: base.yaml
            cases:
              - {seed: 1, epochs: 20}
              - {seed: [2, 3], epochs: 30}
            exclude:
              - {seed: 3, network: crnn}
            """);
    assertThat(small.about()).isEqualTo("other");
    assertThat(small.trials()).hasSize(5);
    assertThat(small.trials()).allSatisfy(t -> assertThat(t.word(CommonRows.NETWORK)).isNotEmpty());
    assertThat(small.trials()).extracting(t -> t.number(CuedRows.NOISE)).containsOnly(0.1);
    assertThat(small.excluded()).isEqualTo(1);
  }

  @Test
  void overridesOfTheCommandLineHoldBeforeBothFiles() throws IOException {
    Path file = write("name: small\nlike: base.yaml\naxes: {seed: 1..2}\n");
    Sweep sweep = SweepReader.read(file, List.of("seed=5", "name=other"));
    assertThat(sweep.trials()).extracting(trial -> trial.integer(CommonRows.SEED)).containsOnly(5L);
    assertThat(sweep.name()).isEqualTo("other");
  }

  @Test
  void canBeReadAgainWithoutItsFiles() throws IOException {
    Path file = write("name: small\nlike: base.yaml\naxes: {seed: 1..2}\n");
    SweepSource source = SweepSource.read(file);
    List<Trial> trials = SweepReader.read(file, List.of()).trials();
    Files.delete(file);
    Files.delete(folder.resolve("base.yaml"));
    DataIdentity none = (path, kind) -> path;
    assertThat(SweepReader.parse(source, List.of(), none).trials()).isEqualTo(trials);
  }

  @Test
  void mistakesNameTheFileThatTheyAreIn() throws IOException {
    assertThat(message("name: small\nlike: base.yaml\nsettings:\n  epohcs: 3\n"))
        .isEqualTo("small.yaml:4: unknown setting 'epohcs'; did you mean 'epochs'?");
    assertThat(message("name: small\nlike: base.yaml\nsettings: {epochs: 20}\n"))
        .isEqualTo(
            "base.yaml:9: lesion-epoch=50 is beyond epochs=20 (small.yaml:3);"
                + " give an epoch from 1 to 20");
    assertThat(message("name: small\nlike: base.yaml\naxes:\n  lesion-epoch: [5, 200]\n"))
        .isEqualTo(
            "small.yaml:4: lesion-epoch=200 is beyond epochs=100 (base.yaml:3);"
                + " give an epoch from 1 to 100");
    assertThat(message("like: base.yaml\n"))
        .isEqualTo("small.yaml: has no name; add a line like 'name: my-sweep'");
    Files.writeString(folder.resolve("base.yaml"), "name: [\n");
    assertThat(message("name: small\nlike: base.yaml\n")).startsWith("base.yaml:");
  }

  @Test
  void theOtherFileHasToBeThere() throws IOException {
    assertThat(message("name: small\nlike: bsae.yaml\n"))
        .isEqualTo("small.yaml:2: like: bsae.yaml: no such file; did you mean 'base.yaml'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../base.yaml",
        "/etc/passwd",
        "a/base.yaml",
        "..",
        ".base.yaml",
        "b\\c",
        "[b]",
        ""
      })
  void theOtherFileIsOfTheSameFolder(String name) throws IOException {
    assertThat(message("name: small\nlike: " + name + "\n"))
        .startsWith("small.yaml:2: like needs the name of a sweep file in the same folder, not ");
  }

  @Test
  void thereIsNoThird() throws IOException {
    assertThat(message("name: small\nlike: small.yaml\n"))
        .isEqualTo("small.yaml:2: like names this file itself; name another");
    Files.writeString(folder.resolve("middle.yaml"), "name: m\nlike: small.yaml\n");
    assertThat(message("name: small\nlike: middle.yaml\n"))
        .isEqualTo(
            "small.yaml:2: like names a file that is itself like another (middle.yaml:2);"
                + " name a whole sweep");
  }

  @Test
  void aTextAloneIsLikeNoFile() {
    String text = "name: small\nlike: base.yaml\n";
    UserError error =
        catchThrowableOfType(UserError.class, () -> SweepReader.parse(text, "s.yaml", List.of()));
    assertThat(error).hasMessage("s.yaml:2: like names a file, and here is none to read");
  }
}
