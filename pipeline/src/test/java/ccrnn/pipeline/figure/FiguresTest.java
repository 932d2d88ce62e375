package ccrnn.pipeline.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.Comparison;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.Panel.Picture;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Verdict;
import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.Rows;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures over folders whose effects are known. */
class FiguresTest {
  @TempDir private Path scratch;
  private final List<Done> done = new ArrayList<>();
  private int folders;

  private record Done(Trial trial, Outcome outcome, List<EpochRow> epochs, List<MeasureRow> seen) {}

  private static Map<Setting, Object> settings(Object... pairs) {
    Map<Setting, Object> settings = new TreeMap<>();
    settings.put(CommonRows.EPOCHS, 3L);
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put((Setting) pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  /** A trial whose losses fall to {@code loss} in three epochs; its dysmetria is a tenth of it. */
  private void add(double loss, Map<Setting, Object> settings, MeasureRow... seen) {
    List<EpochRow> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= 3; epoch++) {
      double now = loss * (4 - epoch);
      epochs.add(
          new EpochRow(
              epoch,
              Measured.nothing(Metric.class)
                  .with(Metric.TRAIN_LOSS, now / 2)
                  .with(Metric.VALIDATION_LOSS, now),
              0.1));
    }
    Outcome outcome =
        new Outcome.Complete(
            Measured.nothing(TestMetric.class)
                .with(TestMetric.LOSS, loss)
                .with(TestMetric.DYSMETRIA, loss / 10));
    done.add(new Done(Trial.of(settings), outcome, epochs, List.of(seen)));
  }

  /** Ten pairs of line drawing: crnn ends at about 5, ccrnn so much above it. */
  private void lines(double effect, Object... more) {
    for (long seed = 1; seed <= 10; seed++) {
      double base = 5 + 0.1 * (seed % 4);
      double other = base + effect * (1 + 0.02 * (seed % 3));
      Map<Setting, Object> settings = settings(more);
      settings.put(CommonRows.SEED, seed);
      settings.put(CommonRows.NETWORK, "crnn");
      add(base, settings);
      settings.put(CommonRows.NETWORK, "ccrnn");
      add(other, settings);
    }
  }

  private FigureResult result(String name) {
    try (QueryEngine engine = QueryEngine.duckDb(folder())) {
      return Figures.over(engine).result(PaperFigures.named(name));
    }
  }

  private ResultsFolder folder() {
    ResultsFolder folder = ResultsFolder.create(scratch.resolve("r" + folders++).toString());
    done.forEach(
        each -> folder.commit(Rows.row(each.trial(), each.outcome()), each.epochs(), each.seen()));
    return folder;
  }

  private static List<Verdict> verdicts(FigureResult result) {
    return result.outcomes().stream().map(FigureResult.Outcome::verdict).toList();
  }

  @Test
  void aKnownEffectIsFoundAndSupportsTheClaim() {
    lines(-2);
    FigureResult result = result("natcomm-2");

    assertThat(verdicts(result))
        .containsExactly(Verdict.SUPPORTS, Verdict.SUPPORTS, Verdict.NOT_RUN);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTS);
    assertThat(result.trials()).isEqualTo(20);
    assertThat(result.panels())
        .extracting(Panel::picture)
        .containsExactly(Picture.LINES, Picture.PAIRS);
    Comparison test = result.tests().get(0);
    assertThat(test.n()).isEqualTo(10);
    assertThat(test.mean()).isCloseTo(-2 * (1 + 0.02 * 1.0), within(1e-9));
    assertThat(test.lower()).isLessThan(test.mean());
    assertThat(test.upper()).isGreaterThan(test.mean()).isNegative();
    assertThat(test.signFlipP()).isEqualTo(2 / 1024.0);
    assertThat(test.rankBiserial()).isEqualTo(-1);
    assertThat(test.holmP()).isGreaterThanOrEqualTo(test.p()).isLessThan(0.001);
    assertThat(test.warning()).isEmpty();
    assertThat(result.sentence()).startsWith("Supported: ccrnn ends with a lower loss than crnn (");
    List<Panel.Point> curve = result.panels().get(0).series().get(0).points();
    assertThat(curve).extracting(Panel.Point::x).containsExactly(1.0, 2.0, 3.0);
    assertThat(curve.get(2).n()).isEqualTo(10);
    assertThat(result.gaps()).anyMatch(gap -> gap.contains("feedback horizon"));
    assertThat(result.query()).contains("FROM paired_curves").contains("FROM paired_results");
    assertThat(result.rows()).hasSize(2 * 3 + 2 * 10);
    assertThat(result.rows().get(0)).hasSameSizeAs(FigureResult.columns());
  }

