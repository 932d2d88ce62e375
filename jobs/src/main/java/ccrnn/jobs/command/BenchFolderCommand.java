package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.pipeline.TemporaryFolder;
import ccrnn.pipeline.plan.Inventory;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.plan.Retry;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.Compacted;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.store.TrialRow;
import ccrnn.pipeline.sweep.Catalogue;
import ccrnn.pipeline.sweep.Scope;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a folder of many trials costs, on trials that nobody trained. */
@Command(
    name = "bench-folder",
    mixinStandardHelpOptions = true,
    description = {
      "Time planning, committing, resuming and querying many trials.",
      "Nothing is trained; the folder is a temporary one and goes away."
    })
final class BenchFolderCommand implements Callable<Integer> {
  private static final String SWEEP =
      """
      name: bench
      settings: {epochs: %d}
      axes:
        network: [%s]
        seed: 1..%d
      """;

  private static final String AGGREGATE =
      "SELECT network, epoch, avg(validation_loss) AS loss FROM curves"
          + " GROUP BY network, epoch ORDER BY network, epoch";

  private static final int QUERIES = 5;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int trials;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "100",
      description = "Rows of each (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--planned",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Trials of a plan whose memory is measured (default: ${DEFAULT-VALUE}).")
  private int planned;

  @Spec private CommandSpec spec;

  private final List<List<String>> rows = new ArrayList<>();

  @Override
  public Integer call() {
    Sweep sweep = timed("plan " + trials + " trials", "s", 1, "5", () -> sweep(trials));
    heap();
    try (TemporaryFolder scratch = TemporaryFolder.create("ccrnn-bench-")) {
      ResultsFolder folder = ResultsFolder.create(scratch.path().resolve("results").toString());
      timed("commit, one thread, each", "ms", 1e-3 * trials, "5", () -> fill(folder, sweep));
      var inventory = timed("resume scan", "s", 1, "10", folder::inventory);
      timed(
          "plan when all is done",
          "s",
          1,
          "5",
          () ->
              Plan.of(
                  sweep,
                  new Inventory(inventory.complete(), inventory.failed()),
                  Retry.MISSING_ONLY));
      Compacted compacted =
          timed("compact", "s", 1, "", () -> folder.compact(Instant.now(), (done, total) -> {}));
      row("files before, after", count(compacted.before().files(), compacted.after().files()), "");
      row("MB before, after", megabytes(compacted), "");
      timed("resume scan, compacted", "s", 1, "10", folder::inventory);
      String id = sweep.trials().get(trials / 2).id();
      timed("one trial, compacted", "s", 1, "", () -> folder.trial(id));
      double duckDb;
      double spark;
      try (QueryEngine engine = QueryEngine.duckDb(folder)) {
        duckDb = query("DuckDB", engine);
      }
      try (QueryEngine engine = QueryEngine.spark(folder)) {
        spark = query("Spark", engine);
      }
      row("aggregate, Spark / DuckDB", String.format(Locale.ROOT, "%.1f", spark / duckDb), "5");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        Text.table(
            List.of("what", "measured", "bar"),
            List.of(Text.Side.LEFT, Text.Side.RIGHT, Text.Side.RIGHT),
            rows));
    out.flush();
    return Exit.OK;
  }

  private Sweep sweep(int count) {
    String networks = String.join(", ", Catalogue.installed().networks(Scope.ALL).subList(0, 2));
    Sweep sweep =
        SweepReader.parse(SWEEP.formatted(epochs, networks, (count + 1) / 2), "bench", List.of());
    Plan.of(sweep, new Inventory(Set.of(), Set.of()), Retry.MISSING_ONLY);
    return sweep;
  }

  /** Memory that a plan holds on to, for the heap of a driver. */
  private void heap() {
    long before = used();
    Sweep sweep = sweep(planned);
    Plan plan = Plan.of(sweep, new Inventory(Set.of(), Set.of()), Retry.MISSING_ONLY);
    long held = used() - before;
    if (plan.missing().size() != sweep.trials().size()) {
      throw new IllegalStateException("a plan of nothing must miss everything");
    }
    row("heap of " + planned + " planned", held / 1_000_000 + " MB", "1024 MB");
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private Void fill(ResultsFolder folder, Sweep sweep) {
    Provenance provenance = Provenance.here("bench", "unknown", "none");
    var outcome =
        new Outcome.Complete(Measured.nothing(TestMetric.class).with(TestMetric.LOSS, 0.5));
    Random noise = new Random(1); // numbers that do not compress, as those of training
    for (Trial trial : sweep.trials()) {
      folder.commit(
          new TrialRow(trial, "bench", outcome, provenance, Instant.EPOCH, 1),
          curve(noise),
          List.of());
    }
    return null;
  }

  private List<EpochRow> curve(Random noise) {
    List<EpochRow> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      curve.add(
          new EpochRow(
              epoch,
              Measured.nothing(Metric.class)
                  .with(Metric.TRAIN_LOSS, noise.nextDouble())
                  .with(Metric.VALIDATION_LOSS, noise.nextDouble())
                  .with(Metric.DYSMETRIA, noise.nextDouble())
                  .with(Metric.GRADIENT_NORM, noise.nextDouble()),
              noise.nextDouble()));
    }
    return curve;
  }

  private double query(String name, QueryEngine engine) {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      long start = System.nanoTime();
      int found = engine.run(AGGREGATE).rows().size();
      seconds.add((System.nanoTime() - start) / 1e9);
      if (found != 2 * epochs) {
        throw new IllegalStateException("the aggregate has " + found + " rows");
      }
    }
    row("aggregate, " + name + ", first", Text.number(seconds.get(0)) + " s", "");
    Collections.sort(seconds);
    double median = seconds.get(QUERIES / 2);
    row("aggregate, " + name + ", median of " + QUERIES, Text.number(median) + " s", "");
    return median;
  }

  private interface Work<T> {
    T result();
  }

  private <T> T timed(String what, String unit, double scale, String bar, Work<T> work) {
    spec.commandLine().getErr().println(what);
    spec.commandLine().getErr().flush();
    long start = System.nanoTime();
    T result = work.result();
    double seconds = (System.nanoTime() - start) / 1e9;
    row(what, Text.number(seconds / scale) + " " + unit, bar.isEmpty() ? "" : bar + " " + unit);
    return result;
  }

  private void row(String what, String measured, String bar) {
    rows.add(List.of(what, measured, bar));
  }

  private static String count(int before, int after) {
    return String.format(Locale.ROOT, "%,d, %,d", before, after);
  }

  private static String megabytes(Compacted compacted) {
    return count(
        (int) (compacted.before().bytes() / 1_000_000),
        (int) (compacted.after().bytes() / 1_000_000));
  }
}
