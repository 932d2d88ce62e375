package ccrnn.jobs.command;

import ccrnn.pipeline.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stands here for its help: the launcher starts Spark's own programs itself. */
@Command(
    name = "spark",
    mixinStandardHelpOptions = true,
    description = {
      "Start a master or a worker of the Spark that Maven brought, to try a cluster out.",
      "  spark master --host 127.0.0.1 --port 7077",
      "  spark worker spark://127.0.0.1:7077 --cores 2 --memory 2g",
      "They run until Ctrl-C. The options are Spark's own."
    })
final class SparkCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "master|worker OPTIONS",
      hideParamSyntax = true,
      description = "Which, and its options.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    throw new UserError("the launcher starts these: ./ccrnn spark " + String.join(" ", arguments));
  }
}
