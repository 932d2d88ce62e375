package ccrnn.jobs;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Does once what the short commands do, so that the launcher can keep the classes that they load in
 * an archive. Started by the launcher after a build.
 */
@Command(name = "warm-up", hidden = true, description = "Loads classes for the launcher's archive.")
final class WarmUp implements Callable<Integer> {
  private static final String QUERY =
      "SELECT network, count(*) AS rows_of_it, avg(validation_loss) AS loss FROM curves"
          + " GROUP BY network ORDER BY network";

  @Override
  public Integer call() throws IOException {
    Path temporary = Files.createTempDirectory("ccrnn-warm-up");
    try {
      ResultsFolder folder = ResultsFolder.create(temporary.toString());
      try (QueryEngine duckDb = QueryEngine.duckDb(folder)) {
        duckDb.run(QUERY);
      }
      try (QueryEngine spark = QueryEngine.spark(folder)) {
        spark.run(QUERY);
      }
    } finally {
      delete(temporary);
    }
    return Exit.OK;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
