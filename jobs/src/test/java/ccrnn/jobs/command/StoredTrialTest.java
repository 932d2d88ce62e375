package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a stored trial is shown and verified, whatever it holds. */
class StoredTrialTest {
  private static final Trial TRIAL =
      Trial.of(
          Map.of(
              CommonRows.NETWORK, "crnn",
              CommonRows.EPOCHS, 2L,
              CuedRows.BATCHES, 1L,
              CuedRows.VALIDATION_SIZE, 1L,
              CuedRows.TEST_SIZE, 1L));

  @TempDir private Path folder;

  private static TrialRunner.Finished train() {
    return new TrialRunner("small", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {})
        .run(TRIAL);
  }

  private void store(List<EpochRow> epochs, List<MeasureRow> measures) {
    ResultsFolder.create(folder.toString()).commit(train().trial(), epochs, measures);
  }

  private Program verify() {
    return Program.run(
        "verify", folder.toString(), "--trial", TRIAL.id().substring(0, 12), "--kernel", "plain");
  }

  @Test
  void verifyComparesEpochs() {
    List<EpochRow> epochs = train().epochs();
    store(epochs, List.of());
    assertThat(verify().out()).contains("  equal in every bit, 2 epochs");
    assertThat(verify().exit()).isZero();

    EpochRow other = new EpochRow(2, epochs.get(1).values().with(Metric.LEARNING_RATE, 0.5), 0);
    store(List.of(epochs.get(0), other), List.of());
    Program differing = verify();
    assertThat(differing.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(differing.out())
        .contains("  differs from epoch 2 on: ")
        .contains("learning_rate=0.5")
        .contains("learning_rate=0.001");
  }

  @Test
  void verifyComparesMeasures() {
    MeasureRow stray =
        new MeasureRow(1, "weights", "cortex", "mean", OptionalInt.empty(), 1, Optional.empty());
    store(train().epochs(), List.of(stray));

    Program differing = verify();
    assertThat(differing.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(differing.out()).contains("  differs: 1 measure, now 0");
  }

  @Test
  void accuracyIsShownWhereThereIsOne() {
    List<EpochRow> epochs = train().epochs();
    store(epochs, List.of());
    String shown = Program.run("trial", folder.toString(), TRIAL.id()).out();
    assertThat(shown).contains(" validation loss").doesNotContain("validation accuracy");

    store(
        epochs.stream()
            .map(
                epoch ->
                    new EpochRow(
                        epoch.epoch(),
                        epoch.values().with(Metric.VALIDATION_ACCURACY, epoch.epoch() / 16.0),
                        0))
            .toList(),
        List.of());
    shown = Program.run("trial", folder.toString(), TRIAL.id()).out();
    assertThat(shown)
        .containsPattern("validation loss +validation accuracy")
        .containsPattern("(?m)^ +2 .* 0\\.125 ");
  }
}
