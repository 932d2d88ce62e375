package ccrnn.pipeline.analysis;

import static ccrnn.pipeline.analysis.MadeUpFolder.panels;
import static ccrnn.pipeline.analysis.MadeUpFolder.series;
import static ccrnn.pipeline.analysis.MadeUpFolder.settings;
import static ccrnn.pipeline.analysis.MadeUpFolder.tests;
import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.TaskMeasures;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curves of two epochs, by hand: the first is 10 above the second. */
class CurveAnalysisTest {
  private static final Filter LINES = Filter.of(CommonRows.TASK, "line-drawing");
  @TempDir private Path scratch;
  private MadeUpFolder folder;

  @BeforeEach
  void empty() {
    folder = new MadeUpFolder(scratch);
  }

  private void add(double loss, long seed, String network, Object... more) {
    folder.add(
        loss,
        MadeUpFolder.with(settings(more), CommonRows.SEED, seed, CommonRows.NETWORK, network));
  }

  private static String id(Object... given) {
    return Trial.of(settings(given)).id();
  }

  @Test
  void pairsAreShownOverEpochsAndTestedAtTheLast() {
    add(2, 1, "crnn");
    add(1, 1, "ccrnn");
    add(6, 2, "crnn");
    add(3, 2, "ccrnn");
    add(50, 1, "crnn", CuedRows.NOISE, 0.5);
    add(60, 1, "ccrnn", CuedRows.NOISE, 0.5);
    add(9, 4, "crnn");
    folder.addDiverged(settings(CommonRows.SEED, 5L));
    // as the pairs are but for its reach, which has no feedback horizon; and one that is not
    add(0.5, 1, "bptt");
    add(0.7, 2, "bptt");
    add(8, 1, "bptt", CortexRows.CORTEX_UNITS, 20L);
    List<String> shown = new ArrayList<>();
    FigureResult result =
        folder.ask(
            analysis ->
                shown.addAll(
                    new CurveAnalysis(analysis)
                        .paired(
                            MadeUpFolder.COUPLE, TaskMeasures.TRAIN_LOSS, LINES, Scale.LOG, 3)));
    String axes =
        " | LINES: epoch LINEAR, training loss as published (squared distance to target) LOG,"
            + " SEM over seeds, -";
    assertThat(panels(result))
        .containsExactly("line drawing, noise=0" + axes, "line drawing, noise=0.5" + axes);
    assertThat(series(result))
        .containsExactly(
            "line drawing, noise=0 | crnn: 1=7 (2) 2=2 (2)",
            "line drawing, noise=0 | ccrnn: 1=6 (2) 2=1 (2)",
            "line drawing, noise=0 | bptt: 1=5.3 (2) 2=0.3 (2)",
            "line drawing, noise=0.5 | crnn: 1=30 (1) 2=25 (1)",
            "line drawing, noise=0.5 | ccrnn: 1=35 (1) 2=30 (1)");
    String label =
        ": ccrnn - crnn, last epoch, training loss as published (squared distance to target): ";
    assertThat(tests(result))
        .containsExactly(
            "line drawing, noise=0" + label + "-1 of 2, claim 3",
            "line drawing, noise=0.5" + label + "5 of 1");
    assertThat(result.gaps())
        .containsExactly(
            "crnn without its twin in some conditions: seeds 4",
            "ccrnn diverged or failed in some conditions: seeds 5");
    assertThat(result.trials()).isEqualTo(8);
    assertThat(shown)
        .as("of the least seed of the claimed condition")
        .containsExactly(
            id(CommonRows.SEED, 1L), id(CommonRows.SEED, 1L, CommonRows.NETWORK, "crnn"));
  }

  @Test
  void withoutPairsNothingIsShown() {
    add(2, 1, "crnn");
    List<String> shown = new ArrayList<>();
    FigureResult none =
        folder.ask(
            analysis ->
                shown.addAll(
                    new CurveAnalysis(analysis)
                        .paired(
                            MadeUpFolder.COUPLE,
                            TaskMeasures.VALIDATION_LOSS,
                            LINES,
                            Scale.LINEAR,
                            0)));
    assertThat(none.gaps()).containsExactly("no complete trial of ccrnn: task line-drawing");
    assertThat(none.query()).isEmpty();
    add(2, 2, "ccrnn");
    FigureResult apart =
        folder.ask(
            analysis ->
                shown.addAll(
                    new CurveAnalysis(analysis)
                        .paired(
                            MadeUpFolder.COUPLE,
                            TaskMeasures.VALIDATION_LOSS,
                            LINES,
                            Scale.LINEAR,
                            0)));
    assertThat(apart.panels()).isEmpty();
    assertThat(apart.gaps())
        .containsExactly(
            "ccrnn without its twin in some conditions: seeds 2",
            "crnn without its twin in some conditions: seeds 1");
    assertThat(shown).isEmpty();
  }