  @Test
  void theOppositeEffectContradictsWithTheSameNumbers() {
    lines(2);
    FigureResult worse = result("neurips-2");
    assertThat(worse.verdict()).isEqualTo(Verdict.CONTRADICTS);
    // Networks swapped, the losses left.
    List<Done> swapped = new ArrayList<>();
    for (Done each : done) {
      Map<Setting, Object> settings = new TreeMap<>(each.trial().values());
      settings.put(
          CommonRows.NETWORK, settings.get(CommonRows.NETWORK).equals("crnn") ? "ccrnn" : "crnn");
      swapped.add(new Done(Trial.of(settings), each.outcome(), each.epochs(), each.seen()));
    }
    done.clear();
    done.addAll(swapped);
    FigureResult better = result("neurips-2");

    assertThat(better.verdict()).isEqualTo(Verdict.SUPPORTS);
    Comparison a = worse.tests().get(0);
    Comparison b = better.tests().get(0);
    assertThat(b.mean()).isEqualTo(-a.mean());
    assertThat(b.lower()).isEqualTo(-a.upper());
    assertThat(b.effect()).isEqualTo(-a.effect());
    assertThat(b.p()).isEqualTo(a.p());
    assertThat(b.signFlipP()).isEqualTo(a.signFlipP());
  }

  @Test
  void noEffectAndFewSeedsDecideNothing() {
    lines(0);
    assertThat(result("neurips-2").verdict()).isEqualTo(Verdict.UNDECIDED);
    done.clear();
    lines(-2);
    done.removeIf(each -> each.trial().integer(CommonRows.SEED) > 2);
    FigureResult two = result("neurips-2");
    assertThat(two.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(two.tests().get(0).warning()).contains("fewer than 3 pairs");
    done.clear();
    lines(-2);
    done.removeIf(each -> each.trial().integer(CommonRows.SEED) > 4);
    assertThat(result("neurips-2").tests().get(0).warning()).contains("below p = 0.125");
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    lines(-1, CuedRows.NOISE, 0.25);
    lines(-0.5, CuedRows.NOISE, 0.25, FeedbackRows.FEEDBACK_HORIZON, 5L);
    lesions();
    done.removeIf(each -> each.trial().integer(CommonRows.SEED) > 4);
    List<FigureResult> first = new ArrayList<>();
    List<FigureResult> second = new ArrayList<>();
    try (QueryEngine engine = QueryEngine.duckDb(folder())) {
      PaperFigures.all().forEach(figure -> first.add(Figures.over(engine).result(figure)));
    }
    Collections.reverse(done);
    try (QueryEngine engine = QueryEngine.duckDb(folder())) {
      PaperFigures.all().forEach(figure -> second.add(Figures.over(engine).result(figure)));
    }
    assertThat(second).isEqualTo(first);
  }

  @Test
  void conditionsAreKeptApartAndTheUsualOneIsClaimed() {
    lines(-2);
    lines(3, CerebellumRows.CEREBELLUM_UNITS, 50L);
    lines(-1, CuedRows.NOISE, 0.5);
    FigureResult result = result("neurips-2");

    assertThat(result.panels()).extracting(Panel::title).hasSize(3).doesNotHaveDuplicates();
    assertThat(result.tests()).extracting(Comparison::n).containsExactly(10, 10, 10);
    assertThat(result.tests()).filteredOn(test -> test.claim().isPresent()).hasSize(1);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTS);
  }

