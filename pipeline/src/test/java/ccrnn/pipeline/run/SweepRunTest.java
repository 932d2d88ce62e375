package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.LearningCurve;
import ccrnn.pipeline.analysis.LearningCurves;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.plan.Inventory;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.plan.Retry;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import ccrnn.pipeline.store.TrialStatus;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Real Spark, real trainers, real Parquet. */
@ResourceLock("spark")
class SweepRunTest {
  private static final String SMALL =
      """
      name: small
      settings:
        epochs: 3
        batches: 2
        batch-size: 10
        validation-size: 14
        test-size: 14
        cortex-units: 8
        cerebellum-units: 12
      axes:
        network: [crnn, ccrnn]
        seed: 1..3
      """;

  private static final SparkOptions TWO_CORES = new SparkOptions(Optional.of("local[2]"), Map.of());

  private static Sweep sweep(String... overrides) {
    return SweepReader.parse(SMALL, "small.yaml", List.of(overrides));
  }

  private static Plan plan(Sweep sweep, ResultsFolder folder, Retry retry) {
    var inventory = folder.inventory();
    assertThat(inventory.unreadable()).isEmpty();
    return Plan.of(sweep, new Inventory(inventory.complete(), inventory.failed()), retry);
  }

  private static Progress run(Sweep sweep, Plan plan, ResultsFolder folder)
      throws InterruptedException {
    try (SweepRun run =
        SweepRun.start(
            sweep.name(),
            plan,
            folder,
            sweep.data(),
            Optional.of(Kernel.PLAIN),
            Snapshotting.NONE,
            TWO_CORES)) {
      assertThat(run.await(Duration.ofMinutes(2))).contains(SweepRun.End.FINISHED);
      return run.progress();
    }
  }

  @Test
  void theRowsAreThoseOfAPlainLoopAndARunTrainsOnlyWhatIsMissing(@TempDir Path temporary)
      throws Exception {
    Sweep sweep = sweep();
    ResultsFolder folder = ResultsFolder.create(temporary.resolve("with space").toString());
    run(sweep, plan(sweep, folder, Retry.MISSING_ONLY), folder);

    TrialRunner loop =
        new TrialRunner("loop", DataLocation.EMBEDDED, Kernel.VECTOR, () -> false, () -> {});
    for (Trial trial : sweep.trials()) {
      StoredTrial stored = folder.trial(trial.id());
      assertThat(stored.columns())
          .containsEntry("status", "complete")
          .containsEntry("sweep", "small")
          .containsEntry("epochs_trained", 3)
          .containsEntry("kernel", "plain")
          .containsEntry("settings_text", trial.canonicalText());
      assertThat(stored.epochs().stream().map(EpochRow::timeless))
          .isEqualTo(loop.run(trial).epochs().stream().map(EpochRow::timeless).toList());
    }

    assertThat(plan(sweep, folder, Retry.MISSING_ONLY).missing()).isEmpty();
    Trial lost = sweep.trials().get(4);
    Files.delete(folder.localPath().orElseThrow().resolve("trials/" + lost.id() + ".parquet"));
    Plan rest = plan(sweep, folder, Retry.MISSING_ONLY);
    assertThat(rest.missing()).containsExactly(lost);
    Object before = folder.trial(sweep.trials().get(0).id()).columns().get("started");
    run(sweep, rest, folder);
    assertThat(folder.inventory().complete()).hasSize(6);
    assertThat(folder.trial(sweep.trials().get(0).id()).columns()).containsEntry("started", before);

    try (QueryEngine engine = QueryEngine.duckDb(folder)) {
      List<LearningCurve> curves = LearningCurves.of(sweep, engine).losses();
      assertThat(curves)
          .extracting(c -> c.condition().label())
          .containsExactly("network=crnn", "network=ccrnn");
      LearningCurve.Point last = curves.get(0).points().get(2);
      double[] losses =
          sweep.trials().stream()
              .filter(trial -> trial.word(CommonRows.NETWORK).equals("crnn"))
              .mapToDouble(
                  trial ->
                      folder
                          .trial(trial.id())
                          .epochs()
                          .get(2)
                          .value(Metric.VALIDATION_LOSS)
                          .getAsDouble())
              .toArray();
      var expected = new SummaryStatistics();
      for (double loss : losses) {
        expected.addValue(loss);
      }
      assertThat(last.seeds()).isEqualTo(3);
      assertThat(last.mean()).isCloseTo(expected.getMean(), within(1e-9));
      assertThat(last.sem())
          .isCloseTo(expected.getStandardDeviation() / Math.sqrt(3), within(1e-9));
    }
  }