  /** A number that the task has not got is at no epoch, and counted where it is tested. */
  @Test
  void epochsWithoutNumbersAreLeftOut() {
    add(2, 1, "crnn");
    add(1, 1, "ccrnn");
    FigureResult result =
        folder.ask(
            analysis ->
                new CurveAnalysis(analysis)
                    .paired(MadeUpFolder.COUPLE, TaskMeasures.DYSMETRIA, LINES, Scale.LINEAR, 0));
    assertThat(series(result)).containsExactly("line drawing | crnn: ", "line drawing | ccrnn: ");
    assertThat(result.tests())
        .singleElement()
        .satisfies(
            test ->
                assertThat(test.warning())
                    .startsWith("1 pairs without finite numbers are left out; fewer than 3"));
  }

  @Test
  void everyConditionOfEveryTaskHasItsCurve() {
    add(2, 1, "crnn");
    add(4, 2, "crnn");
    add(1, 1, "ccrnn");
    add(1.5, 1, "ccrnn", CerebellumRows.LESION, "cerebellum", CerebellumRows.LESION_EPOCH, 1L);
    // but for the horizon as the others, whose defaults depend on the task
    add(
        7,
        1,
        "ccrnn",
        CommonRows.TASK,
        "digit-recognition",
        CortexRows.CORTEX_UNITS,
        50L,
        CerebellumRows.CEREBELLUM_UNITS,
        400L,
        LearningRows.LEARNING_RATE,
        0.001);
    folder.addDiverged(settings(CommonRows.SEED, 5L, CommonRows.NETWORK, "bptt"));
    FigureResult result =
        folder.ask(analysis -> new CurveAnalysis(analysis).all(TaskMeasures.VALIDATION_LOSS));
    assertThat(panels(result))
        .containsExactly(
            "line drawing | LINES: epoch LINEAR,"
                + " validation loss (squared distance to target) LINEAR, SEM over seeds, -",
            "digit recognition | LINES: epoch LINEAR, validation loss (nats) LINEAR,"
                + " SEM over seeds, -");
    assertThat(series(result))
        .containsExactly(
            "line drawing | ccrnn, lesion=cerebellum, feedback-horizon=1: 1=11.5 (1) 2=1.5 (1)",
            "line drawing | ccrnn, lesion=none, feedback-horizon=1: 1=11 (1) 2=1 (1)",
            "line drawing | crnn, feedback-horizon=1: 1=13 (2) 2=3 (2)",
            "digit recognition | ccrnn, lesion=none, feedback-horizon=3: 1=17 (1) 2=7 (1)");
    assertThat(result.gaps())
        .containsExactly("bptt diverged or failed in some conditions: seeds 5");
    assertThat(result.tests()).isEmpty();
    assertThat(result.trials()).isEqualTo(5);
  }

  @Test
  void oneConditionIsCalledByItsNetwork() {
    add(2, 1, "crnn");
    FigureResult result =
        folder.ask(analysis -> new CurveAnalysis(analysis).all(TaskMeasures.VALIDATION_LOSS));
    assertThat(series(result)).containsExactly("line drawing | crnn: 1=12 (1) 2=2 (1)");
  }

  /** Trials that differ in what they record are one seed, not two. */
  @Test
  void copiesOfATrialCountOnce() {
    Map<Setting, Object> probed =
        settings(CommonRows.PROBES, "weights", CommonRows.PROBE_INTERVAL, 2L);
    for (long seed = 1; seed <= 2; seed++) {
      add((double) seed, seed, "ccrnn");
      folder.add((double) seed, MadeUpFolder.with(probed, CommonRows.SEED, seed));
      add(seed + 1.0, seed, "crnn");
      add(seed + 2.0, seed, "bptt");
      add(seed + 2.0, seed, "bptt", CommonRows.PROBES, "weights");
    }
    FigureResult all =
        folder.ask(analysis -> new CurveAnalysis(analysis).all(TaskMeasures.VALIDATION_LOSS));
    assertThat(series(all))
        .contains(
            "line drawing | ccrnn: 1=11.5 (2) 2=1.5 (2)",
            "line drawing | bptt: 1=13.5 (2) 2=3.5 (2)");
    FigureResult paired =
        folder.ask(
            analysis ->
                new CurveAnalysis(analysis)
                    .paired(
                        MadeUpFolder.COUPLE, TaskMeasures.VALIDATION_LOSS, LINES, Scale.LINEAR, 0));
    assertThat(series(paired))
        .containsExactly(
            "line drawing | crnn: 1=12.5 (2) 2=2.5 (2)",
            "line drawing | ccrnn: 1=11.5 (2) 2=1.5 (2)",
            "line drawing | bptt: 1=13.5 (2) 2=3.5 (2)");
    assertThat(paired.tests()).extracting(Comparison::n).containsExactly(2);
    assertThat(paired.gaps()).as("a copy is not without its twin").isEmpty();
  }
}
