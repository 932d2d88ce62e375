package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.query.SharedSpark;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.Rows;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curves of a sweep whose folder holds the trials of another one, too. */
class LearningCurvesTest {
  @TempDir private Path scratch;

  private static Sweep sweep(String seeds) {
    return SweepReader.parse(
        """
        name: two-tasks
        settings: {epochs: 2}
        axes:
          task: [digit-drawing, digit-recognition]
          seed: %s
        """
            .formatted(seeds),
        "two-tasks.yaml",
        List.of());
  }

  /** Loss 10 + seed, then 5 + seed; accuracy a tenth of the seed, where the task has one. */
  private static void commit(ResultsFolder folder, Trial trial) {
    double seed = trial.integer(CommonRows.SEED);
    List<EpochRow> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= 2; epoch++) {
      Measured<Metric> seen =
          Measured.nothing(Metric.class)
              .with(Metric.TRAIN_LOSS, 1)
              .with(Metric.VALIDATION_LOSS, (epoch == 1 ? 10 : 5) + seed);
      if (trial.word(CommonRows.TASK).equals("digit-recognition")) {
        seen = seen.with(Metric.VALIDATION_ACCURACY, seed / 10);
      }
      epochs.add(new EpochRow(epoch, seen, 0.1));
    }
    Outcome outcome =
        seed == 5
            ? new Outcome.Diverged(3, "the loss is not finite")
            : new Outcome.Complete(Measured.nothing(TestMetric.class).with(TestMetric.LOSS, 1));
    folder.commit(Rows.row(trial, outcome), epochs, List.of());
  }

  private static void check(LearningCurves curves) {
    assertThat(curves.losses())
        .extracting(curve -> curve.condition().label())
        .containsExactly("task=digit-drawing", "task=digit-recognition");
    for (LearningCurve curve : curves.losses()) {
      assertThat(curve.points()).extracting(LearningCurve.Point::epoch).containsExactly(1, 2);
      LearningCurve.Point last = curve.points().get(1);
      assertThat(last.seeds()).isEqualTo(3);
      assertThat(last.mean()).isCloseTo(7, within(1e-12));
      assertThat(last.sem()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
    }
    assertThat(curves.accuracies())
        .extracting(curve -> curve.condition().label())
        .containsExactly("task=digit-recognition");
    LearningCurve.Point first = curves.accuracies().get(0).points().get(0);
    assertThat(first.mean()).isCloseTo(0.2, within(1e-12));
    assertThat(first.seeds()).isEqualTo(3);
  }

  @Test
  void theyAreOfTheSweepsCompleteTrialsInBothEngines() {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    // 4 is of another sweep, 5 diverges, 6 has not been trained
    sweep("1..5").trials().forEach(trial -> commit(folder, trial));
    Sweep asked = sweep("[1, 2, 3, 5, 6]");
    try (QueryEngine engine = QueryEngine.duckDb(folder)) {
      check(LearningCurves.of(asked, engine));
    }
    try (QueryEngine engine = QueryEngine.spark(folder, SharedSpark.session())) {
      check(LearningCurves.of(asked, engine));
    }
  }
}
