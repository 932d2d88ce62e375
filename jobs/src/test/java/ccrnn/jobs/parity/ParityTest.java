package ccrnn.jobs.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.DigitTask;
import ccrnn.model.task.DigitTask.Kind;
import ccrnn.model.task.LineDrawing;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.reference.Agreement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The trainer against the published implementation. Six recorded cases are test resources; the full
 * set is compared where a checkout has it beside the project.
 */
class ParityTest {
  private static final Path SAMPLE = Path.of("src/test/resources/reference");
  private static final Path ALL = Path.of("../../shared/reference");

  private static List<Agreement> run(Path folder, Kernel kernel) {
    Parity parity = new Parity(kernel);
    return Parity.sorted(Parity.cases(folder)).known().stream().map(parity::run).toList();
  }

  private static void assertClose(List<Agreement> results) {
    for (Agreement result : results) {
      assertThat(result.largest()).as("%s", result).isLessThanOrEqualTo(Agreement.BOUND);
      // A comparison that compared nothing would be close too.
      assertThat(result.error("losses").getAsDouble()).isGreaterThan(0);
      assertThat(result.error("parameters").getAsDouble()).isGreaterThan(0);
      assertThat(result.error("predictions").getAsDouble()).isGreaterThan(0);
      assertThat(result.error("metrics")).isPresent();
    }
  }

  @Test
  void theSampleAgreesWithBothKernels() {
    for (Kernel kernel : Kernel.values()) {
      List<Agreement> results = run(SAMPLE, kernel);
      assertThat(results).hasSize(6);
      assertClose(results);
    }
    assertThat(run(SAMPLE, Kernel.PLAIN)).isEqualTo(run(SAMPLE, Kernel.VECTOR));
  }

  @Test
  void everyRecordedCaseAgrees() {
    Assumptions.assumeTrue(
        Files.isDirectory(ALL), "the full set of recorded cases is not beside this checkout");
    List<Agreement> results = run(ALL, Kernel.VECTOR);
    assertClose(results);
    assertThat(results).hasSize(32);
    assertThat(results.stream().filter(result -> result.error("activity").orElse(0) > 0))
        .hasSize(2);
  }

  @Test
  void aCaseOfAnotherModelIsPassedOverAmongOthersAndRefusedAlone(@TempDir Path temporary)
      throws IOException {
    for (String name : List.of("known", "other")) {
      Path folder = Files.createDirectory(temporary.resolve(name));
      Path original = SAMPLE.resolve("lstm_draw_horizon4");
      Files.copy(original.resolve("tensors.f64"), folder.resolve("tensors.f64"));
      String settings = Files.readString(original.resolve("case.json"));
      String model = name.equals("known") ? "LSTM" : "ANOTHER";
      Files.writeString(
          folder.resolve("case.json"),
          settings.replace("\"model\": \"LSTM\"", "\"model\": \"" + model + "\""));
    }
    Parity.Sorted cases = Parity.sorted(Parity.cases(temporary));
    assertThat(cases.known()).containsExactly(temporary.resolve("known"));
    assertThat(cases.others()).containsExactly(temporary.resolve("other"));
    Parity parity = new Parity(Kernel.PLAIN);
    Path alone = temporary.resolve("other");
    assertThat(Parity.sorted(Parity.cases(alone)).known()).containsExactly(alone);
    assertThatThrownBy(() -> parity.run(alone))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("unknown model ANOTHER");
  }

  @Test
  void aDifferenceShows(@TempDir Path temporary) throws IOException {
    Path original = SAMPLE.resolve("lstm_draw_horizon4");
    Path changed = Files.createDirectory(temporary.resolve("changed"));
    Files.copy(original.resolve("tensors.f64"), changed.resolve("tensors.f64"));
    String settings = Files.readString(original.resolve("case.json"));
    Files.writeString(
        changed.resolve("case.json"),
        settings.replace("\"feedback_horizon\": 4", "\"feedback_horizon\": 3"));
    Agreement result = new Parity(Kernel.PLAIN).run(changed);
    assertThat(result.largest()).isGreaterThan(Agreement.BOUND);
  }

