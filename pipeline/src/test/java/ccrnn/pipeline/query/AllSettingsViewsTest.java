package ccrnn.pipeline.query;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.store.MergedFolder;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.AllSettings;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Sides;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A view that pairs trials pairs those that differ in what it is about and in nothing else,
 * whatever setting it is: over a folder with two values of every setting, for all that is compared.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllSettingsViewsTest {
  /** What a trial records changes none of its numbers. */
  private static final Set<Setting> RECORDING =
      Set.of(CommonRows.PROBES, CommonRows.PROBE_INTERVAL);

  /** Settings of a cerebellum: its twin has none, so that they are no condition of both. */
  private static final Set<Setting> CEREBELLUM =
      Set.of(
          CerebellumRows.LESION,
          CerebellumRows.LESION_EPOCH,
          CerebellumRows.LESION_FRACTION,
          CerebellumRows.FIBRES,
          FeedbackRows.CEREBELLUM_CONTEXT,
          CerebellumRows.FEEDBACK_SCALE,
          FeedbackRows.TERMINAL_FEEDBACK,
          CerebellumRows.CEREBELLUM_UNITS,
          CerebellumRows.CEREBELLUM_LAYERS,
          CerebellumRows.CEREBELLUM_OUTPUT,
          FeedbackRows.CLIP_SCOPE);

  /** A view, what it sets against what, and in what the two may differ. */
  private enum View {
    PAIRED_RESULTS("crnn_id", is(CommonRows.NETWORK, "ccrnn"), is(CommonRows.NETWORK, "crnn")),
    PAIRED_CURVES("crnn_id", is(CommonRows.NETWORK, "ccrnn"), is(CommonRows.NETWORK, "crnn")),
    WORD_LOSSES(
        "crnn_id",
        is(CommonRows.NETWORK, "ccrnn").and(is(CommonRows.TASK, "captions")),
        is(CommonRows.NETWORK, "crnn")),
    LESION_EFFECTS(
        "intact_id",
        is(CommonRows.NETWORK, "ccrnn").and(is(CerebellumRows.LESION, "none").negate()),
        is(CerebellumRows.LESION, "none")),
    FIBRE_EFFECTS(
        "dense_id",
        is(CommonRows.NETWORK, "ccrnn").and(trial -> trial.find(CerebellumRows.FIBRES).isPresent()),
        is(CommonRows.NETWORK, "ccrnn").and(trial -> trial.find(CerebellumRows.FIBRES).isEmpty())),
    DECOUPLING_EFFECTS(
        "whole_id",
        is(CommonRows.NETWORK, "feedforward").and(is(LayerRows.DECOUPLING, "none").negate()),
        is(LayerRows.DECOUPLING, "none"));

    private final String twin;
    private final Predicate<Trial> first;
    private final Predicate<Trial> second;

    View(String twin, Predicate<Trial> first, Predicate<Trial> second) {
      this.twin = twin;
      this.first = first;
      this.second = second;
    }

    String sql() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    Set<Setting> mayDiffer() {
      Set<Setting> settings = new HashSet<>(RECORDING);
      switch (this) {
        case PAIRED_RESULTS, PAIRED_CURVES, WORD_LOSSES -> {
          settings.add(CommonRows.NETWORK);
          settings.addAll(CEREBELLUM);
        }
        case LESION_EFFECTS ->
            settings.addAll(
                Set.of(
                    CerebellumRows.LESION,
                    CerebellumRows.LESION_EPOCH,
                    CerebellumRows.LESION_FRACTION));
        case FIBRE_EFFECTS -> settings.add(CerebellumRows.FIBRES);
        case DECOUPLING_EFFECTS -> {
          settings.add(LayerRows.DECOUPLING);
          settings.addAll(CEREBELLUM);
        }
      }
      return settings;
    }
  }

  private static Predicate<Trial> is(Setting setting, String word) {
    return trial -> trial.find(setting).filter(word::equals).isPresent();
  }

  private final Map<String, Trial> trials = new TreeMap<>();
  private QueryEngine engine;

  @BeforeAll
  void fill(@TempDir Path scratch) throws IOException {
    Sides.trials().forEach(trial -> trials.put(trial.id(), trial));
    ResultsFolder folder = MergedFolder.write(scratch.resolve("r"), trials.values());
    engine = QueryEngine.duckDb(folder);
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private static Map<Setting, Object> without(Trial trial, Set<Setting> left) {
    Map<Setting, Object> rest = new HashMap<>(trial.values());
    rest.keySet().removeAll(left);
    return rest;
  }

  /** Of trials that differ in what they record alone, that with the smallest id. */
  private List<Trial> single() {
    Map<Map<Setting, Object>, Trial> byNumbers = new LinkedHashMap<>();
    trials.values().forEach(trial -> byNumbers.putIfAbsent(without(trial, RECORDING), trial));
    return List.copyOf(byNumbers.values());
  }

  private static Map<Map<Setting, Object>, List<Trial>> byTheRest(
      List<Trial> trials, Set<Setting> left) {
    return trials.stream().collect(Collectors.groupingBy(trial -> without(trial, left)));
  }

  private static String pair(Trial one, Trial other) {
    return one.id() + " " + other.id();
  }

  private Set<String> found(View view) {
    Set<String> pairs = new TreeSet<>();
    for (List<Object> row :
        engine.run("SELECT trial_id, " + view.twin + " FROM " + view.sql()).rows()) {
      assertThat(pairs.add(row.get(0) + " " + row.get(1))).as("twice in %s", view).isTrue();
    }
    return pairs;
  }

  @Test
  void completeTrialsAreThoseThatDifferInMoreThanWhatTheyRecord() {
    assertThat(engine.run("SELECT trial_id FROM complete_trials ORDER BY trial_id").rows())
        .containsExactlyElementsOf(
            single().stream().map(Trial::id).sorted().map(id -> List.<Object>of(id)).toList());
    assertThat(single()).hasSizeLessThan(trials.size());
  }

  @ParameterizedTest
  @EnumSource
  void pairsWhatDiffersInNothingElse(View view) {
    List<Trial> single = single();
    Map<Map<Setting, Object>, List<Trial>> seconds =
        byTheRest(single.stream().filter(view.second).toList(), view.mayDiffer());
    Set<String> expected = new TreeSet<>();
    for (Trial first : single.stream().filter(view.first).toList()) {
      for (Trial second : seconds.getOrDefault(without(first, view.mayDiffer()), List.of())) {
        expected.add(pair(first, second));
      }
    }
    Set<String> found = found(view);
    for (String pair : found) {
      Trial one = trials.get(pair.substring(0, Trial.ID_LENGTH));
      Trial other = trials.get(pair.substring(Trial.ID_LENGTH + 1));
      assertThat(view.mayDiffer()).containsAll(AllSettings.differences(one, other));
    }
    assertThat(found).isEqualTo(expected);
  }

  /** What the test above stands on: without any one setting, a view would pair more trials. */
  @ParameterizedTest
  @EnumSource
  void everySettingKeepsSomeTrialsApart(View view) {
    List<Trial> firsts = single().stream().filter(view.first).toList();
    List<Trial> seconds = single().stream().filter(view.second).toList();
    for (Setting setting : AllSettings.allSettings()) {
      boolean meansSomething = firsts.stream().anyMatch(trial -> trial.find(setting).isPresent());
      // Trials of two networks or tasks differ in more than that.
      boolean context = setting == CommonRows.TASK || setting == CommonRows.NETWORK;
      if (!meansSomething || context || view.mayDiffer().contains(setting)) {
        continue;
      }
      Set<Setting> left = new HashSet<>(view.mayDiffer());
      left.add(setting);
      left.addAll(governedBy(setting));
      Map<Map<Setting, Object>, List<Trial>> near = byTheRest(seconds, left);
      assertThat(firsts)
          .as(setting.key())
          .anyMatch(
              first ->
                  near.getOrDefault(without(first, left), List.of()).stream()
                      .anyMatch(other -> !other.find(setting).equals(first.find(setting))));
    }
  }

  /** Settings that are there or not by the value of this one. */
  private static Set<Setting> governedBy(Setting setting) {
    Set<Setting> governed = new HashSet<>();
    for (AllSettings.Variants variants : AllSettings.variants(setting)) {
      variants.pairs().forEach(pair -> governed.addAll(pair.differences()));
    }
    return governed;
  }

  /** Both values of a setting find their twins: none is lost to a setting that only one has. */
  @ParameterizedTest
  @EnumSource
  void everyValueHasATwin(View view) {
    Map<Setting, Set<Optional<Object>>> paired = new HashMap<>();
    for (String pair : found(view)) {
      Trial trial = trials.get(pair.substring(0, Trial.ID_LENGTH));
      for (Setting setting : AllSettings.allSettings()) {
        paired.computeIfAbsent(setting, none -> new HashSet<>()).add(trial.find(setting));
      }
    }
    Map<Setting, Set<Optional<Object>>> all = new HashMap<>();
    for (Trial trial : single().stream().filter(view.first).toList()) {
      for (Setting setting : AllSettings.allSettings()) {
        all.computeIfAbsent(setting, none -> new HashSet<>()).add(trial.find(setting));
      }
    }
    assertThat(paired).isEqualTo(all);
  }

  /** The columns of settings are those of the first trial, whatever view. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "trials",
        "complete_trials",
        "curves",
        "measured",
        "paired_results",
        "paired_curves",
        "word_losses",
        "lesion_effects",
        "fibre_effects",
        "decoupling_effects"
      })
  void settingsAreThoseOfTheTrial(String view) {
    List<Setting> settings = AllSettings.allSettings();
    String columns = settings.stream().map(Setting::column).collect(Collectors.joining(", "));
    List<List<Object>> rows = engine.run("SELECT trial_id, " + columns + " FROM " + view).rows();
    assertThat(rows).isNotEmpty();
    for (List<Object> row : rows) {
      Trial trial = trials.get((String) row.get(0));
      List<Object> expected = new ArrayList<>();
      expected.add(trial.id());
      settings.forEach(setting -> expected.add(trial.find(setting).orElse(null)));
      assertThat(row).isEqualTo(expected);
    }
  }
}
