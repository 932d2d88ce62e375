package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.run.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent with a command to a driver that starts elsewhere. */
class ParcelTest {
  private static final String SWEEP =
      """
      name: small
      about: "Übergrößen\\n & 'quotes'"
      settings: {epochs: 1, batches: 1, batch-size: 2, validation-size: 7, test-size: 7}
      axes: {network: [crnn], seed: 1..2}
      """;

  @TempDir private Path temp;

  private static Journal.Ask ask(String text, String... overrides) {
    return new Journal.Ask("small", "small.yaml", text, List.of(overrides), List.of(), null);
  }

  @Test
  void comesBackAsItWas() {
    Parcel parcel = new Parcel(ask(SWEEP, "epochs=2", "seed=1..3"), "s3a://bucket/a b");
    assertThat(parcel.pack()).matches("[A-Za-z0-9_-]+");
    assertThat(Parcel.unpack(parcel.pack())).isEqualTo(parcel);
  }

  @Test
  void tooLongIsOneLine() {
    assertThatThrownBy(() -> new Parcel(ask("#".repeat(100_000)), "/x").pack())
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the sweep file is too long to be sent to a driver on the cluster (100,000 bytes, about"
                + " 90,000 at most): leave out --deploy-mode cluster");
  }

  @Test
  void whatIsNotOurs() {
    for (String word : List.of("", "###", "e30", "bm90IGpzb24")) {
      assertThatThrownBy(() -> Parcel.unpack(word)).as(word).isInstanceOf(UserError.class);
    }
  }

  @Test
  void pathsAreAbsoluteAndTheFileIsNotNeededAnyMore() throws IOException {
    Path sweep = Files.writeString(temp.resolve("small.yaml"), SWEEP);
    Path results = temp.resolve("results");
    Program sent =
        Program.run("run", sweep.toString(), "--out", results.toString(), "-o", "seed=1", "--send");
    assertThat(sent.exit()).as(sent.err()).isZero();
    assertThat(results).doesNotExist();
    Parcel parcel = Parcel.unpack(sent.out());
    assertThat(parcel.ask().overrides()).containsExactly("seed=1");
    assertThat(Path.of(parcel.folder())).isEqualTo(results);
    assertThat(
            Path.of(Parcel.unpack(Program.run("run", sweep.toString(), "--send").out()).folder()))
        .isEqualTo(Path.of("results/small").toAbsolutePath());

    Files.delete(sweep);
    Program plan = Program.run("plan", "small.yaml", "--sent", sent.out());
    assertThat(plan.err()).isEmpty();
    assertThat(plan.out()).contains("small: 1 trial, results in " + results);
  }

  @Test
  void dataPathsAreAbsoluteToo() throws IOException {
    DigitFiles.write(temp.resolve("digits"), 70);
    Path here = Path.of("").toAbsolutePath();
    Path relative = here.relativize(temp.toAbsolutePath().resolve("digits"));
    Path sweep =
        Files.writeString(
            temp.resolve("d.yaml"),
            """
            name: d
            task: digit-recognition
            settings: {batch-size: 10}
            axes: {seed: 1..2}
            """);
    Program sent = Program.run("run", sweep.toString(), "-o", "data=" + relative, "--send");
    assertThat(sent.exit()).as(sent.err()).isZero();
    assertThat(Parcel.unpack(sent.out()).ask().overrides())
        .singleElement()
        .asString()
        .startsWith("data=/")
        .endsWith("/digits");
  }
}
