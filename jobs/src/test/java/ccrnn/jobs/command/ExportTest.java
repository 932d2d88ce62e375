package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.task.Batch;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.run.KeptFolder;
import ccrnn.pipeline.run.KeptNetworks;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kept networks, taken to files and to Python as docs/python.md says. */
class ExportTest {
  private static final Sweep SWEEP =
      SweepReader.parse(
          """
          name: kept
          settings: {epochs: 2, batches: 2, batch-size: 5, validation-size: 7, test-size: 7,
            noise: 0.1, cortex-units: 5, cerebellum-units: 6, cerebellum-layers: 2}
          axes: {network: [crnn, ccrnn], seed: 1..2}
          """,
          "kept.yaml",
          List.of());

  private static final Path PAGE = Path.of("../docs/python.md");

  /** Asks for the numbers of this program; the page has made {@code predictions, feedback}. */
  private static final String COMPARE =
      """

      for name, found in (("predictions", predictions), ("feedback", feedback)):
          found, expected = numpy.asarray(found), numpy.load(name + ".npy")
          assert found.shape == expected.shape, (name, found.shape, expected.shape)
          assert abs(expected).max() > 1e-3, name
          assert abs(found - expected).max() < 1e-6, (name, abs(found - expected).max())
      print("equal")
      """;

  @TempDir private static Path shared;
  private static ResultsFolder folder;

  @TempDir private Path scratch;

  @BeforeAll
  static void train() {
    folder =
        KeptFolder.train(
            shared.resolve("kept"), SWEEP.trials(), new Snapshotting(true, Optional.empty()));
  }

  private static Program export(String... options) {
    List<String> words = new ArrayList<>(List.of("export", folder.location()));
    words.addAll(List.of(options));
    return Program.run(words.toArray(String[]::new));
  }

  private static String complaint(Program program) {
    assertThat(program.exit()).as(program.out() + program.err()).isEqualTo(Exit.USER_ERROR);
    assertThat(program.err().lines()).hasSize(1);
    return program.err();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The trial with a cerebellum of seed 1. */
  private static Trial trial() {
    return SWEEP.trials().get(2);
  }

  @Test
  void thePageTakesTheNetworksOfASeed() throws IOException {
    String line =
        Files.readAllLines(PAGE).stream()
            .filter(each -> each.startsWith("./ccrnn export "))
            .findFirst()
            .orElseThrow();
    var words = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line).results();
    String[] arguments =
        words
            .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
            .skip(1)
            .map(word -> word.equals("results/kept") ? folder.location() : word)
            .map(word -> word.equals("networks") ? scratch.resolve(word).toString() : word)
            .toArray(String[]::new);

    Program program = Program.run(arguments);

    assertThat(program.err()).isEmpty();
    assertThat(program.exit()).isZero();
    assertThat(files(scratch.resolve("networks")))
        .containsExactlyInAnyOrder(
            SWEEP.trials().get(0).id().substring(0, 12) + ".npz",
            trial().id().substring(0, 12) + ".npz");
    assertThat(program.out())
        .containsPattern(trial().id().substring(0, 12) + "\\.npz, [\\d,]+ bytes");

    assertThat(Program.run(arguments).out().lines())
        .hasSize(2)
        .allMatch(l -> l.endsWith(" is there"));
    Path one = scratch.resolve("networks").resolve(trial().id().substring(0, 12) + ".npz");
    Files.writeString(one, "something");
    assertThat(complaint(Program.run(arguments))).contains(one + " is there and is something else");
    assertThat(one).hasContent("something");
  }

  @Test
  void aFileTellsItsFormatAndHoldsSettingsAndId() throws IOException {
    Path file = scratch.resolve("deep/er/network.safetensors");
    Program program = export("--trial", trial().id().substring(0, 9), "--to", file.toString());
    assertThat(program.exit()).as(program.err()).isZero();
    assertThat(files(file.getParent())).containsExactly("network.safetensors");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .contains(
            "\"trial_id\":\"" + trial().id() + "\"",
            "\"cortex-units\":\"5\"",
            "\"noise\":\"0.1\"",
            "\"trained_epochs\":\"2\"",
            "\"cortex.weight_ih\":{\"dtype\":\"F32\",\"shape\":[20,",
            "\"cerebellum.hidden.1.bias\":{\"dtype\":\"F32\",\"shape\":[10]");
  }

