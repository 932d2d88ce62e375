package ccrnn.pipeline.query;

import ccrnn.pipeline.TemporaryFolder;
import ccrnn.pipeline.store.HadoopSettings;
import ccrnn.pipeline.store.HadoopUser;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark session on the cores of this machine for SQL alone. It leaves nothing behind: its files
 * go to a folder of its own, which goes with it.
 */
public final class LocalSpark implements AutoCloseable {
  private final SparkSession session;
  private final TemporaryFolder scratch;

  private LocalSpark(SparkSession session, TemporaryFolder scratch) {
    this.session = session;
    this.scratch = scratch;
  }

  /**
   * Starts a session that reads local files.
   *
   * @return the session
   * @throws IllegalStateException if this process has one already, which {@link #close} would stop
   * @throws ccrnn.pipeline.UserError if there is no place for temporary files
   */
  public static LocalSpark start() {
    return start(Map.of());
  }

  /**
   * Starts a session.
   *
   * @param hadoop settings for Hadoop, on top of its own defaults
   * @return the session
   * @throws IllegalStateException if this process has one already, which {@link #close} would stop
   * @throws ccrnn.pipeline.UserError if there is no place for temporary files
   */
  public static LocalSpark start(Map<String, String> hadoop) {
    if (SparkSession.getDefaultSession().isDefined()) {
      throw new IllegalStateException("this process has a Spark session: use that one");
    }
    int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
    TemporaryFolder scratch = TemporaryFolder.create("ccrnn-sql-");
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[" + cores + "]")
            .appName("ccrnn sql")
            // What fails reaches the caller as an exception; its executor's traces are noise.
            .config("spark.log.level", "OFF")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.local.dir", scratch.path().toString())
            .config(
                "spark.sql.warehouse.dir", scratch.path().resolve("warehouse").toUri().toString())
            .config("spark.sql.catalogImplementation", "in-memory");
    sqlSettings().forEach(builder::config);
    hadoop.forEach((key, value) -> builder.config(HadoopSettings.SPARK_PREFIX + key, value));
    HadoopUser.named();
    SparkSession session = builder.getOrCreate();
    return new LocalSpark(session, scratch);
  }

  /** Settings of a session, by which it answers as DuckDB does and reads many small files well. */
  static Map<String, String> sqlSettings() {
    int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
    return Map.of(
        "spark.sql.session.timeZone", "UTC",
        "spark.sql.datetime.java8API.enabled", "true",
        "spark.sql.ansi.enabled", "true",
        "spark.sql.ansi.doubleQuotedIdentifiers", "true",
        "spark.sql.shuffle.partitions", Integer.toString(cores),
        // Spark takes 4 MB as the cost of opening a file; ours have a few kB.
        "spark.sql.files.openCostInBytes", "65536",
        // Above this many paths Spark lists them by a job of its own.
        "spark.sql.sources.parallelPartitionDiscovery.threshold", "1000000");
  }

  /**
   * @return the running session
   */
  public SparkSession session() {
    return session;
  }

  @Override
  public void close() {
    session.stop();
    scratch.close();
  }
}
