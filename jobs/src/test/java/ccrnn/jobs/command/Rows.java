package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.query.QueryResult;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.Inventory;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a results folder holds, for a comparison with another. */
final class Rows {
  /** Columns that tell of a run and not of a trial. */
  private static final Set<String> CLOCKS_AND_PROVENANCE =
      Set.of(
          "project_version", "git_id", "jvm", "os", "cpu", "kernel", "host", "started", "seconds");

  private Rows() {}

  /** Every row of every complete trial, without clocks and provenance, by trial. */
  static Map<String, List<Object>> of(Path results) {
    ResultsFolder folder = ResultsFolder.open(results.toString());
    Map<String, List<Object>> rows = new TreeMap<>();
    for (String id : folder.inventory().complete()) {
      StoredTrial trial = folder.trial(id);
      Map<String, Object> columns = new TreeMap<>(trial.columns());
      columns.keySet().removeAll(CLOCKS_AND_PROVENANCE);
      rows.put(
          id,
          List.of(
              columns, trial.epochs().stream().map(EpochRow::timeless).toList(), trial.measures()));
    }
    return rows;
  }

  /** When each complete trial was started: a trial that is trained again gets another time. */
  static Map<String, Object> started(Path results) {
    Map<String, Object> started = new TreeMap<>();
    ResultsFolder folder = ResultsFolder.open(results.toString());
    for (String id : folder.inventory().complete()) {
      started.put(id, folder.trial(id).columns().get("started"));
    }
    return started;
  }

  /** How many files of trials there are now, at a glance. */
  static int committed(Path results) {
    String[] names = results.resolve("trials").toFile().list();
    return names == null ? 0 : (int) Stream.of(names).filter(name -> !name.startsWith(".")).count();
  }

  /** How many trials are complete now; none where there is no folder yet. */
  static int complete(Path results) {
    return ResultsFolder.find(results.toString())
        .map(folder -> folder.inventory().complete().size())
        .orElse(0);
  }

  /**
   * Every trial once, with all its epochs once, equal to the undisturbed ones; nothing unreadable.
   */
  static void requireEqual(Path results, Path undisturbed) {
    Inventory inventory = ResultsFolder.open(results.toString()).inventory();
    assertThat(inventory.unreadable()).isEmpty();
    assertThat(of(results)).isEqualTo(of(undisturbed)).isNotEmpty();
    assertThat(counts(results)).isEqualTo(counts(undisturbed));
  }

  /** By SQL, as users see them: rows and distinct keys. */
  private static List<List<Object>> counts(Path results) {
    try (QueryEngine engine = QueryEngine.duckDb(ResultsFolder.open(results.toString()))) {
      QueryResult trials = engine.run("SELECT count(*), count(DISTINCT trial_id) FROM trials");
      QueryResult epochs =
          engine.run("SELECT count(*), count(DISTINCT trial_id || ' ' || epoch) FROM epochs");
      for (QueryResult each : List.of(trials, epochs)) {
        assertThat(each.rows().get(0).get(0)).isEqualTo(each.rows().get(0).get(1));
      }
      return List.of(trials.rows().get(0), epochs.rows().get(0));
    }
  }
}
