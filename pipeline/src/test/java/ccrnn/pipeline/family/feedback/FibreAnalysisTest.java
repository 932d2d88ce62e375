package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.analysis.MadeUpFolder.measure;
import static ccrnn.pipeline.analysis.MadeUpFolder.panels;
import static ccrnn.pipeline.analysis.MadeUpFolder.series;
import static ccrnn.pipeline.analysis.MadeUpFolder.settings;
import static ccrnn.pipeline.analysis.MadeUpFolder.tests;
import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.analysis.Comparison;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.MadeUpFolder;
import ccrnn.pipeline.analysis.Verdict;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sparse cerebella of a few seeds, by hand: dense ones end at 10 times the seed. */
class FibreAnalysisTest {
  private static final int BETTER = 0;
  private static final int CORRELATED = 1;
  @TempDir private Path scratch;
  private MadeUpFolder folder;

  @BeforeEach
  void empty() {
    folder = new MadeUpFolder(scratch);
  }

  private void dense(long seed, double scale) {
    folder.add(10.0 * seed, settings(CommonRows.SEED, seed, CortexRows.CORTEX_WEIGHT_SCALE, scale));
  }

  private void sparse(
      long seed, double scale, long fibres, double ratio, String probes, MeasureRow... seen) {
    Map<Setting, Object> settings =
        settings(
            CommonRows.SEED,
            seed,
            CortexRows.CORTEX_WEIGHT_SCALE,
            scale,
            CerebellumRows.FIBRES,
            fibres);
    if (!probes.isEmpty()) {
      settings.put(CommonRows.PROBES, probes);
    }
    folder.add(10 * seed * ratio, settings, seen);
  }

  /** Before training and after it, of the cortex and of another part. */
  private static MeasureRow[] correlation(double before) {
    return new MeasureRow[] {
      measure(0, "population", "cortex", "population-correlation", before),
      measure(0, "population", "cortex", "sparsity", 0.98),
      measure(0, "population", "granule", "population-correlation", 0.97),
      measure(2, "population", "cortex", "population-correlation", 0.99),
    };
  }

  private FigureResult result() {
    return folder.ask(analysis -> new FibreAnalysis(analysis).few(BETTER, CORRELATED));
  }

  /** Ratios of 4 fibres: 0.5 where correlated by 0.8, 0.75 where by 0.2. */
  @Test
  void fewFibresAreRelativeToAllAndByCorrelation() {
    for (long seed = 1; seed <= 2; seed++) {
      dense(seed, 1);
      dense(seed, 2);
      sparse(seed, 1, 4, 0.5, "population", correlation(0.7 + 0.1 * (seed - 1)));
      sparse(seed, 2, 4, 0.75, "population", correlation(0.2));
      sparse(seed, 1, 2, 0.25, "", correlation(0.1));
    }
    sparse(3, 1, 4, 0.5, "");
    FigureResult result = result();
    assertThat(panels(result))
        .containsExactly(
            "line drawing | POINTS: mossy fibres per granule cell LINEAR,"
                + " validation loss, sparse / dense (%) LINEAR, SEM over seeds, 100",
            "line drawing, 4 fibres | POINTS:"
                + " population correlation of the cortex before training (0 to 1) LINEAR,"
                + " validation loss, sparse / dense (%) LINEAR, SEM over seeds, 100");
    assertThat(series(result))
        .containsExactly(
            "line drawing | cortex-weight-scale=1: 2=25 (2) 4=50 (2)",
            "line drawing | cortex-weight-scale=2: 4=75 (2)",
            "line drawing, 4 fibres | sparse / dense as ccrnn: 0.2=75 (2) 0.75=50 (2)");
    String loss = ", validation loss (squared distance to target): ";
    assertThat(tests(result))
        .containsExactly(
            "line drawing: sparse - dense, fibres 2, cortex-weight-scale=1" + loss + "-11.25 of 2",
            "line drawing: sparse - dense, fibres 4, cortex-weight-scale=1"
                + loss
                + "-7.5 of 2, claim 0",
            "line drawing: sparse - dense, fibres 4, cortex-weight-scale=2" + loss + "-3.75 of 2",
            // ln (0.5 / 0.75)
            "line drawing: 4 fibres, most against least correlated inputs,"
                + " logarithm of sparse / dense: -0.40547 of 2, claim 1");
    assertThat(result.gaps()).isEmpty();
    assertThat(result.trials()).isEqualTo(10);
  }

