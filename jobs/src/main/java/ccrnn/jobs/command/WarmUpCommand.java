package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.TemporaryFolder;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Loads the classes that the short commands need, so that the launcher can keep them in a class
 * data sharing archive: trains a trial of almost nothing and asks every short command about it.
 * Started by the launcher after a build.
 */
@Command(name = "warm-up", hidden = true, description = "Loads classes for the launcher's archive.")
final class WarmUpCommand implements Callable<Integer> {
  private static final String SWEEP =
      """
      name: warm-up
      settings: {epochs: 1, batches: 1, test-size: 1, validation-size: 1}
      axes: {seed: 1..1}
      """;

  private static final String QUERY =
      "SELECT network, count(*) AS n, avg(validation_loss) AS loss FROM curves GROUP BY network";

  @Override
  public Integer call() throws IOException {
    try (TemporaryFolder scratch = TemporaryFolder.create("ccrnn-warm-up-")) {
      Path file = Files.writeString(scratch.path().resolve("sweep.yaml"), SWEEP);
      String results = scratch.path().resolve("results").toString();
      Sweep sweep = SweepReader.read(file, List.of());
      ResultsFolder folder = ResultsFolder.create(results);
      TrialRunner runner =
          new TrialRunner(sweep.name(), DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {});
      TrialRunner.Finished finished = runner.run(sweep.trials().get(0));
      folder.commit(finished.trial(), finished.epochs(), finished.measures());
      String id = finished.trial().trial().id();
      for (List<String> command :
          List.of(
              List.of("plan", file.toString(), "--out", results),
              List.of("status", results),
              List.of("trial", results, id),
              List.of("sql", results, QUERY),
              List.of("sql", results, QUERY, "--format", "csv"),
              List.of("sql", results, QUERY, "--format", "json"),
              List.of("sql", results, QUERY, "--engine", "spark"))) {
        int code = quiet().execute(command.toArray(String[]::new));
        if (code != Exit.OK) {
          return code;
        }
      }
      return Exit.OK;
    }
  }

  private static CommandLine quiet() {
    return CcrnnCommand.commandLine().setOut(new PrintWriter(new StringWriter()));
  }
}
