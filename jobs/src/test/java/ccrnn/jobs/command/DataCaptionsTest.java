package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.StageMeter;
import ccrnn.jobs.console.Surface;
import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny set in COCO's format, from images to a folder that can be trained on. */
final class DataCaptionsTest {
  private static final int IMAGES = 6;

  @TempDir private Path folder;
  private String annotations;
  private String images;
  private String onnx;

  @BeforeEach
  void writeFiles() throws IOException {
    images = Files.createDirectory(folder.resolve("images")).toString();
    List<String> names = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    for (int id = 1; id <= IMAGES; id++) {
      BufferedImage image = new BufferedImage(12, 9, BufferedImage.TYPE_INT_RGB);
      image.setRGB(id, id, 0xFFFFFF);
      ImageIO.write(image, "png", folder.resolve("images/i" + id + ".png").toFile());
      names.add("{\"id\": %d, \"file_name\": \"i%d.png\"}".formatted(id, id));
      captions.add(
          "{\"id\": %d, \"image_id\": %d, \"caption\": \"A white point in the middle of the night.\"}"
              .formatted(id, id));
    }
    annotations =
        Files.writeString(
                folder.resolve("captions.json"),
                "{\"images\": %s, \"annotations\": %s}".formatted(names, captions))
            .toString();
    try (InputStream in = getClass().getResourceAsStream("/captions/means.onnx")) {
      onnx = folder.resolve("means.onnx").toString();
      Files.write(Path.of(onnx), in.readAllBytes());
    }
  }

  private Program run(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("data", "captions", "--annotations", annotations));
    arguments.addAll(List.of(more));
    return Program.run(arguments.toArray(String[]::new));
  }

  @Test
  void imagesBecomeAFolder() {
    String out = folder.resolve("out").toString();
    Program program = run("--images", images, "--onnx", onnx, "--to", out, "--width", "4");
    assertThat(program.err()).isEmpty();
    assertThat(program.exit()).isEqualTo(Exit.OK);
    assertThat(program.out())
        .matches(
            """
            (?s) part +images  captions  of 11 to 15 words
            .* training +4 +4 +4
             validation +1 +1 +1
             test +1 +1 +1
            13 words, start and end among them; 0.000 % of the training words are unknown
            features 4 wide; encoder: fixed random projection, normalised over the training images
            written to .*out, sha256:[0-9a-f]{16}
            """
                .replace("\n", "\\R"));
    mistake(
        out + " holds prepared captions already: remove it or give another folder",
        run("--images", images, "--onnx", onnx, "--to", out));
  }

  @Test
  void whatWasPreparedCanBeTrainedOn() throws IOException {
    String out = folder.resolve("out").toString();
    run("--images", images, "--onnx", onnx, "--to", out, "--width", "4");
    Path sweep =
        Files.writeString(
            folder.resolve("sweep.yaml"),
            """
            name: tiny
            task: captions
            data: %s
            settings: {epochs: 60, embedding-units: 4, cortex-units: 6, cerebellum-units: 5,
                       learning-rate: 0.05, input-dropout: 0, min-length: 2, probes: examples}
            """
                .formatted(out));
    Sweep read = SweepReader.read(sweep, List.of(), DataLocation.identities());
    var trial = read.trials().get(0);
    assertThat(trial.word(CommonRows.DATA)).startsWith("sha256:");
    var runner =
        new TrialRunner(
            "tiny", new DataLocation(read.data(), Map.of()), Kernel.PLAIN, () -> false, () -> {});
    TrialRunner.Finished finished = runner.run(trial);
    assertThat(finished.trial().outcome()).isInstanceOf(Outcome.Complete.class);
    double first = finished.epochs().get(0).value(Metric.VALIDATION_LOSS).orElseThrow();
    double last = finished.epochs().get(59).value(Metric.VALIDATION_LOSS).orElseThrow();
    assertThat(last).isLessThan(0.5 * first);
    assertThat(finished.measures()).anyMatch(row -> row.text().filter("white"::equals).isPresent());
    // Data of another identity are refused.
    var elsewhere =
        new TrialRunner("tiny", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {});
    assertThat(elsewhere.run(trial).trial().outcome()).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void mistakesAreOneLine() {
    String out = folder.resolve("out").toString();
    mistake("give --features FILE, or --images DIR and --onnx FILE", run("--to", out));
    mistake(
        "give --features FILE, or --images DIR and --onnx FILE",
        run("--to", out, "--images", images));
    mistake(
        "--features and --images with --onnx exclude each other",
        run("--to", out, "--features", "f.npy", "--onnx", onnx));
    mistake(
        "--ids belongs to --features: images are named in the annotations",
        run("--to", out, "--images", images, "--onnx", onnx, "--ids", "ids.txt"));
    mistake("f.npy: no such file", run("--to", out, "--features", "f.npy"));
    mistake(
        "test annotations without validation annotations: give both",
        run("--to", out, "--features", "f.npy", "--test-annotations", annotations));
    mistake("x: no such folder of images", run("--to", out, "--images", "x", "--onnx", onnx));
    mistake(
        "missing required option: '--to=DIR'; see ccrnn data captions --help",
        run("--features", "f.npy"));
    assertThat(Path.of(out)).doesNotExist();
  }

  private static void mistake(String message, Program program) {
    assertThat(program.err()).isEqualToNormalizingNewlines("ccrnn: " + message + "\n");
    assertThat(program.exit()).isEqualTo(Exit.USER_ERROR);
  }

  @Test
  void progressIsALineThatIsRewrittenOrALineNowAndThen() {
    AtomicLong clock = new AtomicLong();
    StringWriter terminal = new StringWriter();
    StageMeter meter = new StageMeter(new PrintWriter(terminal), Surface.TERMINAL, 20, clock::get);
    meter.show("reading", 1, 200);
    clock.set(200_000_000);
    meter.show("reading", 100, 200);
    meter.show("reading", 101, 200);
    meter.end();
    assertThat(terminal.toString()).isEqualTo("\rreading: 100 of 200\033[K\r\033[K");
    StringWriter plain = new StringWriter();
    meter = new StageMeter(new PrintWriter(plain), Surface.PLAIN, 80, clock::get);
    clock.set(10_300_000_000L);
    meter.show("reading", 1500, 2000);
    meter.show("reading", 1600, 2000);
    meter.end();
    assertThat(plain.toString()).isEqualToNormalizingNewlines("reading: 1,500 of 2,000 (75 %)\n");
  }
}