  @Test
  void theErrorIsRelativeToTheLargestElementWithAFloor() {
    assertThat(Agreement.error(new double[] {2, -4}, new double[] {2, -4.1}))
        .isCloseTo(0.1 / 4.001, within(1e-12));
    assertThat(Agreement.error(new double[] {0}, new double[] {1e-6}))
        .isCloseTo(1e-3, within(1e-12));
    assertThat(Agreement.error(new double[] {1}, new double[] {Double.NaN})).isNaN();
  }

  @Test
  void damagedCasesAreNamed(@TempDir Path temporary) throws IOException {
    Parity parity = new Parity(Kernel.PLAIN);
    assertThatThrownBy(() -> Parity.cases(temporary))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds no reference case");
    Path original = SAMPLE.resolve("lstm_draw_horizon4");
    Path cut = Files.createDirectory(temporary.resolve("cut"));
    Files.copy(original.resolve("case.json"), cut.resolve("case.json"));
    assertThatThrownBy(() -> parity.run(cut)).hasMessageContaining("cannot read reference case");
    Files.write(cut.resolve("tensors.f64"), new byte[100]);
    assertThatThrownBy(() -> parity.run(cut)).hasMessageContaining("is too short for tensor");
    Files.writeString(cut.resolve("case.json"), "{\"name\": ");
    assertThatThrownBy(() -> parity.run(cut)).hasMessageContaining("is not JSON");
  }

  @Test
  void linesAndStimuliAreThePublishedOnes() throws IOException {
    JsonNode published =
        new ObjectMapper()
            .readTree(SAMPLE.resolve("targets.json").toFile())
            .path("simple_line_drawing");
    int steps = published.path("timesteps").asInt();
    var settings = new LineDrawing.Settings(steps, 7, 10, 0, 0, 1, 1, 1);
    LineDrawing task = new LineDrawing(settings, 7, new Streams(1));
    Batch batch = new Batch(7, task);
    assertThat(task.everyCue().next(batch)).isEqualTo(7);
    List<Double> checked = new ArrayList<>();
    for (int cue = 0; cue < 7; cue++) {
      JsonNode theirs = published.path("stimulus_to_target").path(cue);
      assertThat((double) batch.input().get(cue, 0))
          .isCloseTo(theirs.path("stimulus").asDouble(), within(1e-7));
      for (int t = 0; t < steps; t++) {
        for (int axis = 0; axis < 2; axis++) {
          double target = theirs.path("target").path(t).path(axis).asDouble();
          assertThat((double) batch.target().get(t * 7 + cue, axis))
              .isCloseTo(target, within(2e-6));
          checked.add(target);
        }
      }
    }
    assertThat(checked).hasSize(7 * 10 * 2);
  }

  @Test
  void digitTargetsAreThePublishedOnes() throws IOException {
    JsonNode published = new ObjectMapper().readTree(SAMPLE.resolve("targets.json").toFile());
    assertTargets(published.path("mnist_line_drawing_fixed_magnitude"), Kind.LINE_DRAWING);
    assertTargets(published.path("mnist_digit_drawing"), Kind.DIGIT_DRAWING);
  }

  private static void assertTargets(JsonNode published, Kind kind) {
    int steps = published.path("timesteps").asInt();
    JsonNode targets = published.path("targets");
    assertThat(steps).isEqualTo(28);
    assertThat(targets).hasSize(DigitTask.DIGITS);
    for (int digit = 0; digit < DigitTask.DIGITS; digit++) {
      float[] ours = DigitTask.trajectory(kind, digit, steps);
      assertThat(targets.path(digit)).hasSize(steps);
      for (int i = 0; i < ours.length; i++) {
        assertThat((double) ours[i])
            .isCloseTo(targets.path(digit).path(i / 2).path(i % 2).asDouble(), within(1e-6));
      }
    }
  }
}
