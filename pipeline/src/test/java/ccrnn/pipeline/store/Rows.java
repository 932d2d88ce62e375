package ccrnn.pipeline.store;

import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Rows for tests, with numbers that follow from the seed of the trial. */
public final class Rows {
  public static final Instant STARTED = Instant.parse("2026-03-04T05:06:07.123456Z");

  public static final Provenance PROVENANCE =
      new Provenance("0.1.0", "abc1234", "OpenJDK 17", "Linux 6.1 amd64", "Xeon", "plain", "here");

  private Rows() {}

  public static Trial trial(String network, long seed) {
    return Trial.of(
        Map.of(CommonRows.NETWORK, network, CommonRows.SEED, seed, CommonRows.EPOCHS, 3L));
  }

  public static TrialRow complete(String network, long seed) {
    return row(
        trial(network, seed),
        new Outcome.Complete(
            Measured.nothing(TestMetric.class)
                .with(TestMetric.LOSS, 0.5 / seed)
                .with(TestMetric.DYSMETRIA, 1.5)));
  }

  public static TrialRow diverged(String network, long seed) {
    return row(trial(network, seed), new Outcome.Diverged(2, "the loss is not finite"));
  }

  public static TrialRow failed(String network, long seed) {
    return row(
        trial(network, seed),
        new Outcome.Failed(OptionalInt.empty(), "no memory", "java.lang.OutOfMemoryError\n\tat x"));
  }

  public static TrialRow row(Trial trial, Outcome outcome) {
    return new TrialRow(trial, "quick", outcome, PROVENANCE, STARTED, 2.5);
  }

  /** Epochs 1 to {@code count}: losses fall with the epoch, the last dysmetria is NaN. */
  public static List<EpochRow> epochs(long seed, int count) {
    List<EpochRow> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= count; epoch++) {
      rows.add(
          new EpochRow(
              epoch,
              Measured.nothing(Metric.class)
                  .with(Metric.TRAIN_LOSS, (double) seed / epoch)
                  .with(Metric.VALIDATION_LOSS, (seed + 0.25) / epoch)
                  .with(Metric.DYSMETRIA, epoch == count ? Double.NaN : epoch / 8.0)
                  .with(
                      Metric.GRADIENT_NORM,
                      epoch == 1 ? OptionalDouble.empty() : OptionalDouble.of(1.0 / 3)),
              0.125));
    }
    return rows;
  }

  /** Two measures per epoch from 0 to {@code last}: one with a step and a word, one that is NaN. */
  public static List<MeasureRow> measures(long seed, int last) {
    List<MeasureRow> rows = new ArrayList<>();
    for (int epoch = 0; epoch <= last; epoch++) {
      rows.add(
          new MeasureRow(
              epoch,
              "examples",
              "example-1",
              "word",
              OptionalInt.of(3),
              seed + epoch,
              Optional.of("zebra")));
      rows.add(
          new MeasureRow(
              epoch,
              "similarity",
              "feedback",
              "cosine",
              OptionalInt.empty(),
              Double.NaN,
              Optional.empty()));
    }
    return rows;
  }

  /** Two networks, seeds 1 to 3, three epochs each, and one diverged trial after two epochs. */
  public static void fill(ResultsFolder folder) {
    Stream.of("crnn", "ccrnn")
        .forEach(
            network -> {
              for (long seed = 1; seed <= 3; seed++) {
                folder.commit(complete(network, seed), epochs(seed, 3), List.of());
              }
            });
    folder.commit(diverged("crnn", 9), epochs(9, 2), List.of());
  }
}
