package ccrnn.pipeline.query;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of this module's tests; it lives as long as the test process. */
public final class SharedSpark {
  private SharedSpark() {}

  /** Starts the session at its first use. */
  public static SparkSession session() {
    return Holder.SPARK.session();
  }

  private static final class Holder {
    private static final LocalSpark SPARK = start();

    private static LocalSpark start() {
      LocalSpark spark = LocalSpark.start();
      Runtime.getRuntime().addShutdownHook(new Thread(spark::close));
      return spark;
    }
  }
}
