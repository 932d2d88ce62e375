package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.figure.Figures;
import ccrnn.pipeline.figure.PaperFigures;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.MergedFolder;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.AllSettings;
import ccrnn.pipeline.sweep.AllSettings.Pair;
import ccrnn.pipeline.sweep.AllSettings.Variants;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Sides;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No figure takes trials that differ in a setting for seeds of one condition, whatever setting it
 * is: over a folder of one seed with two values of every other setting, nothing is averaged.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllSettingsFiguresTest {
  /** Settings whose trials may be averaged, and why. */
  private static final Map<Setting, String> AVERAGED =
      Map.of(
          CommonRows.SEED, "of seeds the mean is taken",
          CommonRows.PROBES, "what a trial records changes none of its numbers",
          CommonRows.PROBE_INTERVAL, "what a trial records changes none of its numbers");

  /** Trials that differ in more settings, as those of two tasks, explain nothing to each other. */
  private static final int NEAR = 12;

  private final Map<String, Trial> trials = new TreeMap<>();
  private QueryEngine engine;
  private TrialIndex index;
  private Figures figures;

  static List<Setting> settings() {
    return AllSettings.allSettings();
  }

  static List<PaperFigure> figures() {
    return PaperFigures.all();
  }

  @BeforeAll
  void fill(@TempDir Path scratch) throws IOException {
    long seed = Trial.of(Map.of()).integer(CommonRows.SEED);
    Sides.trials().stream()
        .filter(trial -> trial.integer(CommonRows.SEED) == seed)
        .forEach(trial -> trials.put(trial.id(), trial));
    ResultsFolder folder = MergedFolder.write(scratch.resolve("r"), trials.values());
    engine = QueryEngine.duckDb(folder);
    index = TrialIndex.read(engine);
    figures = Figures.over(engine);
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private static Map<Setting, Object> numbers(Trial trial) {
    Map<Setting, Object> rest = new HashMap<>(trial.values());
    rest.keySet().removeAll(AVERAGED.keySet());
    return rest;
  }

  @Test
  void everySettingIsReadBack() {
    assertThat(index.others()).isEmpty();
    assertThat(index.complete().keySet()).isEqualTo(trials.keySet());
    trials.forEach((id, trial) -> assertThat(index.settings(id)).isEqualTo(trial.values()));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void facetsKeepValuesApart(Setting setting) {
    int compared = 0;
    for (Variants variants : AllSettings.variants(setting)) {
      List<String> ids =
          variants.trials().stream().map(Trial::id).filter(trials::containsKey).toList();
      if (ids.size() > 1) {
        Map<Facet, List<String>> groups = Facet.group(ids, id -> id, index, Set.of());
        int expected = AVERAGED.containsKey(setting) ? 1 : ids.size();
        assertThat(groups).as("%s in %s", setting, variants.context()).hasSize(expected);
        assertThat(groups.keySet().stream().map(Facet::title).distinct()).hasSize(expected);
        compared++;
      }
    }
    assertThat(compared > 0).as("%s varies", setting).isEqualTo(setting != CommonRows.SEED);
  }

  @ParameterizedTest
  @MethodSource("figures")
  void nothingIsAveraged(PaperFigure figure) {
    FigureResult result = figures.result(figure);
    for (Comparison test : result.tests()) {
      assertThat(test.n()).as("%s, %s", test.panel(), test.label()).isEqualTo(1);
    }
    for (Panel panel : result.panels()) {
      for (Panel.Series series : panel.series()) {
        assertThat(series.points())
            .as("%s, %s", panel.title(), series.label())
            .allMatch(point -> point.n() == 1);
      }
    }
  }

  /** Nor is anything taken for something else: all that is compared has a name of its own. */
  @ParameterizedTest
  @MethodSource("figures")
  void whatIsComparedHasANameOfItsOwn(PaperFigure figure) {
    FigureResult result = figures.result(figure);
    assertThat(result.tests())
        .extracting(test -> test.panel() + ": " + test.label() + ", " + test.measure())
        .doesNotHaveDuplicates();
    for (Panel panel : result.panels()) {
      assertThat(panel.series()).extracting(Panel.Series::label).doesNotHaveDuplicates();
    }
  }

  /** What the tests above stand on: every condition of the folder is in a figure. */
  @Test
  void everyConditionHasACurve() {
    List<String> curves = new ArrayList<>();
    for (Panel panel : figures.result(PaperFigures.named("curves")).panels()) {
      panel.series().forEach(series -> curves.add(panel.title() + ": " + series.label()));
    }
    assertThat(curves)
        .hasSize((int) trials.values().stream().map(each -> numbers(each)).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isGivenAsTheReasonWhyATrialIsMissing(Setting setting) {
    for (Variants variants : AllSettings.variants(setting)) {
      for (Pair pair : variants.pairs()) {
        WhyMissing there = new WhyMissing(List.of(stored(pair.one())), List.of());
        List<WhyMissing.Reason> reasons = there.reasons(List.of(pair.other()));
        String expected = setting == CommonRows.SEED ? "seed new" : setting.key() + " ";
        assertThat(reasons)
            .as(pair.toString())
            .singleElement()
            .matches(
                reason ->
                    pair.differences().size() > NEAR
                        ? reason.text().equals("never trained: nothing like it is stored")
                        : reason.text().contains(expected)
                            && reason.nearest().equals(Optional.of(pair.one().id())));
      }
    }
  }

  private static WhyMissing.Stored stored(Trial trial) {
    return new WhyMissing.Stored(
        trial.id(), "complete", Optional.empty(), "", trial.resultVersion(), trial.values());
  }

  @Test
  void everyTrialIsReadBackAsItself(@TempDir Path scratch) throws IOException {
    // One trial of each setting: each is a look into the whole file.
    List<Trial> some = new ArrayList<>();
    for (Setting setting : settings()) {
      some.addAll(AllSettings.variants(setting).get(0).trials());
    }
    ResultsFolder folder = MergedFolder.write(scratch.resolve("some"), some);
    assertThat(folder.sample(some.size()).stream().map(stored -> stored.trial().id()))
        .containsExactlyInAnyOrderElementsOf(
            some.stream().map(Trial::id).collect(Collectors.toSet()));
    for (Trial trial : some.subList(0, 3)) {
      assertThat(folder.trial(trial.id()).trial()).isEqualTo(trial);
    }
  }
}