  @Test
  void failuresAreRowsAndTheSweepGoesOn(@TempDir Path temporary) throws Exception {
    Sweep sweep =
        SweepReader.parse(
            """
            name: failing
            settings: {epochs: 4, batches: 4, batch-size: 10, test-size: 1, cortex-units: 8}
            cases:
              - {cerebellum-units: 12}
              - {cerebellum-units: 12, learning-rate: 10, cerebellum-layers: 12, clip-norm: 0}
              - {cerebellum-units: 65536, cerebellum-layers: 3}
            """,
            "failing.yaml",
            List.of());
    ResultsFolder folder = ResultsFolder.create(temporary.toString());
    Progress end = run(sweep, plan(sweep, folder, Retry.MISSING_ONLY), folder);

    StoredTrial complete = folder.trial(sweep.trials().get(0).id());
    assertThat(complete.columns()).containsEntry("status", "complete").containsEntry("stack", null);
    StoredTrial diverged = folder.trial(sweep.trials().get(1).id());
    assertThat(diverged.columns()).containsEntry("status", "diverged");
    assertThat((String) diverged.columns().get("message"))
        .matches("(training loss|gradient norm|validation loss) (NaN|Infinity) in epoch [1-4]");
    int epoch = (Integer) diverged.columns().get("failed_epoch");
    assertThat(diverged.epochs()).hasSize(epoch - 1);
    StoredTrial threw = folder.trial(sweep.trials().get(2).id());
    assertThat(threw.columns()).containsEntry("status", "failed").containsEntry("failed_epoch", 1);
    assertThat((String) threw.columns().get("stack")).contains("at ccrnn.model");
    assertThat(threw.epochs()).isEmpty();

    assertThat(end.trials()).isEqualTo(3);
    assertThat(folder.inventory().trials().values())
        .containsExactlyInAnyOrder(TrialStatus.COMPLETE, TrialStatus.DIVERGED, TrialStatus.FAILED);
    assertThat(plan(sweep, folder, Retry.MISSING_ONLY).missing()).isEmpty();
    assertThat(plan(sweep, folder, Retry.FAILED_TOO).missing()).hasSize(2);
  }

  @Test
  void aStoppedRunKeepsWhatIsDone(@TempDir Path temporary) throws Exception {
    Sweep sweep = sweep("epochs=1000000", "seed=1..4");
    ResultsFolder folder = ResultsFolder.create(temporary.toString());
    Plan plan = plan(sweep, folder, Retry.MISSING_ONLY);
    try (SweepRun run =
        SweepRun.start(
            sweep.name(),
            plan,
            folder,
            sweep.data(),
            Optional.of(Kernel.PLAIN),
            Snapshotting.NONE,
            TWO_CORES)) {
      Progress progress = run.progress();
      while (progress.epochsDone() == 0) {
        assertThat(run.await(Duration.ofMillis(50))).isEmpty();
        progress = run.progress();
      }
      assertThat(progress.shareDone()).isBetween(0.0, 0.5);
      run.stop();
      assertThat(run.await(Duration.ofSeconds(20))).contains(SweepRun.End.STOPPED);
    }
    assertThat(folder.inventory().trials()).isEmpty();
    try (var left = Files.list(temporary.resolve("trials"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aMasterThatSparkDoesNotKnowIsTheUsersMistake(@TempDir Path temporary) {
    Sweep sweep = sweep();
    ResultsFolder folder = ResultsFolder.create(temporary.toString());
    Plan plan = plan(sweep, folder, Retry.MISSING_ONLY);
    SparkOptions options = new SparkOptions(Optional.of("locl[2]"), Map.of());
    assertThatThrownBy(
            () ->
                SweepRun.start(
                        sweep.name(),
                        plan,
                        folder,
                        sweep.data(),
                        Optional.empty(),
                        Snapshotting.NONE,
                        options)
                    .close())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Spark does not start with master locl[2]: ");
  }

  @Test
  void localMastersRetryLikeClusters() {
    assertThat(SparkOptions.withRetries("local")).isEqualTo("local[1,4]");
    assertThat(SparkOptions.withRetries("local[3]")).isEqualTo("local[3,4]");
    assertThat(SparkOptions.withRetries("local[*]")).isEqualTo("local[*,4]");
    assertThat(SparkOptions.withRetries("local[3,2]")).isEqualTo("local[3,2]");
    assertThat(SparkOptions.withRetries("spark://host:7077")).isEqualTo("spark://host:7077");
  }
}
