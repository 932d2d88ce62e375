package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.analysis.MadeUpFolder.measure;
import static ccrnn.pipeline.analysis.MadeUpFolder.panels;
import static ccrnn.pipeline.analysis.MadeUpFolder.series;
import static ccrnn.pipeline.analysis.MadeUpFolder.settings;
import static ccrnn.pipeline.analysis.MadeUpFolder.tests;
import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.MadeUpFolder;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What probes saw in a few trials, by hand. */
class ProbeAnalysisTest {
  private static final String COSINE = "cosine-with-true-feedback";
  @TempDir private Path scratch;
  private MadeUpFolder folder;

  @BeforeEach
  void empty() {
    folder = new MadeUpFolder(scratch);
  }

  private static Map<Setting, Object> probed(String probes, long seed, Object... more) {
    return MadeUpFolder.with(settings(more), CommonRows.PROBES, probes, CommonRows.SEED, seed);
  }

  /** At epoch 0 nothing is predicted; at 1 and 2 so much at two steps, and nothing at a third. */
  private static MeasureRow[] cosines(double first, double last) {
    return new MeasureRow[] {
      measure(0, "similarity", "feedback", COSINE, 0, Double.NaN),
      measure(1, "similarity", "feedback", COSINE, 0, first),
      measure(1, "similarity", "feedback", COSINE, 1, first),
      measure(2, "similarity", "feedback", COSINE, 0, last),
      measure(2, "similarity", "feedback", COSINE, 1, last + 0.2),
      measure(2, "similarity", "feedback", COSINE, 2, Double.NaN),
      measure(2, "similarity", "feedback", "norm", 1, 77),
    };
  }

  private FigureResult similarity() {
    return folder.ask(analysis -> new ProbeAnalysis(analysis).similarity(3));
  }

  private FigureResult correlations() {
    return folder.ask(analysis -> new ProbeAnalysis(analysis).correlations(3));
  }

  @Test
  void similarityIsThatOfTheLastProbedEpoch() {
    folder.add(1, probed("similarity", 1), cosines(0.1, 0.2));
    folder.add(1, probed("similarity", 2), cosines(0.3, 0.4));
    // a copy is no other seed, a lesion no likeness
    folder.add(1, probed("similarity,weights", 2), cosines(0.3, 0.4));
    folder.add(
        1,
        probed(
            "similarity", 3, CerebellumRows.LESION, "cerebellum", CerebellumRows.LESION_EPOCH, 1L),
        cosines(0.9, 0.9));
    folder.add(1, probed("similarity", 1, CuedRows.NOISE, 0.5), cosines(0.6, 0.7));
    folder.addDiverged(probed("similarity", 4));
    FigureResult result = similarity();

    String cosine = "cosine of predicted and true feedback";
    assertThat(panels(result))
        .containsExactly(
            "line drawing, last probed epoch | LINES: time step LINEAR, "
                + cosine
                + " LINEAR, SEM over seeds, 0",
            "line drawing, mean over time steps | LINES: epoch LINEAR, "
                + cosine
                + " LINEAR, SEM over seeds, 0");
    assertThat(series(result))
        .containsExactly(
            "line drawing, last probed epoch | noise=0: 0=0.3 (2) 1=0.5 (2)",
            "line drawing, last probed epoch | noise=0.5: 0=0.7 (1) 1=0.9 (1)",
            "line drawing, mean over time steps | noise=0: 1=0.2 (2) 2=0.4 (2)",
            "line drawing, mean over time steps | noise=0.5: 1=0.6 (1) 2=0.8 (1)");
    String label = ": predicted feedback - none, mean over time steps, " + cosine + ": ";
    assertThat(tests(result))
        .containsExactly(
            "line drawing, noise=0" + label + "0.4 of 2, claim 3",
            "line drawing, noise=0.5" + label + "0.8 of 1");
    assertThat(result.gaps())
        .containsExactly("ccrnn diverged or failed in some conditions: seeds 4");
    assertThat(result.trials()).isEqualTo(4);
  }

  @Test
  void oneConditionIsCalledCcrnn() {
    folder.add(1, probed("similarity", 1), cosines(0.1, 0.2));
    assertThat(series(similarity()).get(0))
        .isEqualTo("line drawing, last probed epoch | ccrnn: 0=0.2 (1) 1=0.4 (1)");
  }

  private static MeasureRow[] correlated(double... values) {
    List<MeasureRow> rows = new ArrayList<>();
    for (int epoch = 0; epoch < values.length; epoch++) {
      for (String part : List.of("cortex-feedback", "cortex-granule")) {
        double value = part.equals("cortex-granule") ? values[epoch] : values[epoch] / 2;
        rows.add(measure(epoch, "correlations", part, "mean-absolute", value));
        rows.add(measure(epoch, "correlations", part, "mean", -value));
      }
    }
    return rows.toArray(MeasureRow[]::new);
  }

