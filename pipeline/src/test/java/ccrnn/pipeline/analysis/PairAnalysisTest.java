package ccrnn.pipeline.analysis;

import static ccrnn.pipeline.analysis.MadeUpFolder.ask;
import static ccrnn.pipeline.analysis.MadeUpFolder.panels;
import static ccrnn.pipeline.analysis.MadeUpFolder.series;
import static ccrnn.pipeline.analysis.MadeUpFolder.settings;
import static ccrnn.pipeline.analysis.MadeUpFolder.tests;
import static ccrnn.pipeline.analysis.MadeUpFolder.with;
import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.analysis.PairAnalysis.About;
import ccrnn.pipeline.analysis.PairAnalysis.Swept;
import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.TaskMeasures;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ccrnn and crnn of three seeds, by hand: the crnn ends at 10, 20 and 40. */
class PairAnalysisTest {
  private static final Filter LINES = Filter.of(CommonRows.TASK, "line-drawing");
  private static final Swept HORIZONS =
      Swept.by(FeedbackRows.FEEDBACK_HORIZON, "horizon (steps)", "h");
  @TempDir private static Path scratch;
  private static QueryEngine engine;

  @BeforeAll
  static void fill() {
    MadeUpFolder folder = new MadeUpFolder(scratch);
    for (long seed = 1; seed <= 3; seed++) {
      pair(folder, seed, 0.5, FeedbackRows.FEEDBACK_HORIZON, 1L);
      if (seed < 3) {
        pair(folder, seed, 0.8, FeedbackRows.FEEDBACK_HORIZON, 2L);
      }
      pair(folder, seed, 1.25, FeedbackRows.FEEDBACK_HORIZON, 4L);
      pair(folder, seed, 2, FeedbackRows.FEEDBACK_HORIZON, 8L);
    }
    pair(folder, 1, 0.9, FeedbackRows.FEEDBACK_HORIZON, 1L, CuedRows.NOISE, 0.5);
    pair(folder, 2, 0.9, FeedbackRows.FEEDBACK_HORIZON, 1L, CuedRows.NOISE, 0.5);
    pair(folder, 1, 0.6, FeedbackRows.FEEDBACK_HORIZON, 4L, CuedRows.NOISE, 0.5);
    // one horizon only
    pair(folder, 1, 0.7, FeedbackRows.FEEDBACK_HORIZON, 1L, CuedRows.NOISE, 0.25);
    // nobody's twin, and one that did not end well
    folder.add(
        9,
        settings(
            CommonRows.SEED, 7L, CommonRows.NETWORK, "crnn", FeedbackRows.FEEDBACK_HORIZON, 16L));
    folder.addDiverged(
        settings(
            CommonRows.SEED, 9L, CommonRows.NETWORK, "ccrnn", FeedbackRows.FEEDBACK_HORIZON, 2L));
    folder.add(3, settings(CommonRows.TASK, "digit-recognition", CommonRows.NETWORK, "crnn"));
    engine = folder.engine();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static void pair(MadeUpFolder folder, long seed, double ratio, Object... more) {
    double base = 5 * Math.pow(2, (double) seed);
    Map<Setting, Object> settings = with(settings(more), CommonRows.SEED, seed);
    folder.add(base, with(settings, CommonRows.NETWORK, "crnn"));
    folder.add(base * ratio, with(settings, CommonRows.NETWORK, "ccrnn"));
  }

  private static FigureResult swept(Filter filter, Map<About, Integer> claims) {
    return ask(
        engine,
        analysis ->
            new PairAnalysis(analysis, MadeUpFolder.COUPLE)
                .swept(TaskMeasures.VALIDATION_LOSS, filter, HORIZONS, claims));
  }

  private static FigureResult seeds(Amount amount, Filter filter) {
    return ask(
        engine,
        analysis -> new PairAnalysis(analysis, MadeUpFolder.COUPLE).seeds(amount, filter, 2));
  }

  private static FigureResult relative(Swept swept, Map<About, Integer> claims, Pair... pairs) {
    return ask(
        engine,
        analysis ->
            new PairAnalysis(analysis, MadeUpFolder.COUPLE)
                .relative(
                    List.of(pairs),
                    swept,
                    claims,
                    TaskMeasures.VALIDATION_LOSS,
                    new PairAnalysis.Words("a - b", "a / b")));
  }

  @Test
  void seedsStandBesideEachOtherAndTheUsualConditionIsClaimed() {
    FigureResult result =
        seeds(TaskMeasures.DYSMETRIA, LINES.and(FeedbackRows.FEEDBACK_HORIZON, 1L));
    String axes = " | PAIRS: seed LINEAR, line residual (squared distance) LINEAR, , -";
    assertThat(panels(result))
        .containsExactly(
            "line drawing, noise=0" + axes,
            "line drawing, noise=0.25" + axes,
            "line drawing, noise=0.5" + axes);
    assertThat(series(result))
        .containsExactly(
            "line drawing, noise=0 | crnn: 1=1 (1) 2=2 (1) 3=4 (1)",
            "line drawing, noise=0 | ccrnn: 1=0.5 (1) 2=1 (1) 3=2 (1)",
            "line drawing, noise=0.25 | crnn: 1=1 (1)",
            "line drawing, noise=0.25 | ccrnn: 1=0.7 (1)",
            "line drawing, noise=0.5 | crnn: 1=1 (1) 2=2 (1)",
            "line drawing, noise=0.5 | ccrnn: 1=0.9 (1) 2=1.8 (1)");
    String label = ": ccrnn - crnn, test, line residual (squared distance): ";
    assertThat(tests(result))
        .containsExactly(
            "line drawing, noise=0" + label + "-1.16667 of 3, claim 2",
            "line drawing, noise=0.25" + label + "-0.3 of 1",
            "line drawing, noise=0.5" + label + "-0.15 of 2");
    assertThat(result.trials()).isEqualTo(12);
    assertThat(result.gaps()).isEmpty();
    assertThat(seeds(TaskMeasures.DYSMETRIA, LINES).gaps())
        .containsExactly(
            "crnn without its twin in some conditions: seeds 7",
            "ccrnn diverged or failed in some conditions: seeds 9");
  }

  @Test
  void withoutAFiniteNumberThereIsNothingToShow() {
    FigureResult result = seeds(TaskMeasures.BITS_PER_WORD, LINES);
    assertThat(result.panels()).isEmpty();
    assertThat(result.tests()).isEmpty();
  }

  /** Ratios 0.5, 0.8, 1.25 and 2; the third seed has none at the second horizon. */
  @Test
  void aSweepIsRelativeAndEachClaimIsAboutItsOwnValue() {
    FigureResult result =
        swept(
            LINES,
            Map.of(About.FIRST, 0, About.LAST, 1, About.FOUR, 2, About.TREND, 3, About.MIDDLE, 4));
    assertThat(panels(result))
        .containsExactly(
            "line drawing | POINTS: horizon (steps) LINEAR,"
                + " validation loss, ccrnn / crnn (%) LINEAR, SEM over seeds, 100");
    assertThat(series(result))
        .containsExactly(
            "line drawing | noise=0: 1=50 (3) 2=80 (2) 4=125 (3) 8=200 (3)",
            "line drawing | noise=0.5: 1=90 (2) 4=60 (1)");
    String loss = ", validation loss (squared distance to target): ";
    String logarithm = ", noise=0, logarithm of ccrnn / crnn: ";
    assertThat(tests(result))
        .containsExactly(
            "line drawing: ccrnn - crnn, h 1, noise=0" + loss + "-11.66667 of 3, claim 0",
            "line drawing: ccrnn - crnn, h 2, noise=0" + loss + "-3 of 2",
            "line drawing: ccrnn - crnn, h 4, noise=0" + loss + "5.83333 of 3, claim 2",
            "line drawing: ccrnn - crnn, h 8, noise=0" + loss + "23.33333 of 3, claim 1",
            "line drawing: h 8 against 1" + logarithm + "1.38629 of 3, claim 3",
            "line drawing: h 2, 4 against 1" + logarithm + "0.69315 of 2, claim 4",
            "line drawing: ccrnn - crnn, h 1, noise=0.5" + loss + "-1.5 of 2",
            "line drawing: ccrnn - crnn, h 4, noise=0.5" + loss + "-4 of 1");
    assertThat(result.gaps())
        .containsExactly(
            "crnn without its twin in some conditions: seeds 7",
            "ccrnn diverged or failed in some conditions: seeds 9",
            "line drawing, noise=0, h 2: 2 of 3 seeds",
            "line drawing, noise=0.5, h 4: 1 of 2 seeds");
    assertThat(result.trials()).isEqualTo(30);
  }

  @Test
  void aClaimAboutEachValueIsAboutAllOfThem() {
    FigureResult result =
        swept(LINES.and(CuedRows.NOISE, 0.0), Map.of(About.EACH, 1, About.FIRST, 0));
    assertThat(series(result))
        .containsExactly(
            "line drawing | ccrnn / crnn as ccrnn: 1=50 (3) 2=80 (2) 4=125 (3) 8=200 (3)");
    assertThat(result.testsOf(1))
        .extracting(Comparison::label)
        .containsExactly(
            "ccrnn - crnn, h 1", "ccrnn - crnn, h 2", "ccrnn - crnn, h 4", "ccrnn - crnn, h 8");
    assertThat(result.tests()).hasSize(4);
  }

  @Test
  void betweenTwoValuesThereIsNone() {
    FigureResult result =
        swept(LINES.and(CuedRows.NOISE, 0.5), Map.of(About.MIDDLE, 3, About.TREND, 1));
    assertThat(result.tests())
        .extracting(Comparison::label)
        .containsExactly("ccrnn - crnn, h 1", "ccrnn - crnn, h 4", "h 4 against 1");
    assertThat(result.gaps())
        .containsExactly(
            "no value between two others: horizon (steps)", "line drawing, h 4: 1 of 2 seeds");
  }

  @Test
  void oneValueIsNoSweep() {
    FigureResult one = swept(LINES.and(FeedbackRows.FEEDBACK_HORIZON, 1L), Map.of(About.TREND, 1));
    assertThat(one.gaps()).containsExactly("fewer than 2 values: horizon (steps)");
    assertThat(one.query()).as("nothing is asked").isEmpty();

    // of several values one has pairs
    FigureResult paired =
        relative(
            HORIZONS, Map.of(), new Pair(id(1, 1), 1, 1, 2, 4), new Pair(id(2, 1), 2, 1, 2, 4));
    assertThat(paired.panels()).isEmpty();
    assertThat(paired.gaps()).containsExactly("fewer than 2 values: horizon (steps)");
    assertThat(relative(HORIZONS, Map.of()).gaps()).containsExactly("all that this figure shows");
  }

  @Test
  void aNetworkThatWasNotTrainedIsToldToTheFirstClaim() {
    FigureResult result =
        swept(
            Filter.of(CommonRows.TASK, "digit-recognition"),
            Map.of(About.FIRST, 2, About.TREND, 1));
    assertThat(result.gaps()).containsExactly("no complete trial of ccrnn: task digit-recognition");
    assertThat(result.query()).isEmpty();
    assertThat(
            seeds(TaskMeasures.DYSMETRIA, Filter.of(CommonRows.TASK, "digit-recognition")).gaps())
        .containsExactly("no complete trial of ccrnn: task digit-recognition");
  }

  /** The id of the ccrnn of a seed and horizon. */
  private static String id(long seed, long horizon) {
    return Trial.of(settings(CommonRows.SEED, seed, FeedbackRows.FEEDBACK_HORIZON, horizon)).id();
  }

  @Test
  void whatIsNotFiniteHasNoPointAndWhatHasNoValueNoPart() {
    Swept any = new Swept(Set.of(FeedbackRows.FEEDBACK_HORIZON), "x", "x (words)", "length", 1);
    FigureResult result =
        relative(
            any,
            Map.of(About.LAST, 1),
            new Pair(id(1, 1), 1, 2.5, 2, 4),
            new Pair(id(2, 1), 2, 2.5, Double.NaN, 4),
            new Pair(id(1, 2), 1, 3, 1, 0),
            new Pair(id(1, 4), 1, Double.NaN, 1, 1));
    assertThat(series(result)).containsExactly("line drawing | a / b as ccrnn: 2.5=50 (1)");
    assertThat(tests(result))
        .containsExactly(
            "line drawing: a - b, length 2.5, validation loss (squared distance to target): -2 of 1",
            "line drawing: a - b, length 3, validation loss (squared distance to target): 1 of 1,"
                + " claim 1");
    assertThat(result.tests().get(0).warning())
        .startsWith("1 pairs without finite numbers are left out");
    assertThat(result.gaps()).containsExactly("line drawing, length 3: 1 of 2 seeds");
  }

  /** A sweep of one value is told, where one is enough; a trend needs two. */
  @Test
  void oneValueMayBeEnoughButHasNoTrend() {
    Swept any = new Swept(Set.of(FeedbackRows.FEEDBACK_HORIZON), "x", "x", "fibres", 1);
    FigureResult result =
        relative(any, Map.of(About.FOUR, 0, About.TREND, 1), new Pair(id(1, 1), 1, 4, 2, 4));
    assertThat(tests(result))
        .containsExactly(
            "line drawing: a - b, fibres 4, validation loss (squared distance to target): -2 of 1,"
                + " claim 0");
    assertThat(result.gaps()).isEmpty();
  }
}
