package ccrnn.pipeline.run;

import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import ccrnn.model.training.EpochRecord;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.task.TaskMeasures;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** From what the trainer leaves to the rows of the tables. */
final class TrialRows {
  private static final double LN_2 = StrictMath.log(2);

  private TrialRows() {}

  /** The row of an epoch. */
  static EpochRow epoch(Trial trial, EpochRecord record, double seconds) {
    Evaluation validation = record.validation();
    Measured<Metric> values =
        Measured.nothing(Metric.class)
            .with(Metric.TRAIN_LOSS, record.trainLoss())
            .with(Metric.TRAIN_LOSS_MEAN, record.trainLossMean())
            .with(Metric.VALIDATION_LOSS, validation.loss())
            .with(Metric.VALIDATION_ACCURACY, validation.accuracy())
            .with(Metric.CERTAINTY, validation.certainty())
            .with(Metric.UNCERTAINTY, TaskMeasures.uncertainty(validation))
            .with(Metric.DYSMETRIA, dysmetria(trial, validation))
            .with(Metric.GRADIENT_NORM, record.gradientNorm())
            .with(Metric.LEARNING_RATE, record.learningRate());
    if (inBits(trial)) {
      values = values.with(Metric.BITS_PER_WORD, validation.loss() / LN_2);
    }
    if (validation.movement().isPresent()) {
      Evaluation.Movement movement = validation.movement().get();
      values =
          values
              .with(Metric.LINE_RESIDUAL, movement.lineResidual())
              .with(Metric.PATH_DISTANCE, movement.pathDistance())
              .with(Metric.SECOND_DIFFERENCE, movement.secondDifference())
              .with(Metric.SMOOTHED_DEVIATION, movement.smoothedDeviation());
    }
    return new EpochRow(record.epoch(), values, seconds);
  }

  /** What the test measured. */
  static Measured<TestMetric> test(Trial trial, Evaluation test) {
    Measured<TestMetric> values =
        Measured.nothing(TestMetric.class)
            .with(TestMetric.LOSS, test.loss())
            .with(TestMetric.DYSMETRIA, dysmetria(trial, test))
            .with(TestMetric.ACCURACY, test.accuracy())
            .with(TestMetric.CERTAINTY, test.certainty());
    for (Measure found : test.more()) {
      if (column(found).isPresent()) {
        values = values.with(column(found).get(), found.value());
      }
    }
    if (test.movement().isEmpty()) {
      return values;
    }
    Evaluation.Movement movement = test.movement().get();
    return values
        .with(TestMetric.LINE_RESIDUAL, movement.lineResidual())
        .with(TestMetric.PATH_DISTANCE, movement.pathDistance())
        .with(TestMetric.SECOND_DIFFERENCE, movement.secondDifference())
        .with(TestMetric.SMOOTHED_DEVIATION, movement.smoothedDeviation());
  }

  /** Further numbers of a test that have no column of their own. */
  static List<Measure> withoutColumn(Evaluation test) {
    return test.more().stream().filter(found -> column(found).isEmpty()).toList();
  }

  /** The column that is named after a number, such as {@code test_caption_bleu}. */
  private static Optional<TestMetric> column(Measure found) {
    String name = String.join("_", found.probe(), found.part(), found.statistic());
    return Arrays.stream(TestMetric.values())
        .filter(metric -> metric.column().equals(name.replace('-', '_')))
        .findFirst();
  }

  /** Validation loss at each place of a sentence; none where the answer is no sentence. */
  static List<MeasureRow> wordLosses(EpochRecord record) {
    List<MeasureRow> rows = new ArrayList<>();
    for (double loss : record.validation().lossByStep()) {
      OptionalInt place = OptionalInt.of(rows.size());
      rows.add(
          new MeasureRow(
              record.epoch(), "word-loss", "validation", "loss", place, loss, Optional.empty()));
    }
    return rows;
  }

  /** What was measured after an epoch, 0 for before training. */
  static MeasureRow measure(int epoch, Measure found) {
    return new MeasureRow(
        epoch,
        found.probe(),
        found.part(),
        found.statistic(),
        found.step(),
        found.value(),
        found.text());
  }

  private static OptionalDouble dysmetria(Trial trial, Evaluation evaluation) {
    return Families.of(trial).dysmetria(trial.word(CommonRows.TASK), evaluation);
  }

  /** Whether its loss, in nats, is known in bits as well. */
  private static boolean inBits(Trial trial) {
    return Families.of(trial).validationLoss(trial.word(CommonRows.TASK)).bits().isPresent();
  }
}
