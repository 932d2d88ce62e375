package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.Locations;
import ccrnn.pipeline.TemporaryFolder;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.plan.Bundle;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.store.HadoopSettings;
import ccrnn.pipeline.store.HadoopUser;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Snapshotting;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;

/**
 * Trains what a plan misses, a {@link Bundle} per Spark task in the order of the plan. Not meant
 * for executors. What is done is in the results folder, whatever becomes of this run.
 */
public final class SweepRun implements AutoCloseable {
  private static final double NANOS = 1e-9;

  /** Progress is for the eye only, so nobody waits longer for it. */
  private static final Duration CATCH_UP = Duration.ofSeconds(2);

  private static final Duration A_MOMENT = Duration.ofMillis(10);

  private final JavaSparkContext spark;
  private final Optional<TemporaryFolder> scratch;
  private final Optional<Reachability> reachability;
  private final ProgressListener listener;
  private final Counters counters;
  private final JavaFutureAction<Void> job;
  private final long started;
  private volatile boolean stopped;

  /** How a run ended. */
  public enum End {
    /** Every trial of the plan is committed, failed ones included. */
    FINISHED,
    /** {@link #stop} was called. */
    STOPPED
  }

  private SweepRun(
      JavaSparkContext spark,
      Optional<TemporaryFolder> scratch,
      Optional<Reachability> reachability,
      ProgressListener listener,
      Counters counters,
      JavaFutureAction<Void> job) {
    this.spark = spark;
    this.scratch = scratch;
    this.reachability = reachability;
    this.listener = listener;
    this.counters = counters;
    this.job = job;
    this.started = System.nanoTime();
  }

  /**
   * Starts Spark and launches the tasks.
   *
   * @param sweep name of the sweep, for the rows
   * @param plan whose missing trials are trained; at least one
   * @param folder where results go
   * @param data path of the data that trials learn from; empty where they need none
   * @param kernel carrier of the hot loops; empty for the best of each executor
   * @param snapshots which states are kept
   * @param options what the user says to Spark
   * @return the run under way
   * @throws UserError if Spark does not start with these options, or an executor does not see the
   *     folder
   */
  public static SweepRun start(
      String sweep,
      Plan plan,
      ResultsFolder folder,
      Optional<String> data,
      Optional<Kernel> kernel,
      Snapshotting snapshots,
      SparkOptions options) {
    Map<String, String> properties = options.properties("ccrnn " + sweep);
    // Executors take them from Spark: what is in this machine's environment is not in theirs.
    folder
        .hadoopSettings()
        .forEach((key, value) -> properties.putIfAbsent(HadoopSettings.SPARK_PREFIX + key, value));
    Optional<TemporaryFolder> scratch = scratch(properties);
    JavaSparkContext spark;
    try {
      spark = context(properties);
    } catch (UserError e) {
      scratch.ifPresent(TemporaryFolder::close);
      throw e;
    }
    // Absolute, because executors have working directories of their own.
    String location =
        folder.localPath().map(path -> path.toAbsolutePath().toString()).orElse(folder.location());
    DataLocation dataLocation = dataLocation(data, properties);
    Optional<Reachability> reachability =
        reach(
            spark,
            folder,
            location,
            properties,
            Reachability.Data.of(plan.missing(), dataLocation));
    Counters counters = Counters.of(spark.sc());
    List<Bundle> bundles = plan.bundles(spark.defaultParallelism());
    ProgressListener listener = new ProgressListener(bundles, counters);
    spark.sc().addSparkListener(listener);
    VoidFunction<Iterator<Bundle>> task =
        new TrialTask(location, sweep, dataLocation, kernel, snapshots, counters);
    JavaFutureAction<Void> job =
        spark
            .parallelize(bundles, bundles.size())
            .foreachPartitionAsync(reachability.map(reach -> reach.first(task)).orElse(task));
    return new SweepRun(spark, scratch, reachability, listener, counters, job);
  }

