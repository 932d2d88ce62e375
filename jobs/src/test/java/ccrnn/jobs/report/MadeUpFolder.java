package ccrnn.jobs.report;

import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.store.TrialRow;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fills a results folder with made-up numbers, for timing {@code report} and {@code compare}: line
 * drawing with crnn and ccrnn at ten horizons. Arguments: the folder, how many seeds (20 trials
 * each), how many epochs.
 */
final class MadeUpFolder {
  private static final int HORIZONS = 10;

  private MadeUpFolder() {}

  public static void main(String[] arguments) {
    fill(
        ResultsFolder.create(arguments[0]),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]));
  }

  static void fill(ResultsFolder folder, int seeds, int epochs) {
    Provenance provenance = new Provenance("0", "unknown", "jvm", "os", "cpu", "plain", "host");
    for (long seed = 1; seed <= seeds; seed++) {
      for (long horizon = 1; horizon <= HORIZONS; horizon++) {
        for (String network : List.of("crnn", "ccrnn")) {
          Trial trial =
              Trial.of(
                  Map.of(
                      CommonRows.NETWORK, network,
                      CommonRows.SEED, seed,
                      FeedbackRows.FEEDBACK_HORIZON, horizon,
                      CommonRows.EPOCHS, (long) epochs));
          Outcome outcome = new Outcome.Complete(Measured.nothing(TestMetric.class));
          folder.commit(
              new TrialRow(
                  trial, "made-up", outcome, provenance, Instant.ofEpochSecond(seed), 1 + horizon),
              epochs(network.equals("crnn") ? 3 : 1, seed, horizon, epochs),
              List.of());
        }
      }
    }
  }

  private static List<EpochRow> epochs(double end, long seed, long horizon, int epochs) {
    List<EpochRow> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double loss =
          end / horizon
              + 30 * StrictMath.exp(-epoch / 20.0)
              + 0.2 * StrictMath.sin((double) (seed + epoch));
      rows.add(
          new EpochRow(
              epoch,
              Measured.nothing(Metric.class)
                  .with(Metric.TRAIN_LOSS, loss)
                  .with(Metric.VALIDATION_LOSS, Math.abs(loss))
                  .with(Metric.DYSMETRIA, loss / 10),
              0.01));
    }
    return rows;
  }
}
