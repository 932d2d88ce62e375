package ccrnn.jobs.command;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.ResultsFolder;

/** Which engine answers where nobody says. */
final class QueryEngines {
  private QueryEngines() {}

  /** DuckDB where it is there and can reach the folder, else Spark. */
  static QueryEngine of(ResultsFolder folder) {
    return duckDbReaches(folder) ? QueryEngine.duckDb(folder) : QueryEngine.spark(folder);
  }

  /** The same for a caller with many questions. */
  static QueryEngine forManyQuestions(ResultsFolder folder) {
    return duckDbReaches(folder)
        ? QueryEngine.duckDbForManyQuestions(folder)
        : QueryEngine.spark(folder);
  }

  private static boolean duckDbReaches(ResultsFolder folder) {
    return folder.localPath().isPresent() && QueryEngine.hasDuckDb();
  }
}