  /** On a cluster, makes sure that executors see the folder; where it is all one JVM, they do. */
  private static Optional<Reachability> reach(
      JavaSparkContext spark,
      ResultsFolder folder,
      String location,
      Map<String, String> properties,
      Optional<Reachability.Data> data) {
    if (spark.isLocal()) {
      return Optional.empty();
    }
    boolean all = false;
    try {
      Reachability reachability =
          Reachability.of(folder, location, HadoopSettings.among(properties), data);
      try {
        reachability.require(spark);
        all = true;
      } finally {
        if (!all) {
          reachability.close();
        }
      }
      return Optional.of(reachability);
    } finally {
      if (!all) {
        spark.close();
      }
    }
  }

  /** A path of this machine becomes absolute; Spark's settings for Hadoop go with it. */
  private static DataLocation dataLocation(Optional<String> data, Map<String, String> properties) {
    return new DataLocation(data.map(Locations::absolute), HadoopSettings.among(properties));
  }

  /** Spark's scratch files go where this run can remove them, unless the user chose a place. */
  private static Optional<TemporaryFolder> scratch(Map<String, String> properties) {
    if (!properties.get("spark.master").startsWith("local")
        || properties.containsKey("spark.local.dir")) {
      return Optional.empty();
    }
    TemporaryFolder folder = TemporaryFolder.create("ccrnn-spark-");
    properties.put("spark.local.dir", folder.path().toString());
    return Optional.of(folder);
  }

  private static JavaSparkContext context(Map<String, String> properties) {
    SparkConf conf = new SparkConf(false);
    properties.forEach(conf::set);
    HadoopUser.named();
    try {
      return new JavaSparkContext(conf);
    } catch (Exception e) { // Scala throws checked exceptions without saying so
      throw new UserError(
          "Spark does not start with master "
              + properties.get("spark.master")
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  /**
   * Tells how far the run has come, from any thread.
   *
   * @return the state as of the last heartbeats
   */
  public Progress progress() {
    return listener.progress((System.nanoTime() - started) * NANOS);
  }

  /**
   * Waits for the end.
   *
   * @param patience how long to wait
   * @return how the run ended; empty while it goes on
   * @throws UserError if results cannot be committed; what was committed before stays
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Optional<End> await(Duration patience) throws InterruptedException {
    try {
      job.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      letProgressCatchUp();
      return Optional.of(End.FINISHED);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (CancellationException e) {
      return Optional.of(End.STOPPED);
    } catch (ExecutionException e) {
      if (stopped) {
        return Optional.of(End.STOPPED);
      }
      throw new UserError(
          "the run broke off: " + rootMessage(e) + "; finished trials are kept, run again to go on",
          e);
    }
  }

  /** Spark tells its listeners of the last tasks a moment after the job has ended. */
  private void letProgressCatchUp() throws InterruptedException {
    long patience = System.nanoTime() + CATCH_UP.toNanos();
    while (progress().trialsDone() < progress().trials() && System.nanoTime() < patience) {
      Thread.sleep(A_MOMENT.toMillis());
    }
  }

  /**
   * The first line of what went wrong in a task, without Spark's wrapping: what our own code says
   * about storage, which names the file, or else the innermost cause.
   */
  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof UncheckedIOException)) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    String first = message.lines().findFirst().orElse("");
    int wrapped = first.lastIndexOf("Exception: ");
    return wrapped < 0 ? first : first.substring(wrapped + "Exception: ".length());
  }

  /**
   * Tells what finished tasks have to say to the user.
   *
   * @return lines without a repetition
   */
  public List<String> warnings() {
    return List.copyOf(new LinkedHashSet<>(counters.warnings().value()));
  }

  /** Cancels the tasks, from any thread; they end before their next batch. */
  public void stop() {
    stopped = true;
    spark.setLogLevel("OFF"); // what ends while Spark is stopped is no error of anybody
    job.cancel(true);
  }

  /** Stops Spark and removes its scratch files. */
  @Override
  public void close() {
    spark.close();
    reachability.ifPresent(Reachability::close);
    scratch.ifPresent(TemporaryFolder::close);
  }
}
