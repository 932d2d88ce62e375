package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import ccrnn.pipeline.family.Benchmark;
import ccrnn.pipeline.family.Families;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that times PyTorch, with the python3 of this machine. */
class PyTorchComparisonTest {
  private static final Path SCRIPT = Path.of("bench/compare_pytorch.py");
  private static final Path SAMPLE = Path.of("src/test/resources/reference");

  @TempDir private Path temporary;

  /**
   * How a program ended.
   *
   * @param code exit code
   * @param out what it printed
   * @param err what it complained about
   */
  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void needsPython() throws Exception {
    boolean found;
    try {
      found = python("--version").code() == 0;
    } catch (IOException e) {
      found = false;
    }
    Assumptions.assumeTrue(found, "there is no python3 on the PATH");
  }

  private Ended python(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("PYTHONPYCACHEPREFIX", temporary.resolve("cache").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running after two minutes: " + command);
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Runs the script, or skips the test where it has no PyTorch. */
  private Ended compare(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Ended ended = python(command.toArray(String[]::new));
    boolean absent = ended.code() == Exit.USER_ERROR && ended.err().contains("no PyTorch");
    Assumptions.assumeFalse(absent, "python3 has no torch");
    return ended;
  }

  @Test
  void isPython() throws Exception {
    Ended compiled = python("-W", "error", "-m", "py_compile", SCRIPT.toString());
    assertThat(compiled.err()).isEmpty();
    assertThat(compiled.code()).isZero();
  }

  @Test
  void saysInOneLineThatPyTorchIsMissing() throws Exception {
    // Without site packages no Python has it.
    Ended absent = python("-I", "-S", SCRIPT.toString(), "--json");
    assertThat(absent.code()).isEqualTo(Exit.USER_ERROR);
    assertThat(absent.out()).isEmpty();
    assertThat(absent.err().lines()).singleElement().asString().contains("no PyTorch for ");
  }

  @Test
  void hasEveryPresetOfBench() throws Exception {
    String script = Files.readString(SCRIPT);
    assertThat(Families.all().stream().flatMap(family -> family.benchmarks().stream()))
        .extracting(Benchmark::name)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(script).contains("    \"" + name + "\": Settings("));
  }

  @Test
  void computesWhatThePublishedImplementationDoes() throws Exception {
    Ended all = compare("--check", SAMPLE.toString());
    assertThat(all.err()).isEmpty();
    assertThat(all.out()).contains("5 of 6 cases compared").endsWith(": equal\n");
    assertThat(all.code()).isZero();
    Ended once = compare("--once", "--check", SAMPLE.resolve("dni_lstm_draw_nonzero").toString());
    assertThat(once.out()).contains("1 of 1 cases compared").endsWith(": equal\n");
  }

  @Test
  void noticesADifference() throws Exception {
    Path original = SAMPLE.resolve("lstm_draw_horizon4");
    Path changed = Files.createDirectory(temporary.resolve("changed"));
    Files.copy(original.resolve("tensors.f64"), changed.resolve("tensors.f64"));
    Files.writeString(
        changed.resolve("case.json"),
        Files.readString(original.resolve("case.json"))
            .replace("\"feedback_horizon\": 4", "\"feedback_horizon\": 3"));
    Ended ended = compare("--check", changed.toString());
    assertThat(ended.out()).endsWith(": DIFFERENT\n");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void printsTimesByPreset() throws Exception {
    Ended ended =
        compare(
            "--json",
            "--seconds",
            "0.01",
            "--preset",
            "digit-recognition",
            "--preset",
            "line-drawing");
    assertThat(ended.code()).as(ended.err()).isZero();
    JsonNode results = new ObjectMapper().readTree(ended.out());
    assertThat(results.size()).isEqualTo(2);
    for (JsonNode result : results) {
      assertThat(result.path("ms_per_batch").asDouble()).isPositive();
      assertThat(result.path("threads").asInt()).isEqualTo(1);
    }
    assertThat(results.has("digit-recognition")).isTrue();
  }
}
