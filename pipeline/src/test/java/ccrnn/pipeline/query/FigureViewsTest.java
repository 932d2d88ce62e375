package ccrnn.pipeline.query;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The views of figures over small trained trials of all kinds, by both engines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FigureViewsTest {
  private final TrialRunner runner =
      new TrialRunner("views", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {});
  private QueryEngine duckDb;
  private QueryEngine spark;

  @BeforeAll
  void train(@TempDir Path scratch) {
    ResultsFolder folder = ResultsFolder.create(scratch.resolve("r").toString());
    for (long seed = 1; seed <= 2; seed++) {
      Map<Setting, Object> lines = small("line-drawing", seed);
      lines.put(CommonRows.PROBES, "similarity,correlations,examples");
      commit(folder, lines, CommonRows.NETWORK, "crnn");
      commit(folder, lines, CommonRows.NETWORK, "ccrnn");
      commit(folder, lines, CerebellumRows.FIBRES, 4L);
      commit(folder, lines, CerebellumRows.LESION, "cerebellum", CerebellumRows.LESION_EPOCH, 2L);
      commit(
          folder, lines, CerebellumRows.LESION, "inferior-olive", CerebellumRows.LESION_EPOCH, 1L);
      // A pair of its own: another interval.
      commit(folder, lines, CommonRows.NETWORK, "crnn", FeedbackRows.FEEDBACK_INTERVAL, 3L);
      commit(folder, lines, CommonRows.NETWORK, "ccrnn", FeedbackRows.FEEDBACK_INTERVAL, 3L);
      Map<Setting, Object> reaching = small("reaching", seed);
      commit(folder, reaching, LayerRows.DECOUPLING, "none");
      commit(folder, reaching, LayerRows.DECOUPLING, "predicted-feedback");
      commit(folder, reaching, LayerRows.DECOUPLING, "predicted-activity");
    }
    Map<Setting, Object> captions = small("captions", 1);
    captions.put(CommonRows.EPOCHS, 1L);
    captions.put(CaptionRows.VALIDATION_BATCHES, 1L);
    commit(folder, captions, CommonRows.NETWORK, "crnn");
    commit(folder, captions, CommonRows.NETWORK, "ccrnn");
    // The same numbers again, recorded otherwise.
    Map<Setting, Object> copy = small("line-drawing", 1);
    commit(folder, copy, CommonRows.NETWORK, "ccrnn");
    duckDb = QueryEngine.duckDb(folder);
    spark = QueryEngine.spark(folder, SharedSpark.session());
  }

  @AfterAll
  void stop() {
    duckDb.close();
    spark.close();
  }

  private static Map<Setting, Object> small(String task, long seed) {
    Map<Setting, Object> settings = new TreeMap<>();
    settings.put(CommonRows.TASK, task);
    settings.put(CommonRows.SEED, seed);
    settings.put(CommonRows.EPOCHS, 2L);
    settings.put(CortexRows.CORTEX_UNITS, 6L);
    settings.put(CerebellumRows.CEREBELLUM_UNITS, 8L);
    settings.put(CuedRows.BATCHES, 3L);
    settings.put(CuedRows.TEST_SIZE, 50L);
    return settings;
  }

  private void commit(ResultsFolder folder, Map<Setting, Object> base, Object... more) {
    Map<Setting, Object> settings = new TreeMap<>(base);
    for (int i = 0; i < more.length; i += 2) {
      settings.put((Setting) more[i], more[i + 1]);
    }
    TrialRunner.Finished finished = runner.run(Trial.of(settings));
    folder.commit(finished.trial(), finished.epochs(), finished.measures());
  }

  private static List<String> rows(QueryEngine engine, String sql) {
    return rows(engine.run(sql));
  }

  private static List<String> rows(QueryResult result) {
    return result.rows().stream()
        .map(row -> row.stream().map(FigureViewsTest::shown).collect(Collectors.joining("|")))
        .sorted()
        .toList();
  }

  private static String shown(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.9e", number)
        : String.valueOf(value);
  }

  static List<String> views() {
    return Views.figures();
  }

  @ParameterizedTest
  @MethodSource("views")
  void bothEnginesHaveTheSameRows(String view) {
    QueryResult here = duckDb.run("SELECT * FROM " + view);
    QueryResult there = spark.run("SELECT * FROM " + view);
    assertThat(rows(here)).isNotEmpty().doesNotHaveDuplicates();
    assertThat(rows(there)).isEqualTo(rows(here));
    assertThat(there.columns()).isEqualTo(here.columns());
    assertThat(there.types()).isEqualTo(here.types());
  }

  @Test
  void whatIsRecordedMakesNoSecondPair() {
    assertThat(rows(duckDb, "SELECT count(*) FROM trials")).containsExactly("23");
    assertThat(rows(duckDb, "SELECT count(*) FROM complete_trials")).containsExactly("22");
  }

  @Test
  void conditionsDoNotMix() {
    // Per seed: intact, sparse and two lesioned ones with one crnn; interval 3; captions.
    assertThat(
            rows(
                duckDb,
                "SELECT task, feedback_interval, lesion, fibres, count(*) FROM paired_results"
                    + " GROUP BY task, feedback_interval, lesion, fibres"))
        .containsExactlyInAnyOrder(
            "captions|null|none|null|1",
            "line-drawing|2|none|null|2",
            "line-drawing|2|none|4|2",
            "line-drawing|2|cerebellum|null|2",
            "line-drawing|2|inferior-olive|null|2",
            "line-drawing|3|none|null|2");
    assertThat(
            rows(
                duckDb,
                "SELECT count(*) FROM paired_results p JOIN trials c ON c.trial_id = p.crnn_id"
                    + " WHERE c.seed <> p.seed OR c.feedback_interval <> p.feedback_interval"))
        .containsExactly("0");
    assertThat(rows(duckDb, "SELECT count(*) FROM lesion_effects")).containsExactly("4");
    assertThat(rows(duckDb, "SELECT count(*) FROM fibre_effects")).containsExactly("2");
    assertThat(rows(duckDb, "SELECT count(*) FROM decoupling_effects")).containsExactly("4");
  }
}
