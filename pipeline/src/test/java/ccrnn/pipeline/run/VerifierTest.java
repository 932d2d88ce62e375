package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a verification compares is noticed where it alone has changed. */
class VerifierTest {
  private static final Trial TRIAL =
      Trial.of(
          Map.of(
              CommonRows.NETWORK, "crnn",
              CommonRows.EPOCHS, 2L,
              CuedRows.BATCHES, 1L,
              CommonRows.BATCH_SIZE, 2L,
              CuedRows.VALIDATION_SIZE, 1L,
              CuedRows.TEST_SIZE, 1L,
              CortexRows.CORTEX_UNITS, 4L,
              CommonRows.PROBES, "weights"));

  private static TrialRunner.Finished trained;
  private static StoredTrial stored;

  @BeforeAll
  static void train(@TempDir Path scratch) {
    trained =
        new TrialRunner("small", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {})
            .run(TRIAL);
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    folder.commit(trained.trial(), trained.epochs(), trained.measures());
    stored = folder.trial(TRIAL.id());
  }

  private static Optional<String> difference(StoredTrial trial) {
    Verifier.Check check = new Verifier(DataLocation.EMBEDDED, Kernel.PLAIN).check(trial);
    assertThat(check.equal()).isEqualTo(check.difference() == null);
    assertThat(check.rows().equals(Verifier.rows(stored)))
        .as("the fingerprint tells the same of what was stored")
        .isEqualTo(check.equal());
    return Optional.ofNullable(check.difference());
  }

  private static StoredTrial with(String column, Object value) {
    Map<String, Object> columns = new HashMap<>(stored.columns());
    columns.put(column, value);
    return new StoredTrial(columns, stored.epochs(), stored.measures());
  }

  private static StoredTrial withLastEpoch(UnaryOperator<Measured<Metric>> change) {
    List<EpochRow> epochs = new ArrayList<>(stored.epochs());
    EpochRow last = epochs.remove(epochs.size() - 1);
    epochs.add(new EpochRow(last.epoch(), change.apply(last.values()), last.seconds()));
    return new StoredTrial(stored.columns(), epochs, stored.measures());
  }

  @Test
  void theSameTrialIsEqualWhateverTheClockSays() {
    assertThat(stored.measures()).isNotEmpty();
    assertThat(difference(stored)).isEmpty();

    StoredTrial slower =
        new StoredTrial(
            stored.columns(),
            stored.epochs().stream()
                .map(row -> new EpochRow(row.epoch(), row.values(), row.seconds() + 1))
                .toList(),
            stored.measures());
    assertThat(difference(slower)).isEmpty();
    assertThat(difference(with("seconds", 1e6))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aTestMetricThatAloneChangedIsNamed(TestMetric metric) {
    Double was = (Double) stored.columns().get(metric.column());
    double other = was == null ? 0.5 : Math.nextUp(was);

    assertThat(difference(with(metric.column(), other)))
        .hasValue(
            "differs in %s: %s, now %s"
                .formatted(metric.column(), other, was == null ? "nothing" : was));
  }

  @Test
  void aTestMetricThatAloneIsMissingIsNamed() {
    Object was = stored.columns().get("test_loss");

    assertThat(was).isNotNull();
    assertThat(difference(with("test_loss", null)))
        .hasValue("differs in test_loss: null, now " + was);
  }

  @ParameterizedTest
  @EnumSource
  void aMetricOfAnEpochThatAloneChangedIsShown(Metric metric) {
    EpochRow last = stored.epochs().get(1);
    double other = Math.nextUp(last.value(metric).orElse(0.5));

    assertThat(difference(withLastEpoch(values -> values.with(metric, other))))
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .startsWith("differs from epoch 2 on: ")
                    .contains(metric.column() + "=" + other));
  }

  @Test
  void epochsMoreOrLessAreCounted() {
    List<EpochRow> one = stored.epochs().subList(0, 1);
    List<EpochRow> three = new ArrayList<>(stored.epochs());
    three.add(new EpochRow(3, one.get(0).values(), 0));

    assertThat(difference(new StoredTrial(stored.columns(), one, stored.measures())))
        .hasValue("differs: 1 epoch, now 2");
    assertThat(difference(new StoredTrial(stored.columns(), three, stored.measures())))
        .hasValue("differs: 3 epochs, now 2");
  }

  @Test
  void aMeasureThatAloneChangedIsShown() {
    MeasureRow row = stored.measures().get(1);
    List<MeasureRow> changes =
        List.of(
            changed(row, row.part() + "x", row.statistic(), row.step(), row.value(), row.text()),
            changed(row, row.part(), row.statistic() + "x", row.step(), row.value(), row.text()),
            changed(row, row.part(), row.statistic(), OptionalInt.of(7), row.value(), row.text()),
            changed(
                row, row.part(), row.statistic(), row.step(), Math.nextUp(row.value()), row.text()),
            changed(
                row, row.part(), row.statistic(), row.step(), row.value(), Optional.of("zebra")),
            new MeasureRow(
                row.epoch() + 1,
                row.probe(),
                row.part(),
                row.statistic(),
                row.step(),
                row.value(),
                row.text()),
            new MeasureRow(
                row.epoch(),
                row.probe() + "x",
                row.part(),
                row.statistic(),
                row.step(),
                row.value(),
                row.text()));
    for (MeasureRow change : changes) {
      List<MeasureRow> measures = new ArrayList<>(stored.measures());
      measures.set(1, change);
      assertThat(difference(new StoredTrial(stored.columns(), stored.epochs(), measures)))
          .hasValueSatisfying(said -> assertThat(said).startsWith("differs from measure 2 on: "));
    }
  }

  private static MeasureRow changed(
      MeasureRow row,
      String part,
      String statistic,
      OptionalInt step,
      double value,
      Optional<String> text) {
    return new MeasureRow(row.epoch(), row.probe(), part, statistic, step, value, text);
  }

  @Test
  void aStatusThatAloneChangedIsNamed() {
    assertThat(difference(with("status", "diverged"))).hasValue("differs: diverged, now complete");
  }

  @Test
  void aTrialWhoseSettingsHaveAnotherIdIsNotTrained() {
    StoredTrial other = with("seed", 77L);
    Verifier.Check check = new Verifier(DataLocation.EMBEDDED, Kernel.PLAIN).check(other);

    assertThat(check.difference())
        .isEqualTo(
            "differs: its settings have another id in this version, "
                + other.trial().id().substring(0, 12));
    assertThat(check.trial()).isEqualTo(TRIAL.id());
  }

  @Test
  void aTrialThatDivergedMustDivergeAgain(@TempDir Path scratch) {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    TrialRunner.Finished diverged =
        new TrialRunner("small", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {})
            .run(DivergedTest.VALIDATION_ALONE);
    folder.commit(diverged.trial(), diverged.epochs(), diverged.measures());
    StoredTrial before = folder.trial(DivergedTest.VALIDATION_ALONE.id());
    Verifier verifier = new Verifier(DataLocation.EMBEDDED, Kernel.PLAIN);
    assertThat(verifier.check(before).difference()).isNull();

    Map<String, Object> columns = new HashMap<>(before.columns());
    columns.put("status", "complete");
    StoredTrial other = new StoredTrial(columns, before.epochs(), before.measures());
    assertThat(verifier.check(other).difference()).isEqualTo("differs: complete, now diverged");
  }
}
