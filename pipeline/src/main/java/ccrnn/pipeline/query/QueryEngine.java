package ccrnn.pipeline.query;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.Answers;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.UnreadableFile;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Answers SQL over one results folder as it was when the engine was made: trials that finish later
 * are not seen. Where compaction takes away the files under it, it starts again from what is there
 * then. For one thread at a time.
 */
public sealed interface QueryEngine extends Answers, AutoCloseable
    permits DuckDbEngine, SparkSqlEngine {
  /** How often a statement is tried while compaction takes files away. */
  int MOST_TRIES = 20;

  /**
   * An engine inside this process; answers within a second.
   *
   * @param folder a folder on this machine
   * @return the engine
   * @throws UserError if the folder is not on this machine
   */
  static QueryEngine duckDb(ResultsFolder folder) {
    return DuckDbEngine.open(folder, DuckDbEngine.Trials.FROM_FILES);
  }

  /**
   * The same for many questions: it reads the trials once and keeps them in memory, a few kilobytes
   * each.
   *
   * @param folder a folder on this machine
   * @return the engine
   * @throws UserError if the folder is not on this machine
   */
  static QueryEngine duckDbForManyQuestions(ResultsFolder folder) {
    return DuckDbEngine.open(folder, DuckDbEngine.Trials.FROM_MEMORY);
  }

  /**
   * Tells whether this process has DuckDB, which a driver on a cluster has not: no executor needs
   * its 80 MB.
   *
   * @return whether {@link #duckDb} can be asked for
   */
  static boolean hasDuckDb() {
    return DuckDbEngine.class.getClassLoader().getResource("org/duckdb/DuckDBDriver.class") != null;
  }

  /**
   * A Spark session of its own, on all cores of this machine, stopped by {@link #close}.
   *
   * @param folder any folder
   * @return the engine
   */
  static QueryEngine spark(ResultsFolder folder) {
    return SparkSqlEngine.open(folder);
  }

  /**
   * A Spark session that is already there and stays after {@link #close}. Its views and settings
   * are not touched.
   *
   * @param folder any folder
   * @param session a running session
   * @return the engine
   */
  static QueryEngine spark(ResultsFolder folder, SparkSession session) {
    return SparkSqlEngine.on(folder, session);
  }

  /**
   * @return files of the folder that no answer includes, and why; worth a warning
   */
  List<UnreadableFile> unreadable();

  /**
   * @return families of other projects that trials of the folder are of, as {@link
   *     ccrnn.pipeline.sweep.CommonRows#FAMILY} has them
   */
  Set<String> families();

  /**
   * Answers with all rows.
   *
   * @param sql one statement that only reads: SELECT, WITH, VALUES, DESCRIBE, EXPLAIN or SHOW
   * @return the answer
   * @throws UserError if it is not such a statement, or the engine rejects it
   */
  default QueryResult run(String sql) {
    return run(sql, Integer.MAX_VALUE - 1);
  }

  /**
   * Answers with at most so many rows.
   *
   * @param sql one statement that only reads: SELECT, WITH, VALUES, DESCRIBE, EXPLAIN or SHOW
   * @param most how many rows at most, at least 1
   * @return the answer
   * @throws UserError if it is not such a statement, or the engine rejects it
   */
  QueryResult run(String sql, int most);

  @Override
  default List<List<Object>> rows(String sql) {
    return run(sql).rows();
  }

  @Override
  void close();
}