  @Test
  void aSweptHorizonIsRelativeToItsTwinAndItsTrendIsTested() {
    lines(-4, FeedbackRows.FEEDBACK_HORIZON, 1L);
    lines(-2, FeedbackRows.FEEDBACK_HORIZON, 3L);
    lines(-0.01, FeedbackRows.FEEDBACK_HORIZON, 10L);
    FigureResult result = result("natcomm-2");
    Panel swept =
        result.panels().stream()
            .filter(panel -> panel.picture() == Picture.POINTS)
            .findFirst()
            .orElseThrow();
    assertThat(swept.reference()).hasValue(100);
    assertThat(swept.series()).hasSize(1);
    assertThat(swept.series().get(0).points())
        .extracting(Panel.Point::x)
        .containsExactly(1.0, 3.0, 10.0);
    assertThat(swept.series().get(0).points().get(2).mean()).isBetween(99.0, 100.0);
    assertThat(verdicts(result)).containsOnly(Verdict.SUPPORTS);
    assertThat(result.gaps()).isEmpty();
  }

  private void lesions() {
    for (long seed = 1; seed <= 10; seed++) {
      double base = 1 + 0.01 * seed;
      for (long onset : new long[] {10, 50}) {
        double harm = onset == 10 ? 2 + 0.03 * seed : 1 + 0.002 * seed;
        add(
            base * harm,
            settings(
                CommonRows.SEED,
                seed,
                CerebellumRows.LESION,
                "cerebellum",
                CerebellumRows.LESION_EPOCH,
                onset));
        add(
            base * 2 * harm,
            settings(
                CommonRows.SEED,
                seed,
                CerebellumRows.LESION,
                "inferior-olive",
                CerebellumRows.LESION_EPOCH,
                onset));
      }
      add(base, settings(CommonRows.SEED, seed, CerebellumRows.LESION, "none"));
    }
  }

  @Test
  void lesionsAreComparedWithTheirIntactTwins() {
    lesions();
    FigureResult result = result("natcomm-7");

    assertThat(verdicts(result)).containsOnly(Verdict.SUPPORTS);
    Panel panel = result.panels().get(0);
    assertThat(panel.series())
        .extracting(Panel.Series::condition)
        .containsExactly("cerebellum", "inferior-olive");
    assertThat(panel.series().get(0).points().get(0).mean()).isCloseTo(216.5, within(1e-6));
    assertThat(result.tests())
        .filteredOn(test -> test.label().startsWith("inferior-olive - cerebellum"))
        .singleElement()
        .satisfies(test -> assertThat(test.mean()).isCloseTo(Math.log(2), within(1e-9)));
    assertThat(result.trials()).isEqualTo(50);
  }

  @Test
  void probesAreSeenOverStepsAndEpochs() {
    for (long seed = 1; seed <= 8; seed++) {
      List<MeasureRow> seen = new ArrayList<>();
      for (int epoch : new int[] {0, 3}) {
        for (int step = 0; step < 4; step++) {
          double cosine = epoch == 0 ? Double.NaN : 0.2 + 0.01 * seed;
          seen.add(measure(epoch, "similarity", "cosine-with-true-feedback", step, cosine));
        }
        for (String part : List.of("cortex-granule", "cortex-feedback")) {
          seen.add(
              new MeasureRow(
                  epoch,
                  "correlations",
                  part,
                  "mean-absolute",
                  OptionalInt.empty(),
                  0.7 - 0.1 * epoch - 0.001 * seed * epoch,
                  Optional.empty()));
        }
      }
      add(
          1,
          settings(CommonRows.SEED, seed, CommonRows.PROBES, "similarity,correlations"),
          seen.toArray(MeasureRow[]::new));
    }
    FigureResult similarity = result("natcomm-5");
    assertThat(similarity.verdict()).isEqualTo(Verdict.SUPPORTS);
    assertThat(similarity.tests().get(0).mean()).isCloseTo(0.245, within(1e-9));
    assertThat(similarity.panels().get(0).series().get(0).points()).hasSize(4);
    FigureResult correlations = result("natcomm-6");
    assertThat(correlations.verdict()).isEqualTo(Verdict.SUPPORTS);
    assertThat(correlations.panels().get(0).series()).hasSize(2);
    assertThat(correlations.tests().get(0).mean()).isCloseTo(-0.3 - 0.0135, within(1e-9));
  }

