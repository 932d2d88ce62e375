package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trials of every task from their settings to their rows, and what probes add to them. */
class TasksAndProbesTest {
  private static TrialRunner.Finished run(Map<Setting, Object> settings) {
    TrialRunner runner =
        new TrialRunner("test", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {});
    return runner.run(Trial.of(settings));
  }

  private static Map<Setting, Object> small(String task, String network) {
    Map<Setting, Object> settings = new TreeMap<>();
    settings.put(CommonRows.TASK, task);
    settings.put(CommonRows.NETWORK, network);
    settings.put(CommonRows.EPOCHS, 2L);
    settings.put(CortexRows.CORTEX_UNITS, 8L);
    settings.put(CerebellumRows.CEREBELLUM_UNITS, 12L);
    if (task.startsWith("digit")) {
      settings.put(DigitRows.IMAGES, 200L);
      settings.put(DigitRows.TEST_IMAGES, 50L);
      settings.put(LearningRows.LEARNING_RATE, 0.01);
    }
    if (task.equals("captions")) {
      settings.put(CommonRows.EPOCHS, 1L);
      settings.put(CaptionRows.VALIDATION_BATCHES, 2L);
    }
    return settings;
  }

  @ParameterizedTest
  @CsvSource({
    "line-drawing, ccrnn",
    "line-drawing, bptt",
    "digit-line-drawing, crnn",
    "digit-drawing, ccrnn",
    "digit-recognition, ccrnn",
    "captions, ccrnn",
    "reaching, feedforward"
  })
  void everyTaskIsTrainedAndTested(String task, String network) {
    TrialRunner.Finished finished = run(small(task, network));
    assertThat(finished.trial().outcome()).isInstanceOf(Outcome.Complete.class);
    EpochRow last = finished.epochs().get(finished.epochs().size() - 1);
    assertThat(last.value(Metric.VALIDATION_LOSS).orElseThrow()).isFinite().isPositive();
    boolean classes = task.equals("digit-recognition") || task.equals("captions");
    assertThat(last.value(Metric.VALIDATION_ACCURACY).isPresent()).isEqualTo(classes);
    assertThat(last.value(Metric.BITS_PER_WORD).isPresent()).isEqualTo(task.equals("captions"));
    var test = ((Outcome.Complete) finished.trial().outcome()).test();
    assertThat(test.value(TestMetric.LOSS).orElseThrow()).isFinite();
    if (task.equals("captions")) {
      assertThat(last.value(Metric.BITS_PER_WORD).orElseThrow())
          .isCloseTo(last.value(Metric.VALIDATION_LOSS).orElseThrow() / Math.log(2), within(1e-9));
      // After one epoch the network may write too few words for a score: then it is NaN.
      assertThat(test.value(TestMetric.CAPTION_F)).isPresent();
      assertThat(test.value(TestMetric.CAPTION_BLEU)).isPresent();
      assertThat(finished.measures()).allMatch(row -> row.probe().equals("word-loss"));
      assertThat(finished.measures()).hasSize(15);
    }
  }

  @Test
  void probesAddMeasuresAndChangeNoEpoch() {
    Map<Setting, Object> plain = small("line-drawing", "ccrnn");
    plain.put(CommonRows.EPOCHS, 4L);
    Map<Setting, Object> probed = new TreeMap<>(plain);
    probed.put(CommonRows.PROBES, "gradients,similarity,correlations,population,weights,examples");
    probed.put(CommonRows.PROBE_INTERVAL, 2L);
    TrialRunner.Finished without = run(plain);
    TrialRunner.Finished with = run(probed);
    assertThat(with.epochs().stream().map(EpochRow::timeless).toList())
        .isEqualTo(without.epochs().stream().map(EpochRow::timeless).toList());
    assertThat(without.measures()).isEmpty();
    List<MeasureRow> measures = with.measures();
    assertThat(measures.stream().map(MeasureRow::epoch).distinct()).containsExactly(0, 2, 4);
    Set<String> probes = measures.stream().map(MeasureRow::probe).collect(Collectors.toSet());
    assertThat(probes)
        .containsExactlyInAnyOrder(
            "gradients", "similarity", "correlations", "population", "weights", "examples");
  }

  @Test
  void wordsOfExamplesAreWrittenOut() {
    Map<Setting, Object> settings = small("captions", "ccrnn");
    settings.put(CommonRows.PROBES, "examples");
    List<MeasureRow> examples =
        run(settings).measures().stream().filter(row -> row.probe().equals("examples")).toList();
    assertThat(examples).isNotEmpty().allMatch(row -> row.text().isPresent());
    assertThat(examples.stream().filter(row -> row.statistic().equals("target-word")))
        .anyMatch(row -> row.text().orElseThrow().equals("<start>"));
  }

  @Test
  void aWidthThatTheDataDoNotHaveIsAFailureThatSaysSo() {
    Map<Setting, Object> settings = small("captions", "crnn");
    settings.put(CaptionRows.EMBEDDING_UNITS, 100L);
    TrialRunner.Finished finished = run(settings);
    assertThat(finished.trial().outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) finished.trial().outcome()).message())
        .contains("embedding-units=100, but the images have 256 features");
  }
}
