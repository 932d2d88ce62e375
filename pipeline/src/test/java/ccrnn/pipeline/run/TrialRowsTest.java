package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import ccrnn.model.training.EpochRecord;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a trainer's records becomes which column. */
class TrialRowsTest {
  private static final Evaluation.Movement MOVEMENT =
      new Evaluation.Movement(0.25, 0.5, 0.75, Double.NaN);
  private static final Evaluation PATHS = evaluation(Optional.of(MOVEMENT), List.of());
  private static final Evaluation POINTS = evaluation(Optional.empty(), List.of());
  private static final Evaluation CLASSES =
      new Evaluation(
          7,
          1.5,
          OptionalDouble.of(0.8),
          OptionalDouble.of(0.875),
          Optional.empty(),
          List.of(2.0, 1.0));

  private static Evaluation evaluation(Optional<Evaluation.Movement> movement, List<Double> steps) {
    return new Evaluation(7, 1.5, OptionalDouble.empty(), OptionalDouble.empty(), movement, steps);
  }

  private static Trial trial(String task) {
    return Trial.of(Map.of(CommonRows.TASK, task));
  }

  private static EpochRow epoch(String task, Evaluation validation) {
    return TrialRows.epoch(trial(task), record(validation), 9);
  }

  private static EpochRecord record(Evaluation validation) {
    return new EpochRecord(
        3,
        OptionalDouble.of(2.5),
        OptionalDouble.of(2.25),
        OptionalDouble.of(4),
        OptionalDouble.of(0.001),
        validation,
        List.of());
  }

  @Test
  void aTrajectoryHasLossesAndMovement() {
    EpochRow row = epoch("line-drawing", PATHS);

    assertThat(row.epoch()).isEqualTo(3);
    assertThat(row.seconds()).isEqualTo(9);
    assertThat(row.value(Metric.TRAIN_LOSS)).hasValue(2.5);
    assertThat(row.value(Metric.TRAIN_LOSS_MEAN)).hasValue(2.25);
    assertThat(row.value(Metric.VALIDATION_LOSS)).hasValue(1.5);
    assertThat(row.value(Metric.GRADIENT_NORM)).hasValue(4);
    assertThat(row.value(Metric.LEARNING_RATE)).hasValue(0.001);
    assertThat(row.value(Metric.LINE_RESIDUAL)).hasValue(0.25);
    assertThat(row.value(Metric.PATH_DISTANCE)).hasValue(0.5);
    assertThat(row.value(Metric.SECOND_DIFFERENCE)).hasValue(0.75);
    assertThat(row.value(Metric.SMOOTHED_DEVIATION)).hasValue(Double.NaN);
    for (Metric metric :
        EnumSet.of(
            Metric.VALIDATION_ACCURACY,
            Metric.CERTAINTY,
            Metric.UNCERTAINTY,
            Metric.BITS_PER_WORD)) {
      assertThat(row.value(metric)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "line-drawing, 0.25",
    "digit-line-drawing, 0.25",
    "digit-drawing, 0.5",
    "reaching,",
    "digit-recognition, 0.125",
    "captions,"
  })
  void dysmetriaIsThatOfTheTask(String task, Double expected) {
    Evaluation evaluation =
        switch (task) {
          case "reaching" -> POINTS;
          case "digit-recognition", "captions" -> CLASSES;
          default -> PATHS;
        };
    OptionalDouble dysmetria =
        expected == null ? OptionalDouble.empty() : OptionalDouble.of(expected);

    assertThat(epoch(task, evaluation).value(Metric.DYSMETRIA)).isEqualTo(dysmetria);
    assertThat(TrialRows.test(trial(task), evaluation).value(TestMetric.DYSMETRIA))
        .isEqualTo(dysmetria);
  }

  @Test
  void wordsHaveBitsAndLossesByPlace() {
    EpochRow row = epoch("captions", CLASSES);

    assertThat(row.value(Metric.BITS_PER_WORD).getAsDouble()).isCloseTo(2.16404, within(1e-5));
    assertThat(row.value(Metric.CERTAINTY)).hasValue(0.875);
    assertThat(row.value(Metric.UNCERTAINTY)).hasValue(0.125);
    assertThat(row.value(Metric.VALIDATION_ACCURACY)).hasValue(0.8);
    assertThat(epoch("digit-recognition", CLASSES).value(Metric.BITS_PER_WORD)).isEmpty();
    assertThat(TrialRows.wordLosses(record(CLASSES)))
        .containsExactly(
            new MeasureRow(
                3, "word-loss", "validation", "loss", OptionalInt.of(0), 2.0, Optional.empty()),
            new MeasureRow(
                3, "word-loss", "validation", "loss", OptionalInt.of(1), 1.0, Optional.empty()));
  }

  @Test
  void theTestHasTheSameMeasures() {
    Measured<TestMetric> paths = TrialRows.test(trial("digit-drawing"), PATHS);
    assertThat(paths.value(TestMetric.LOSS)).hasValue(1.5);
    assertThat(paths.value(TestMetric.LINE_RESIDUAL)).hasValue(0.25);
    assertThat(paths.value(TestMetric.PATH_DISTANCE)).hasValue(0.5);
    assertThat(paths.value(TestMetric.SECOND_DIFFERENCE)).hasValue(0.75);
    assertThat(paths.value(TestMetric.SMOOTHED_DEVIATION)).hasValue(Double.NaN);
    assertThat(paths.value(TestMetric.ACCURACY)).isEmpty();
    Measured<TestMetric> classes = TrialRows.test(trial("digit-recognition"), CLASSES);
    assertThat(classes.value(TestMetric.ACCURACY)).hasValue(0.8);
    assertThat(classes.value(TestMetric.CERTAINTY)).hasValue(0.875);
    assertThat(classes.value(TestMetric.CAPTION_BLEU)).isEmpty();
  }

  @Test
  void whatAnEpochDoesNotHaveIsNotInItsRow() {
    EpochRecord sleep =
        new EpochRecord(
            3,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            PATHS,
            List.of());
    EpochRow row = TrialRows.epoch(trial("line-drawing"), sleep, 9);
    assertThat(row.value(Metric.VALIDATION_LOSS)).hasValue(1.5);
    for (Metric metric :
        EnumSet.of(
            Metric.TRAIN_LOSS,
            Metric.TRAIN_LOSS_MEAN,
            Metric.GRADIENT_NORM,
            Metric.LEARNING_RATE)) {
      assertThat(row.value(metric)).isEmpty();
    }
  }

  @Test
  void furtherNumbersOfATestFillTheirColumnOrStayMeasures() {
    Measure bleu = Measure.of("test", "caption", "bleu", 0.25);
    Measure ablated = Measure.of("test", "ablated", "accuracy", 0.5);
    Evaluation test = CLASSES.with(List.of(bleu, ablated));

    Measured<TestMetric> values = TrialRows.test(trial("captions"), test);
    assertThat(values.value(TestMetric.CAPTION_BLEU)).hasValue(0.25);
    assertThat(values.value(TestMetric.CAPTION_F)).isEmpty();
    assertThat(TrialRows.withoutColumn(test)).containsExactly(ablated);
  }

  @Test
  void aMeasureKeepsItsNames() {
    Measure found = Measure.at("population", "cortex", "sparsity", 2, 0.5).saying("of");

    assertThat(TrialRows.measure(4, found))
        .isEqualTo(
            new MeasureRow(
                4, "population", "cortex", "sparsity", OptionalInt.of(2), 0.5, Optional.of("of")));
  }
}