  private static MeasureRow measure(
      int epoch, String probe, String statistic, int step, double value) {
    return new MeasureRow(
        epoch, probe, "feedback", statistic, OptionalInt.of(step), value, Optional.empty());
  }

  @Test
  void fibresAndDecouplingHaveTheirOwnTwins() {
    for (long seed = 1; seed <= 8; seed++) {
      add(2 + 0.1 * seed, settings(CommonRows.SEED, seed));
      add(1 + 0.11 * seed, settings(CommonRows.SEED, seed, CerebellumRows.FIBRES, 4L));
      for (String decoupling : List.of("none", "predicted-feedback", "predicted-activity")) {
        add(
            decoupling.equals("none") ? 2 : 1 + 0.01 * seed,
            settings(
                CommonRows.SEED,
                seed,
                CommonRows.TASK,
                "reaching",
                LayerRows.DECOUPLING,
                decoupling));
      }
    }
    FigureResult sparsity = result("iclr-sparsity");
    assertThat(verdicts(sparsity)).containsExactly(Verdict.SUPPORTS, Verdict.NOT_RUN);
    assertThat(sparsity.gaps()).anyMatch(gap -> gap.contains("cortex-weight-scale"));
    FigureResult reaching = result("iclr-reaching");
    assertThat(reaching.verdict()).isEqualTo(Verdict.SUPPORTS);
    assertThat(reaching.panels()).hasSize(1);
    assertThat(reaching.panels().get(0).series())
        .extracting(Panel.Series::label)
        .containsExactly("none", "predicted-activity", "predicted-feedback");
    assertThat(reaching.tests()).extracting(Comparison::n).containsExactly(8, 8);
  }

  /** The gain of few fibres grows with the correlation, which falls with the weights. */
  @Test
  void sparsityIsComparedBetweenMoreAndLessCorrelatedInputs() {
    for (long seed = 1; seed <= 8; seed++) {
      for (double scale : List.of(0.25, 1.0, 4.0)) {
        double dense = 4 + 0.1 * seed;
        add(dense, settings(CommonRows.SEED, seed, CortexRows.CORTEX_WEIGHT_SCALE, scale));
        add(
            dense * (scale == 0.25 ? 0.5 : scale == 1 ? 0.8 : 0.95) * (1 + 0.01 * (seed % 3)),
            settings(
                CommonRows.SEED,
                seed,
                CortexRows.CORTEX_WEIGHT_SCALE,
                scale,
                CerebellumRows.FIBRES,
                4L,
                CommonRows.PROBES,
                "population"),
            population(0, 0.6 - 0.1 * Math.log(scale)),
            population(2, 0.2 + 0.1 * Math.log(scale)));
      }
    }
    FigureResult result = result("iclr-sparsity");
    assertThat(verdicts(result)).containsExactly(Verdict.SUPPORTS, Verdict.SUPPORTS);
    Panel panel = result.panels().get(1);
    assertThat(panel.series()).hasSize(1);
    List<Panel.Point> points = panel.series().get(0).points();
    assertThat(points).extracting(Panel.Point::n).containsExactly(8, 8, 8);
    assertThat(points.get(0).x()).isCloseTo(0.6 - 0.1 * Math.log(4), within(1e-12));
    assertThat(points.get(2).mean()).isCloseTo(50.5, within(1.0));
    Comparison last = result.tests().get(result.tests().size() - 1);
    assertThat(last.n()).isEqualTo(8);
    assertThat(last.mean()).isCloseTo(Math.log(0.5 / 0.95), within(1e-9));
    assertThat(result.query()).contains("population-correlation");
  }

