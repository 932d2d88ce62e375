package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Terminal;
import ccrnn.pipeline.Locations;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.MnistFile;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Downloads MNIST. */
@Command(
    name = "mnist",
    mixinStandardHelpOptions = true,
    description = {
      "Download the handwritten digits of MNIST (four files, 12 MB) and verify them.",
      "Files that are already there are verified and kept."
    })
final class DataMnistCommand implements Callable<Integer> {
  private static final List<URI> MIRRORS =
      List.of(
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "The folder to put the files in; made if it does not exist.")
  private String folder;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "Another mirror: the address of the folder that holds the four .gz files.")
  private Optional<URI> from = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (Locations.isUri(folder)) {
      throw new UserError(
          "--to takes a local folder, not " + folder + "; copy it there afterwards");
    }
    PrintWriter out = spec.commandLine().getOut();
    Download download =
        new Download(
            from.map(List::of).orElse(MIRRORS),
            PATIENCE,
            out,
            Terminal.isPresent() ? Optional.of(spec.commandLine().getErr()) : Optional.empty());
    download.fetch(
        Stream.of(MnistFile.values()).map(MnistFile::published).toList(), Path.of(folder));
    out.println(folder + " holds MNIST; name it in a sweep file with `data: " + folder + "`");
    out.flush();
    return Exit.OK;
  }
}
