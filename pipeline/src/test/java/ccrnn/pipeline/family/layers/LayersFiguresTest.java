package ccrnn.pipeline.family.layers;

import static ccrnn.pipeline.analysis.MadeUpFolder.panels;
import static ccrnn.pipeline.analysis.MadeUpFolder.series;
import static ccrnn.pipeline.analysis.MadeUpFolder.settings;
import static ccrnn.pipeline.analysis.MadeUpFolder.tests;
import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.MadeUpFolder;
import ccrnn.pipeline.sweep.CommonRows;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curves of two epochs, by hand: the first is 10 above the second. */
class LayersFiguresTest {
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

  @Test
  void decoupledNetworksAreComparedWithWholeOnes() {
    Map<String, Double> losses =
        Map.of("none", 10.0, "predicted-activity", 8.0, "predicted-feedback", 4.0, "both", 5.0);
    losses.forEach(
        (decoupling, loss) -> {
          for (long seed = 1; seed <= 2; seed++) {
            add(
                loss * seed,
                seed,
                "feedforward",
                CommonRows.TASK,
                "reaching",
                LayerRows.DECOUPLING,
                decoupling);
          }
        });
    add(
        1,
        3,
        "feedforward",
        CommonRows.TASK,
        "reaching",
        LayerRows.DECOUPLING,
        "predicted-feedback",
        LayerRows.HIDDEN_UNITS,
        20L);
    add(3, 3, "feedforward", CommonRows.TASK, "reaching", LayerRows.HIDDEN_UNITS, 20L);
    folder.addDiverged(settings(CommonRows.TASK, "reaching", CommonRows.SEED, 4L));
    FigureResult result = folder.ask(LayersFigures::decoupled);
    String axes =
        " | LINES: epoch LINEAR, validation loss (squared distance to target) LINEAR,"
            + " SEM over seeds, -";
    assertThat(panels(result)).containsExactly("hidden-units=20" + axes, "hidden-units=50" + axes);
    assertThat(series(result))
        .containsExactly(
            "hidden-units=20 | none: 1=13 (1) 2=3 (1)",
            "hidden-units=20 | predicted-feedback: 1=11 (1) 2=1 (1)",
            "hidden-units=50 | none: 1=25 (2) 2=15 (2)",
            "hidden-units=50 | predicted-activity: 1=22 (2) 2=12 (2)",
            "hidden-units=50 | predicted-feedback: 1=16 (2) 2=6 (2)",
            "hidden-units=50 | both: 1=17.5 (2) 2=7.5 (2)");
    String label = " - none, last epoch, validation loss (squared distance to target): ";
    assertThat(tests(result))
        .containsExactly(
            "hidden-units=20: predicted-feedback" + label + "-2 of 1",
            "hidden-units=50: predicted-activity" + label + "-3 of 2",
            "hidden-units=50: predicted-feedback" + label + "-9 of 2, claim 0",
            "hidden-units=50: both" + label + "-7.5 of 2");
    assertThat(result.gaps())
        .containsExactly("feedforward diverged or failed in some conditions: seeds 4");
    assertThat(result.trials()).isEqualTo(10);
  }

  @Test
  void decoupledNetworksNeedAWholeOneAndReaching() {
    assertThat(folder.ask(LayersFigures::decoupled).gaps())
        .containsExactly("no complete trial of feedforward: task reaching, network feedforward");
    add(1, 1, "feedforward", CommonRows.TASK, "reaching", LayerRows.DECOUPLING, "both");
    FigureResult alone = folder.ask(LayersFigures::decoupled);
    assertThat(alone.gaps()).containsExactly("no decoupled trial has a twin with decoupling none");
    assertThat(alone.panels()).hasSize(1);
    assertThat(alone.tests()).isEmpty();
  }
}