  /** A loss of ln 2 nats is one bit. */
  @Test
  void captionsAreComparedInBits() {
    for (long seed = 1; seed <= 6; seed++) {
      for (long horizon : List.of(3L, 4L)) {
        Map<Setting, Object> settings =
            settings(
                CommonRows.TASK,
                "captions",
                FeedbackRows.FEEDBACK_HORIZON,
                horizon,
                CommonRows.SEED,
                seed,
                CommonRows.NETWORK,
                "crnn");
        add(Math.log(2) * (2 + 0.01 * seed), settings);
        settings.put(CommonRows.NETWORK, "ccrnn");
        add(Math.log(2) * (1.5 + 0.02 * seed), settings);
      }
    }
    FigureResult result = result("natcomm-8d");
    Comparison first = result.tests().get(0);
    assertThat(first.measure()).isEqualTo("validation loss (bits per word)");
    assertThat(first.mean()).isCloseTo(-0.5 + 0.01 * 3.5, within(1e-12));
    assertThat(result.panels().get(0).y().label()).isEqualTo("validation loss, ccrnn / crnn (%)");
  }

  private static MeasureRow population(int epoch, double correlation) {
    return new MeasureRow(
        epoch,
        "population",
        "cortex",
        "population-correlation",
        OptionalInt.empty(),
        correlation,
        Optional.empty());
  }

  @Test
  void anEmptyFolderAndLonelyTrialsLeaveGaps() {
    try (QueryEngine engine = QueryEngine.duckDb(folder())) {
      Figures figures = Figures.over(engine);
      assertThat(figures.present()).isEmpty();
      for (PaperFigure figure : PaperFigures.all()) {
        assertThat(figures.result(figure).verdict()).isEqualTo(Verdict.NOT_RUN);
      }
    }
    lines(-1);
    done.removeIf(
        each ->
            each.trial().integer(CommonRows.SEED) > 7
                && each.trial().word(CommonRows.NETWORK).equals("ccrnn"));
    done.add(
        new Done(
            Trial.of(settings(CommonRows.SEED, 99L)),
            new Outcome.Diverged(2, "the loss is not finite"),
            List.of(),
            List.of()));
    FigureResult result = result("neurips-2");
    assertThat(result.tests().get(0).n()).isEqualTo(7);
    assertThat(result.gaps())
        .containsExactlyInAnyOrder(
            "crnn without its twin in some conditions: seeds 8, 9, 10",
            "ccrnn diverged or failed in some conditions: seeds 99");
    try (QueryEngine engine = QueryEngine.duckDb(folder())) {
      assertThat(Figures.over(engine).present())
          .extracting(PaperFigure::name)
          .containsExactly("curves", "natcomm-2", "neurips-2");
    }
  }

  @Test
  void aClaimAboutThreeTasksNeedsThreeTasks() {
    lines(-2, CommonRows.TASK, "digit-drawing", FeedbackRows.FEEDBACK_HORIZON, 3L);
    FigureResult result = result("natcomm-3b");
    assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(result.gaps())
        .hasSize(2)
        .allMatch(gap -> gap.startsWith("no complete trial of crnn and ccrnn"));
    lines(-2, CommonRows.TASK, "digit-line-drawing", FeedbackRows.FEEDBACK_HORIZON, 3L);
    lines(-2, CommonRows.TASK, "digit-recognition", FeedbackRows.FEEDBACK_HORIZON, 3L);
    assertThat(result("natcomm-3b").verdict()).isEqualTo(Verdict.SUPPORTS);
  }

  @Test
  void figuresHaveNamesTitlesAndViews() {
    assertThat(PaperFigures.all()).extracting(PaperFigure::name).doesNotHaveDuplicates();
    assertThat(PaperFigures.all()).allMatch(figure -> figure.question().endsWith("?"));
    assertThatThrownBy(() -> PaperFigures.named("natcom-2"))
        .isInstanceOf(UserError.class)
        .hasMessage("unknown figure 'natcom-2'; did you mean 'natcomm-2'?");
  }
}