  /** The second seed was undefined before training, the third was looked at once. */
  @Test
  void correlationsAreOfTheLastProbedEpochAgainstTheFirst() {
    folder.add(1, probed("correlations", 1), correlated(0.5, 0.9, 0.8));
    folder.add(1, probed("correlations", 2), correlated(Double.NaN, 0.4, 0.8));
    folder.add(1, probed("correlations", 3), correlated(0.2));
    folder.add(1, probed("correlations,weights", 1), correlated(0.5, 0.9, 0.8));
    folder.add(1, probed("correlations", 1, CuedRows.NOISE, 0.5), correlated(0.4, 0.3, 0.2));
    folder.addDiverged(probed("correlations", 4));
    FigureResult result = correlations();

    String measure = "mean absolute correlation (Pearson, 0 to 1)";
    String axes = " | LINES: epoch LINEAR, " + measure + " LINEAR, SEM over seeds, -";
    assertThat(panels(result))
        .containsExactly("line drawing, noise=0" + axes, "line drawing, noise=0.5" + axes);
    assertThat(series(result))
        .containsExactly(
            "line drawing, noise=0 | cortex-granule: 0=0.35 (2) 1=0.65 (2) 2=0.8 (2)",
            "line drawing, noise=0 | cortex-feedback: 0=0.175 (2) 1=0.325 (2) 2=0.4 (2)",
            "line drawing, noise=0.5 | cortex-granule: 0=0.4 (1) 1=0.3 (1) 2=0.2 (1)",
            "line drawing, noise=0.5 | cortex-feedback: 0=0.2 (1) 1=0.15 (1) 2=0.1 (1)");
    String label = ", last probed epoch - first, " + measure + ": ";
    assertThat(tests(result))
        .containsExactly(
            "line drawing, noise=0: cortex-granule" + label + "0.35 of 2, claim 3",
            "line drawing, noise=0: cortex-feedback" + label + "0.175 of 2",
            "line drawing, noise=0.5: cortex-granule" + label + "-0.2 of 1",
            "line drawing, noise=0.5: cortex-feedback" + label + "-0.1 of 1");
    assertThat(result.gaps())
        .containsExactly("ccrnn diverged or failed in some conditions: seeds 4");
  }

  @Test
  void withoutTheProbeNothingIsAsked() {
    folder.add(1, probed("weights", 1));
    assertThat(similarity().query()).isEmpty();
    assertThat(correlations().query()).isEmpty();
    List<String> ids = new ArrayList<>();
    FigureResult paths =
        folder.ask(
            analysis -> {
              ids.addAll(analysis.index().complete().keySet());
              new ProbeAnalysis(analysis).paths(ids);
            });
    assertThat(paths.query()).isEmpty();
    assertThat(ids).hasSize(1);
  }

  /** Two examples of two steps after each epoch; targets are alike, paths {@code far} from them. */
  private static MeasureRow[] paths(double far) {
    List<MeasureRow> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= 2; epoch++) {
      for (int example = 1; example <= 2; example++) {
        String part = "example-" + example;
        for (int step = 0; step < 2; step++) {
          double x = 10 * example + step;
          rows.add(measure(epoch, "examples", part, "target-x", step, x));
          rows.add(measure(epoch, "examples", part, "target-y", step, x / 4));
          rows.add(measure(epoch, "examples", part, "x", step, x + far * (3 - epoch)));
          rows.add(measure(epoch, "examples", part, "y", step, x / 4 - far * (3 - epoch)));
        }
      }
    }
    return rows.toArray(MeasureRow[]::new);
  }

  @Test
  void pathsAreThoseAfterTheLastEpochAndTheirTargetsOnce() {
    String ccrnn = folder.add(1, probed("examples", 7), paths(0.5));
    String crnn = folder.add(1, probed("examples", 7, CommonRows.NETWORK, "crnn"), paths(1));
    folder.add(1, probed("examples", 8), paths(2));
    FigureResult result =
        folder.ask(analysis -> new ProbeAnalysis(analysis).paths(List.of(ccrnn, crnn)));
    String title = "drawn lines after the last epoch, seed 7 | ";
    assertThat(panels(result))
        .containsExactly(title + "TRAJECTORIES: x (distance) LINEAR, y (distance) LINEAR, , -");
    assertThat(series(result))
        .containsExactly(
            title + "target: 10=2.5 (1) 11=2.75 (1)",
            title + "target: 20=5 (1) 21=5.25 (1)",
            title + "ccrnn: 10.5=2 (1) 11.5=2.25 (1)",
            title + "ccrnn: 20.5=4.5 (1) 21.5=4.75 (1)",
            title + "crnn: 11=1.5 (1) 12=1.75 (1)",
            title + "crnn: 21=4 (1) 22=4.25 (1)");

    assertThat(folder.ask(analysis -> new ProbeAnalysis(analysis).paths(List.of())).query())
        .as("no pair to show")
        .isEmpty();
    String silent = folder.add(1, settings(CommonRows.SEED, 9L));
    assertThat(folder.ask(analysis -> new ProbeAnalysis(analysis).paths(List.of(silent))).panels())
        .isEmpty();
  }
}
