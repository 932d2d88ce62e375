package ccrnn.stores;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small sweeps and what becomes of them. */
final class Samples {
  static final String SWEEP =
      """
      name: small
      about: A sweep for tests.
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
        seed: 1..6
      """;

  private Samples() {}

  /** A trained trial; with a probe it has measures. */
  static TrialRunner.Finished finished(long seed, String probes) {
    Trial trial =
        SweepReader.parse(
                SWEEP, "small.yaml", List.of("network=ccrnn", "seed=" + seed, "probes=" + probes))
            .trials()
            .get(0);
    return new TrialRunner("small", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {})
        .run(trial);
  }

  static void commit(ResultsFolder folder, TrialRunner.Finished finished) {
    folder.commit(finished.trial(), finished.epochs(), finished.measures());
  }

  /** Every epoch of every trial without its wall-clock column, and every measure. */
  static Map<String, List<Object>> rows(ResultsFolder folder) {
    Map<String, List<Object>> rows = new TreeMap<>();
    for (String id : folder.inventory().complete()) {
      StoredTrial trial = folder.trial(id);
      rows.put(
          id, List.of(trial.epochs().stream().map(EpochRow::timeless).toList(), trial.measures()));
    }
    return rows;
  }
}
