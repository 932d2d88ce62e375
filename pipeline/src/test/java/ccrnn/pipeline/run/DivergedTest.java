package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trial whose numbers left the finite range is a row that says when and which. */
class DivergedTest {
  /** One update of a deep network, and its outputs are too large; its gradient still was not. */
  static final Trial VALIDATION_ALONE = deep(5e-6, 6);

  private static Trial deep(double learningRate, long layers) {
    return Trial.of(
        Map.ofEntries(
            Map.entry(CommonRows.TASK, "reaching"),
            Map.entry(CommonRows.NETWORK, "feedforward"),
            Map.entry(LayerRows.HIDDEN_ACTIVATION, "relu"),
            Map.entry(LayerRows.HIDDEN_LAYERS, layers),
            Map.entry(CommonRows.EPOCHS, 4L),
            Map.entry(CuedRows.BATCHES, 1L),
            Map.entry(CuedRows.VALIDATION_SIZE, 3L),
            Map.entry(CuedRows.TEST_SIZE, 1L),
            Map.entry(CuedRows.NOISE, 1000.0),
            Map.entry(CuedRows.LINE_LENGTH, 1e6),
            Map.entry(LearningRows.OPTIMIZER, "sgd"),
            Map.entry(LearningRows.LEARNING_RATE, learningRate),
            Map.entry(LearningRows.CLIP_NORM, 0.0)));
  }

  @ParameterizedTest
  @CsvSource({
    "5e-6, 6, 2, validation loss Infinity in epoch 2",
    "1e-5, 6, 2, validation loss NaN in epoch 2",
    "1.0, 5, 1, validation loss Infinity in epoch 1",
    "1e-6, 5, 3, gradient norm Infinity in epoch 3",
    "1e-5, 8, 3, gradient norm NaN in epoch 3"
  })
  void theRowSaysWhenAndWhich(
      double learningRate, long layers, int epoch, String message, @TempDir Path scratch) {
    Trial trial = deep(learningRate, layers);
    TrialRunner.Finished finished =
        new TrialRunner("deep", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {})
            .run(trial);
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    folder.commit(finished.trial(), finished.epochs(), finished.measures());

    StoredTrial stored = folder.trial(trial.id());
    assertThat(stored.columns())
        .containsEntry("status", "diverged")
        .containsEntry("failed_epoch", epoch)
        .containsEntry("message", message)
        .containsEntry("stack", null)
        .containsEntry("epochs_trained", epoch - 1)
        .containsEntry("test_loss", null);
    assertThat(stored.epochs())
        .as("of the epochs before, with finite losses")
        .hasSize(epoch - 1)
        .allSatisfy(row -> assertThat(row.value(Metric.VALIDATION_LOSS).orElseThrow()).isFinite());
    assertThat(folder.inventory().failed()).containsExactly(trial.id());
  }
}