  @Test
  void onnxIsAFormatToo() {
    Path file = scratch.resolve("network.onnx");
    Program program = export("--trial", trial().id(), "--to", file.toString());
    assertThat(program.exit()).as(program.err()).isZero();
    assertThat(file).isNotEmptyFile();
    assertThat(export("--where", "seed = 1", "--to", scratch.toString(), "--format", "onnx").out())
        .containsPattern(trial().id().substring(0, 12) + "\\.onnx, [\\d,]+ bytes");
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    String to = scratch.resolve("out").toString();
    assertThat(complaint(export("--trial", "0000", "--to", to)))
        .contains("no trial 0000 in ", "which holds 4 trials; nearest: ");
    assertThat(complaint(export("--where", "seed = 9", "--to", to)))
        .contains("--where seed = 9 selects no complete trial");
    assertThat(complaint(export("--where", "sed = 1", "--to", to))).contains("sed");
    assertThat(complaint(export("--where", "seed = 1", "--trial", "0000", "--to", to)))
        .contains("--trial and --where: give one of them");
    assertThat(complaint(export("--to", to + ".npz")))
        .contains("out.npz is one file for 4 trials: give a folder, or one --trial");
    assertThat(complaint(export("--to", to + ".npz", "--format", "safetensors")))
        .contains("out.npz ends as another format than --format safetensors");
    assertThat(complaint(export("--to", to, "--format", "pickle"))).contains("pickle");
    assertThat(complaint(export())).contains("--to");
    Path file = Files.writeString(scratch.resolve("file"), "");
    assertThat(complaint(export("--to", file.resolve("below").toString()))).contains("file");
    assertThat(Path.of(to)).doesNotExist();
  }

  @Test
  void aFolderOfNoNetworksSaysHowToKeepThem() throws IOException {
    List<Trial> one = List.of(trial());
    Path path = scratch.resolve("none");
    KeptFolder.train(path, one, Snapshotting.NONE);
    String to = scratch.resolve("out").toString();
    assertThat(complaint(Program.run("export", path.toString(), "--to", to)))
        .contains("keeps no networks: run the sweep with `-o snapshots=final`");

    KeptFolder.train(path, SWEEP.trials().subList(0, 1), new Snapshotting(true, Optional.empty()));
    Program program = Program.run("export", path.toString(), "--to", to);
    assertThat(program.exit()).isZero();
    assertThat(program.err()).contains("left out 1 trial without a kept network");
    assertThat(
            complaint(Program.run("export", path.toString(), "--to", to, "--trial", trial().id())))
        .contains("no network was kept of trial " + trial().id().substring(0, 12));

    try (Stream<Path> snapshots = Files.list(path.resolve("snapshots"))) {
      Path snapshot = snapshots.findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(snapshot);
      bytes[200] ^= 1;
      Files.write(snapshot, bytes);
    }
    assertThat(complaint(Program.run("export", path.toString(), "--to", to)))
        .contains("damaged: its checksum differs");
  }

  /** With numpy; the second block of the page with torch too. */
  @ParameterizedTest
  @ValueSource(strings = {"import numpy", "import torch"})
  void pythonPredictsWhatWeDo(String needs) throws Exception {
    Assumptions.assumeTrue(
        python("-c", "import numpy; " + needs).isEmpty(), "no python3 for: " + needs);
    export("--trial", trial().id(), "--to", scratch.resolve("network.npz").toString());
    predict();
    String script =
        Pattern.compile("```python\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains("import torch") == needs.contains("torch"))
            .findFirst()
            .orElseThrow();

    assertThat(python("-c", script + COMPARE)).isEqualTo("equal\n");
  }

  /** Writes what the page reads, and what it should come to. */
  private void predict() throws IOException {
    RecurrentTrainee trainee =
        (RecurrentTrainee)
            new KeptNetworks(folder, DataLocation.EMBEDDED, Kernel.PLAIN)
                .find(folder.trial(trial().id()))
                .orElseThrow();
    Batch batch = new Batch(5, trainee.task(), Batch.Copies.APART);
    trainee.task().training(1, 0, batch);
    int steps = batch.steps();
    int size = batch.size();
    FMatrixRMaj output = new FMatrixRMaj(steps * size, trainee.task().outputs());
    trainee.network().predict(batch, output);
    write("inputs", batch.input(), steps, size);
    write("predictions", output, steps, size);
    FMatrixRMaj states = new FMatrixRMaj(size, trainee.network().shape().stateWidth());
    var cortex = trainee.network().cortex();
    // One row for the zero state comes first, that of the last truncation last.
    int row = 1 + (trainee.network().truncations().count() - 1) * size;
    int from = row * states.numCols;
    System.arraycopy(cortex.boundaries().data, from, states.data, 0, states.data.length);
    write("feedback", trainee.network().cerebellum().orElseThrow().forward(size, states), size);
  }

  private void write(String name, FMatrixRMaj matrix, int... rows) throws IOException {
    StringBuilder shape = new StringBuilder();
    int count = matrix.numCols;
    for (int each : rows) {
      shape.append(each).append(", ");
      count *= each;
    }
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + matrix.numCols + ",)}\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + 4 * count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < count; i++) {
      bytes.putFloat(matrix.data[i]);
    }
    Files.write(scratch.resolve(name + ".npy"), bytes.array());
  }

  /** What Python says, complaints included. */
  private String python(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Path said = scratch.resolve("said");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(scratch.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
    } catch (IOException e) {
      return "no python3: " + e;
    }
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running after two minutes: " + command);
    }
    return Files.readString(said);
  }
}
