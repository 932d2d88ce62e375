package ccrnn.pipeline.store;

import ccrnn.pipeline.store.Tables.FinishedEpoch;
import ccrnn.pipeline.store.Tables.FinishedMeasure;
import ccrnn.pipeline.store.Tables.FinishedTrial;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.hadoop.ParquetWriter;

/**
 * Thousands of trials in a folder within a second: in one file of each table, as after a
 * compaction. Each trial has one epoch, and numbers that no other has.
 */
public final class MergedFolder {
  private MergedFolder() {}

  /**
   * Writes a folder.
   *
   * @param path of a folder that is not there
   * @param trials complete ones; of captions each has a loss by word
   * @return the folder
   * @throws IOException if it cannot be written
   */
  public static ResultsFolder write(Path path, Collection<Trial> trials) throws IOException {
    SortedMap<String, Trial> byId = new TreeMap<>();
    trials.forEach(trial -> byId.put(trial.id(), trial));
    List<FinishedTrial> finished = new ArrayList<>();
    List<FinishedEpoch> epochs = new ArrayList<>();
    List<FinishedMeasure> measures = new ArrayList<>();
    byId.forEach(
        (id, trial) -> {
          List<EpochRow> own = List.of(epoch(trial));
          List<MeasureRow> seen = measures(trial);
          finished.add(new FinishedTrial(row(trial), own, seen.size()));
          own.forEach(each -> epochs.add(new FinishedEpoch(id, each)));
          seen.forEach(each -> measures.add(new FinishedMeasure(id, each)));
        });
    String base = TableNames.newGroup();
    Map<String, String> notes = Map.of(TableNames.GROUP_KEY, TableNames.digest(byId.keySet()));
    Storage storage = new LocalStorage(path);
    write(storage, Tables.EPOCH_TABLE, base, notes, epochs);
    write(storage, Tables.MEASURE_TABLE, base, notes, measures);
    write(storage, Tables.TRIAL_TABLE, base, notes, finished);
    return ResultsFolder.open(path.toString());
  }

  private static <R> void write(
      Storage storage, Table<R> table, String base, Map<String, String> notes, List<R> rows)
      throws IOException {
    storage.createFolder(table.schema().table());
    try (ParquetWriter<R> out =
        TableWriter.open(table, notes, storage.output(TableNames.named(table.schema(), base)))) {
      for (R row : rows) {
        out.write(row);
      }
    }
  }

  private static TrialRow row(Trial trial) {
    Measured<TestMetric> test =
        Measured.nothing(TestMetric.class)
            .with(TestMetric.LOSS, loss(trial))
            .with(TestMetric.DYSMETRIA, loss(trial) / 10)
            .with(TestMetric.CAPTION_F, loss(trial) / 20);
    Provenance provenance = new Provenance("0", "unknown", "jvm", "os", "cpu", "plain", "host");
    return new TrialRow(
        trial, "all", new Outcome.Complete(test), provenance, Instant.ofEpochSecond(1), 1);
  }

  private static EpochRow epoch(Trial trial) {
    return new EpochRow(
        1,
        Measured.nothing(Metric.class)
            .with(Metric.TRAIN_LOSS, loss(trial) / 2)
            .with(Metric.VALIDATION_LOSS, loss(trial))
            .with(Metric.BITS_PER_WORD, loss(trial) * 1.4)
            .with(Metric.DYSMETRIA, loss(trial) / 5),
        0.1);
  }

  private static List<MeasureRow> measures(Trial trial) {
    return trial.canonicalText().contains("\ntask=captions\n")
        ? List.of(
            new MeasureRow(
                1,
                "word-loss",
                "validation",
                "loss",
                OptionalInt.of(0),
                loss(trial),
                Optional.empty()))
        : List.of();
  }

  /** From 1 to 2, by the id. */
  private static double loss(Trial trial) {
    return 1 + Long.parseLong(trial.id().substring(0, 12), 16) / (double) (1L << 48);
  }
}
