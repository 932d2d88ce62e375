package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.StageMeter;
import ccrnn.jobs.console.Terminal;
import ccrnn.jobs.console.Text;
import ccrnn.model.task.CaptionTask;
import ccrnn.model.task.Captions;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.captions.CaptionPreparation;
import ccrnn.pipeline.data.captions.CaptionPreparation.Features;
import ccrnn.pipeline.data.captions.CaptionPreparation.Request;
import ccrnn.pipeline.data.captions.CaptionPreparation.Result;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prepares captioned images. */
@Command(
    name = "captions",
    mixinStandardHelpOptions = true,
    description = {
      "Prepare captioned images: COCO annotations and features to Parquet.",
      "Features come from a file, or from images through a network in ONNX, such as a ResNet"
          + " without its last layer.",
      "Features of another width than --width go through a linear layer and batch normalisation:"
          + " yours (--encoder), or a fixed random projection normalised over the training images."
          + " The published, trained encoder is not part of this program.",
      "Without --test-annotations half of the validation images are for the test; without"
          + " --validation-annotations a tenth of the images is for each."
    })
final class DataCaptionsCommand implements Callable<Integer> {
  private static final CaptionTask.Settings LENGTHS = CaptionTask.Settings.PUBLISHED;

  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "FILE",
      description = "Captions of the training images, JSON as of COCO.")
  private Path annotations;

  @Option(
      names = "--validation-annotations",
      paramLabel = "FILE",
      description = "Captions of the validation images.")
  private Optional<Path> validation = Optional.empty();

  @Option(
      names = "--test-annotations",
      paramLabel = "FILE",
      description = "Captions of the test images.")
  private Optional<Path> test = Optional.empty();

  @Option(
      names = "--features",
      paramLabel = "FILE",
      description = "Parquet with image_id and features (a list), or .npy with a row per image.")
  private Optional<Path> features = Optional.empty();

  @Option(
      names = "--ids",
      paramLabel = "FILE",
      description = "Image ids of the rows of a .npy: another .npy, or text with an id a line.")
  private Optional<Path> ids = Optional.empty();

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Folder of the images; may be given several times.")
  private List<Path> images = new ArrayList<>();

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      description = "Network that computes features of images (x 3 x height x width).")
  private Optional<Path> onnx = Optional.empty();

  @Option(
      names = "--encoder",
      paramLabel = "DIR",
      description =
          "linear.{weight,bias}.npy and bn.{weight,bias,running_mean,running_var}.npy, as in"
              + " PyTorch.")
  private Optional<Path> encoder = Optional.empty();

  @Option(
      names = "--width",
      paramLabel = "N",
      defaultValue = "256",
      description = "Width of the prepared features (default: ${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "New folder for what is prepared; any Hadoop path.")
  private String to;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Request request = new Request(annotations, validation, test, source(), encoder, width, to);
    StageMeter meter =
        new StageMeter(
            spec.commandLine().getErr(), Terminal.surface(), Terminal.columns(), System::nanoTime);
    Result result;
    try {
      result = CaptionPreparation.prepare(request, meter::show);
    } finally {
      meter.end();
    }
    report(result, spec.commandLine().getOut());
    return Exit.OK;
  }

  private Features source() {
    if (features.isPresent()) {
      if (!images.isEmpty() || onnx.isPresent()) {
        throw new UserError("--features and --images with --onnx exclude each other");
      }
      return new Features.Stored(features.get(), ids);
    }
    if (images.isEmpty() || onnx.isEmpty()) {
      throw new UserError("give --features FILE, or --images DIR and --onnx FILE");
    }
    if (ids.isPresent()) {
      throw new UserError("--ids belongs to --features: images are named in the annotations");
    }
    return new Features.Computed(images, onnx.get());
  }

  private void report(Result result, PrintWriter out) {
    List<List<String>> rows =
        List.of(
            row("training", result.data().set().training()),
            row("validation", result.data().set().validation()),
            row("test", result.data().set().test()));
    out.println(
        Text.table(
            List.of(
                "part",
                "images",
                "captions",
                "of %d to %d words".formatted(LENGTHS.minLength(), LENGTHS.maxLength())),
            List.of(Text.Side.LEFT, Text.Side.RIGHT, Text.Side.RIGHT, Text.Side.RIGHT),
            rows));
    out.printf(
        Locale.ROOT,
        "%s, start and end among them; %s %% of the training words are unknown%n",
        Text.count(result.data().set().vocabulary().size(), "word"),
        Text.number(100 * result.unknown()));
    out.printf(
        "features %d wide; encoder: %s%n",
        result.data().set().training().featureWidth(), result.encoder());
    out.printf("written to %s, %s%n", to, result.data().identity());
    out.flush();
  }

  private static List<String> row(String part, Captions captions) {
    int fitting = 0;
    for (int i = 0; i < captions.count(); i++) {
      boolean fits =
          captions.length(i) >= LENGTHS.minLength() && captions.length(i) <= LENGTHS.maxLength();
      fitting += fits ? 1 : 0;
    }
    return List.of(
        part,
        String.format(Locale.ROOT, "%,d", captions.images()),
        String.format(Locale.ROOT, "%,d", captions.count()),
        String.format(Locale.ROOT, "%,d", fitting));
  }
}
