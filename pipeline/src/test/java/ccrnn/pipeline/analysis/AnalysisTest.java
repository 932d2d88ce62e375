package ccrnn.pipeline.analysis;

import static ccrnn.pipeline.analysis.MadeUpFolder.settings;
import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the analyses share: facets, filters, the index of trials, and what is said to be lacking.
 */
class AnalysisTest {
  @TempDir private static Path scratch;
  private static QueryEngine engine;
  private static TrialIndex index;
  private static final List<Map<Setting, Object>> ADDED = new ArrayList<>();

  private static String add(MadeUpFolder folder, Object... given) {
    ADDED.add(settings(given));
    return folder.add(1, settings(given));
  }

  @BeforeAll
  static void fill() {
    MadeUpFolder folder = new MadeUpFolder(scratch);
    for (long seed = 1; seed <= 2; seed++) {
      add(folder, CommonRows.SEED, seed);
      add(
          folder,
          CommonRows.SEED,
          seed,
          CommonRows.PROBES,
          "weights",
          CommonRows.PROBE_INTERVAL,
          2L);
      add(folder, CommonRows.SEED, seed, CerebellumRows.FIBRES, 4L);
      add(folder, CommonRows.SEED, seed, CerebellumRows.FIBRES, 16L);
      add(folder, CommonRows.SEED, seed, CommonRows.NETWORK, "crnn");
    }
    add(
        folder,
        CerebellumRows.FIBRES,
        4L,
        CerebellumRows.LESION,
        "cerebellum",
        CerebellumRows.LESION_EPOCH,
        1L);
    add(folder, CommonRows.TASK, "captions", CommonRows.NETWORK, "crnn");
    folder.addDiverged(settings(CommonRows.SEED, 8L, CuedRows.NOISE, 0.5));
    folder.addDiverged(settings(CommonRows.SEED, 3L));
    folder.addDiverged(settings(CommonRows.SEED, 5L, CommonRows.NETWORK, "crnn"));
    engine = folder.engine();
    index = TrialIndex.read(engine);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static String id(Object... given) {
    return Trial.of(settings(given)).id();
  }

  @Test
  void theIndexHasTheSettingsOfAllTrials() {
    assertThat(index.complete()).hasSize(12);
    assertThat(index.others()).hasSize(3);
    ADDED.forEach(
        given -> {
          Trial trial = Trial.of(given);
          assertThat(index.settings(trial.id())).isEqualTo(trial.values());
          assertThat(index.seed(trial.id())).isEqualTo(trial.integer(CommonRows.SEED));
        });
    assertThat(List.copyOf(index.complete().keySet())).isSorted();
    assertThat(index.others().values())
        .extracting(settings -> settings.get(CommonRows.SEED))
        .containsExactlyInAnyOrder(8L, 3L, 5L);
  }

  @Test
  void ofCopiesTheSmallestIdIsTheFirst() {
    for (long seed = 1; seed <= 2; seed++) {
      String plain = id(CommonRows.SEED, seed);
      String probed =
          id(CommonRows.SEED, seed, CommonRows.PROBES, "weights", CommonRows.PROBE_INTERVAL, 2L);
      String first = plain.compareTo(probed) < 0 ? plain : probed;
      String other = first.equals(plain) ? probed : plain;
      assertThat(index.first(plain)).isEqualTo(first);
      assertThat(index.first(probed)).isEqualTo(first);
      assertThat(index.isFirst(first)).isTrue();
      assertThat(index.isFirst(other)).isFalse();
      assertThat(index.isFirst(id(CommonRows.SEED, seed, CerebellumRows.FIBRES, 4L))).isTrue();
    }
  }

  private static NavigableMap<Facet, List<String>> facets(Set<Setting> apart, String... ids) {
    return Facet.group(Arrays.asList(ids), Function.identity(), index, apart);
  }

  private static List<String> titles(NavigableMap<Facet, List<String>> facets) {
    return facets.entrySet().stream()
        .map(entry -> entry.getKey().title() + ": " + entry.getValue().size())
        .toList();
  }

  @Test
  void trialsThatDifferInSeedAndProbesAreOneFacet() {
    NavigableMap<Facet, List<String>> one =
        facets(
            Set.of(),
            id(),
            id(CommonRows.SEED, 2L),
            id(CommonRows.SEED, 2L, CommonRows.PROBES, "weights", CommonRows.PROBE_INTERVAL, 2L));
    assertThat(titles(one)).containsExactly("line drawing: 3");
    Facet facet = one.firstKey();
    assertThat(facet.usual()).isTrue();
    assertThat(facet.label()).isEmpty();
    assertThat(facet.task()).isEqualTo("line-drawing");
    assertThat(facet.taskWords()).isEqualTo("line drawing");
  }

  /**
   * Numbers are sorted as numbers, absence before them, and has a word where it means something.
   */
  @Test
  void facetsAreSortedByWhatSetsThemApart() {
    String dense = id();
    String four = id(CerebellumRows.FIBRES, 4L);
    String sixteen = id(CerebellumRows.FIBRES, 16L);
    String crnn = id(CommonRows.NETWORK, "crnn");
    NavigableMap<Facet, List<String>> facets = facets(Set.of(), sixteen, four, crnn, dense);
    assertThat(titles(facets))
        .containsExactly(
            "line drawing, ccrnn, fibres=all: 1",
            "line drawing, ccrnn, fibres=4: 1",
            "line drawing, ccrnn, fibres=16: 1",
            "line drawing, crnn: 1");
    assertThat(facets.keySet())
        .extracting(Facet::usual)
        .as("a crnn is not the usual network")
        .containsExactly(true, false, false, false);
    assertThat(titles(facets(Set.of(CerebellumRows.FIBRES), sixteen, four, crnn, dense)))
        .containsExactly("line drawing, ccrnn: 3", "line drawing, crnn: 1");
    assertThat(titles(facets(Set.of(CerebellumRows.FIBRES, CommonRows.NETWORK), sixteen, crnn)))
        .containsExactly("line drawing: 2");
  }

  /** What means nothing to some of the trials sets none of them apart. */
  @Test
  void whatMeansNothingIsNotSaid() {
    String lesioned =
        id(
            CerebellumRows.FIBRES,
            4L,
            CerebellumRows.LESION,
            "cerebellum",
            CerebellumRows.LESION_EPOCH,
            1L);
    assertThat(titles(facets(Set.of(), id(CerebellumRows.FIBRES, 4L), lesioned)))
        .containsExactly("line drawing, lesion=cerebellum: 1", "line drawing, lesion=none: 1");
  }

  @Test
  void facetsAreEqualByWhatTheyAre() {
    Facet four = facets(Set.of(), id(), id(CerebellumRows.FIBRES, 4L)).lastKey();
    Facet again =
        facets(Set.of(), id(), id(CommonRows.SEED, 2L, CerebellumRows.FIBRES, 4L)).lastKey();
    Facet dense = facets(Set.of(), id(), id(CerebellumRows.FIBRES, 4L)).firstKey();
    assertThat(four).isEqualTo(again).hasSameHashCodeAs(again).isEqualByComparingTo(again);
    assertThat(four).isNotEqualTo(dense).isNotEqualTo("four").isGreaterThan(dense);
    assertThat(facets(Set.of(), id()).firstKey())
        .as("fewer values come first")
        .isLessThan(dense)
        .isNotEqualTo(dense);
    assertThat(dense).isGreaterThan(facets(Set.of(), id()).firstKey());
  }

  @Test
  void claimsAreAboutTheUsualConditionOfATaskOrAllOfThem() {
    Facet usual = new Facet("captions", "a", true, List.of(1, 1));
    Facet other = new Facet("captions", "b", false, List.of(1, 2));
    Facet unusual = new Facet("reaching", "c", false, List.of(2, 1));
    Set<Facet> all = Set.of(usual, other, unusual);
    assertThat(Analysis.isClaimed(usual, all)).isTrue();
    assertThat(Analysis.isClaimed(other, all)).isFalse();
    assertThat(Analysis.isClaimed(unusual, all)).as("of its task none is usual").isTrue();
    assertThat(Analysis.isClaimed(other, Set.of(other, unusual))).isTrue();
  }

  @Test
  void tasksStandInTheirOrder() {
    NavigableMap<Facet, List<String>> facets =
        facets(Set.of(), id(CommonRows.TASK, "captions", CommonRows.NETWORK, "crnn"), id());
    assertThat(Analysis.byTask(facets).keySet()).containsExactly("line-drawing", "captions");
    assertThat(Analysis.byTask(facets).get("captions").keySet())
        .extracting(Facet::task)
        .containsExactly("captions");
  }

  @Test
  void nothingIsNotANumber() {
    assertThat(Analysis.number(null)).isNaN();
    assertThat(Analysis.number(3L)).isEqualTo(3);
    assertThat(Analysis.number(0.5f)).isEqualTo(0.5);
  }

  @Test
  void filtersAreAlikeInSqlAndForSettings() {
    Filter filter =
        Filter.of(CerebellumRows.FIBRES, 4L, 16L)
            .and(CommonRows.NETWORK, "ccrnn")
            .and(CerebellumRows.FEEDBACK_SCALE, 0.1);
    assertThat(filter.sql())
        .isEqualTo("network IN ('ccrnn') AND fibres IN (4, 16) AND feedback_scale IN (0.1)");
    assertThat(filter.text()).isEqualTo("network ccrnn, fibres 4 or 16, feedback-scale 0.1");
    assertThat(filter.values(CerebellumRows.FIBRES)).containsExactly(4L, 16L);
    assertThat(filter.values(CommonRows.TASK)).isEmpty();
    assertThat(filter.matches(index.settings(id(CerebellumRows.FIBRES, 16L)))).isTrue();
    assertThat(filter.matches(index.settings(id(CommonRows.NETWORK, "crnn")))).isFalse();
    assertThat(
            filter
                .and(CerebellumRows.FIBRES, 8L)
                .matches(index.settings(id(CerebellumRows.FIBRES, 16L))))
        .as("the last word counts")
        .isFalse();
    assertThat(
            Filter.of(CerebellumRows.FIBRES, 4L)
                .matches(index.settings(id(CommonRows.NETWORK, "crnn"))))
        .as("fibres mean nothing to a crnn")
        .isTrue();
    List<List<Object>> rows =
        engine.run("SELECT trial_id FROM trials WHERE " + filter.sql() + " ORDER BY 1").rows();
    assertThat(rows)
        .isEqualTo(
            index.complete().entrySet().stream()
                .filter(entry -> entry.getValue().containsKey(CerebellumRows.FIBRES))
                .filter(entry -> filter.matches(entry.getValue()))
                .map(entry -> Collections.<Object>singletonList(entry.getKey()))
                .toList());
  }

  private static FigureResult ask(Consumer<Analysis> asking) {
    return MadeUpFolder.ask(engine, asking);
  }

  @Test
  void networksThatLackAreSaidTaskByTask() {
    Filter tasks = Filter.of(CommonRows.TASK, "line-drawing", "captions", "digit-drawing");
    List<Boolean> any = new ArrayList<>();
    FigureResult result = ask(analysis -> any.add(analysis.has(tasks, 1, "crnn", "ccrnn")));
    assertThat(result.gaps())
        .containsExactly(
            "no complete trial of ccrnn: task captions",
            "no complete trial of crnn and ccrnn: task digit-drawing");
    ask(analysis -> any.add(analysis.has(tasks.and(CuedRows.NOISE, 0.5), 1, "ccrnn")));
    // noise means nothing to captions, which have no ccrnn
    assertThat(any).containsExactly(true, false);

    List<Boolean> anyTask = new ArrayList<>();
    FigureResult silent =
        ask(
            analysis -> {
              anyTask.add(analysis.has(Filter.of(CortexRows.CORTEX, "lstm"), 1, "crnn", "ccrnn"));
              anyTask.add(analysis.has(Filter.of(CortexRows.CORTEX, "tanh"), 1, "crnn", "ccrnn"));
            });
    assertThat(anyTask).containsExactly(true, false);
    assertThat(silent.gaps()).containsExactly("all that this figure shows");
  }

  @Test
  void whatLacksForNoClaimIsAGapAlone() {
    Filter filter = Filter.of(CommonRows.TASK, "digit-drawing");
    FigureResult result = ask(analysis -> analysis.has(filter, Analysis.NO_CLAIM, "crnn"));
    assertThat(result.gaps()).containsExactly("no complete trial of crnn: task digit-drawing");
    assertThat(result.outcomes())
        .extracting(FigureResult.Outcome::verdict)
        .containsOnly(Verdict.NOT_RUN);
  }

  /** The copy of a pair is not alone, and neither is what is filtered out or of another network. */
  @Test
  void trialsWithoutTheirTwinAreSaidByNetworkAndSeed() {
    String paired = id(CommonRows.SEED, 2L);
    FigureResult result =
        ask(
            analysis ->
                analysis.tellUnpaired(
                    Filter.of(CommonRows.TASK, "line-drawing").and(CerebellumRows.LESION, "none"),
                    Set.of("ccrnn", "crnn"),
                    Set.of(paired, id(), id(CommonRows.SEED, 1L, CommonRows.NETWORK, "crnn"))));
    assertThat(result.gaps())
        .containsExactly(
            // those with few fibres
            "ccrnn without its twin in some conditions: seeds 1, 2",
            "crnn without its twin in some conditions: seeds 2",
            "ccrnn diverged or failed in some conditions: seeds 3, 8",
            "crnn diverged or failed in some conditions: seeds 5");
  }

  @Test
  void trialsThatFailedAreThoseOfTheFilterAndTheNetworks() {
    assertThat(
            ask(analysis ->
                    analysis.tellFailed(Filter.of(CuedRows.NOISE, 0.5), Set.of("ccrnn", "crnn")))
                .gaps())
        .containsExactly("ccrnn diverged or failed in some conditions: seeds 8");
    assertThat(
            ask(analysis ->
                    analysis.tellFailed(Filter.of(CommonRows.TASK, "line-drawing"), Set.of("crnn")))
                .gaps())
        .containsExactly("crnn diverged or failed in some conditions: seeds 5");
  }

  @Test
  void pairsKeepTheirTwinsAndNothingIsNotANumber() {
    String one = id();
    String other = id(CommonRows.SEED, 2L);
    List<Analysis.Twins> found = new ArrayList<>();
    List<Pair> singles = new ArrayList<>();
    FigureResult result =
        ask(
            analysis -> {
              found.add(analysis.twins("SELECT '%s', '%s', 7, 1.5, NULL".formatted(other, one)));
              singles.addAll(
                  analysis.singles(
                      "SELECT '%s' AS id, 2, 0.5 UNION ALL SELECT '%s', 3, 0.25 ORDER BY 2"
                          .formatted(one, other),
                      other::equals));
            });
    assertThat(found.get(0).pairs()).containsExactly(new Pair(other, 2, 7, 1.5, Double.NaN));
    assertThat(found.get(0).twins()).isEqualTo(Map.of(other, one));
    assertThat(found.get(0).all()).containsExactlyInAnyOrder(one, other);
    assertThat(singles).containsExactly(new Pair(other, 2, 3, 0.25, 0.25));
    assertThat(result.trials()).isEqualTo(2);
    assertThat(result.query())
        .startsWith("SELECT '" + other)
        .contains(";\n\nSELECT '" + one)
        .endsWith("ORDER BY 2;");
  }
}