  /** Probes change no number: which copy of a trial has them must not matter. */
  @Test
  void theCorrelationMayHaveBeenRecordedByACopyOfATrial() {
    for (long seed = 1; seed <= 3; seed++) {
      for (double scale : new double[] {1, 2}) {
        dense(seed, scale);
        sparse(seed, scale, 4, 0.5 * scale, "");
        sparse(seed, scale, 4, 0.5 * scale, "population", correlation(0.1 * scale + seed * seed));
      }
    }
    FigureResult result = result();
    assertThat(result.gaps()).isEmpty();
    // (1 + 4 + 9) / 3
    assertThat(series(result).get(2))
        .isEqualTo(
            "line drawing, 4 fibres | sparse / dense as ccrnn: 4.76667=50 (3) 4.86667=100 (3)");
  }

  @Test
  void withoutTheProbeTheCorrelationIsLacking() {
    dense(1, 1);
    dense(1, 2);
    sparse(1, 1, 4, 0.5, "population", correlation(0.3));
    sparse(1, 2, 4, 0.5, "");
    FigureResult result = result();
    assertThat(result.gaps())
        .containsExactly(
            "line drawing: the inputs' correlation was not recorded: probe population");
    assertThat(result.testsOf(CORRELATED)).isEmpty();
    assertThat(result.panels()).hasSize(1);
  }

  /** What was not recorded of another condition is no part of the claim about the usual one. */
  @Test
  void anotherConditionWithoutTheProbeLeavesTheClaimAlone() {
    for (long seed = 1; seed <= 3; seed++) {
      for (double scale : new double[] {1, 2}) {
        dense(seed, scale);
        double ratio = scale == 1 ? 0.5 + 0.001 * seed : 0.1;
        sparse(seed, scale, 4, ratio, "population", correlation(0.4 / scale));
        folder.add(
            10,
            settings(
                CommonRows.SEED, seed, CortexRows.CORTEX_WEIGHT_SCALE, scale, CuedRows.NOISE, 0.5));
        folder.add(
            9,
            settings(
                CommonRows.SEED,
                seed,
                CortexRows.CORTEX_WEIGHT_SCALE,
                scale,
                CuedRows.NOISE,
                0.5,
                CerebellumRows.FIBRES,
                4L));
      }
    }
    FigureResult result = result();
    assertThat(result.gaps())
        .containsExactly(
            "line drawing, noise=0.5: the inputs' correlation was not recorded: probe population");
    assertThat(result.testsOf(CORRELATED))
        .extracting(Comparison::panel)
        .containsExactly("line drawing, noise=0");
    assertThat(result.outcomes().get(CORRELATED).verdict()).isEqualTo(Verdict.SUPPORTS);
  }

  @Test
  void whatIsLackingIsSaid() {
    dense(1, 1);
    assertThat(result().gaps()).containsExactly("all that this figure shows");
    assertThat(result().query()).isEmpty();
    sparse(2, 1, 4, 0.5, "");
    assertThat(result().gaps()).containsExactly("no sparse cerebellum has a twin with all fibres");
    sparse(1, 1, 8, 0.5, "");
    assertThat(result().gaps()).containsExactly("no pair with 4 fibres");
    assertThat(result().tests()).hasSize(1);
    sparse(1, 1, 4, 0.5, "");
    assertThat(result().gaps())
        .containsExactly("no other correlation of the inputs: cortex-weight-scale");
    assertThat(result().testsOf(BETTER)).hasSize(1);
  }
}
