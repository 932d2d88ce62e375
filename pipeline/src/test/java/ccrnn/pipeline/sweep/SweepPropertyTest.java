package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sweeps against a plain restatement of what a sweep means. */
class SweepPropertyTest {
  /** Values that never contradict each other, so that every random sweep is valid. */
  private static final Map<Setting, List<String>> POOL =
      Map.ofEntries(
          Map.entry(CommonRows.TASK, List.of("line-drawing", "digit-drawing", "digit-recognition")),
          Map.entry(CommonRows.NETWORK, List.of("crnn", "bptt", "ccrnn")),
          Map.entry(CortexRows.CORTEX, List.of("lstm", "tanh")),
          Map.entry(CommonRows.SEED, List.of("1", "2", "3", "5e2")),
          Map.entry(CerebellumRows.FIBRES, List.of("1", "4", "20", "all")),
          Map.entry(FeedbackRows.FEEDBACK_HORIZON, List.of("1", "3")),
          Map.entry(CommonRows.EPOCHS, List.of("10", "20", "40")),
          Map.entry(LearningRows.LEARNING_RATE, List.of("0.001", "1e-4", "0.5")),
          Map.entry(CortexRows.WEIGHT_INIT, List.of("uniform", "xavier")),
          Map.entry(CerebellumRows.CEREBELLUM_LAYERS, List.of("0", "1", "2")),
          Map.entry(FeedbackRows.CLIP_SCOPE, List.of("all", "learning")));

  /** Values with which every setting of the pool means something in some trial. */
  private static final Map<Setting, String> USEFUL = Map.of(CommonRows.NETWORK, "ccrnn");

  private final Random random = new Random();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void expansionIsTheProductMinusExclusionsMinusDuplicates(long seed) {
    random.setSeed(seed);
    for (int i = 0; i < 40; i++) {
      Model model = new Model();
      Sweep sweep = SweepReader.parse(model.yaml(), "random.yaml", List.of());
      assertThat(sweep.trials()).as(model.yaml()).containsExactlyElementsOf(model.trials());
      assertThat(sweep.combinations()).isEqualTo(model.combinations().size());
      assertThat(sweep.excluded()).isEqualTo(model.excluded());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void overridingEqualsEditing(long seed) {
    random.setSeed(seed);
    for (int i = 0; i < 40; i++) {
      Model model = new Model();
      Setting setting = pick(new ArrayList<>(POOL.keySet()));
      List<String> values = some(POOL.get(setting));
      String override = setting.key() + "=" + String.join(",", values);
      String yaml = model.yaml();
      model.replace(setting, values);
      if (model.trials().isEmpty()) {
        assertThatThrownBy(() -> SweepReader.parse(yaml, "random.yaml", List.of(override)))
            .isInstanceOf(UserError.class)
            .hasMessageContaining("the exclusions leave no trial");
      } else {
        assertThat(SweepReader.parse(yaml, "random.yaml", List.of(override)).trials())
            .as("%s with %s", yaml, override)
            .containsExactlyElementsOf(model.trials());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void orderOfKeysDoesNotMatterToTheSetOfTrials(long seed) {
    random.setSeed(seed);
    for (int i = 0; i < 40; i++) {
      Model model = new Model();
      Set<Trial> before = Set.copyOf(model.trials());
      List<Setting> order = new ArrayList<>(model.axes.keySet());
      Collections.shuffle(order, random);
      Map<Setting, List<String>> shuffled = new LinkedHashMap<>();
      order.forEach(setting -> shuffled.put(setting, model.axes.get(setting)));
      model.axes.clear();
      model.axes.putAll(shuffled);
      assertThat(Set.copyOf(SweepReader.parse(model.yaml(), "x", List.of()).trials()))
          .isEqualTo(before);
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private <T> List<T> some(List<T> from) {
    List<T> shuffled = new ArrayList<>(from);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, 1 + random.nextInt(from.size()));
  }

  /** A random sweep whose trials are spelled out by recursion over texts. */
  private final class Model {
    private final Map<Setting, String> settings = new LinkedHashMap<>();
    private final Map<Setting, List<String>> axes = new LinkedHashMap<>();
    private final List<Map<Setting, List<String>>> cases = new ArrayList<>();
    private final Map<Setting, String> exclusion = new LinkedHashMap<>();

    Model() {
      Set<Setting> inCases = Set.copyOf(some(List.of(CommonRows.EPOCHS, CerebellumRows.FIBRES)));
      for (int i = random.nextInt(4); i > 0; i--) {
        Map<Setting, List<String>> one = new LinkedHashMap<>();
        for (Setting setting : inCases) {
          if (random.nextInt(3) > 0) {
            one.put(setting, some(POOL.get(setting)));
          }
        }
        cases.add(one);
      }
      for (Setting setting : some(new ArrayList<>(POOL.keySet()))) {
        if (!inCases.contains(setting) && axes.size() < 4) {
          if (random.nextBoolean()) {
            axes.put(setting, usefully(setting, some(POOL.get(setting))));
          } else {
            settings.put(setting, USEFUL.getOrDefault(setting, pick(POOL.get(setting))));
          }
        }
      }
      List<Map<Setting, String>> all = combinations();
      if (all.size() > 1 && random.nextBoolean()) {
        Map<Setting, String> victim = pick(all);
        for (Setting setting : some(new ArrayList<>(POOL.keySet()))) {
          exclusion.put(setting, victim.getOrDefault(setting, usual(setting, victim)));
        }
        if (excluded() == all.size()) {
          exclusion.clear();
        }
      }
    }

    private static List<String> usefully(Setting setting, List<String> values) {
      String useful = USEFUL.getOrDefault(setting, values.get(0));
      if (values.contains(useful)) {
        return values;
      }
      List<String> more = new ArrayList<>(values);
      more.add(useful);
      return more;
    }

    /** Edits the sweep as an override would. */
    void replace(Setting setting, List<String> values) {
      settings.remove(setting);
      cases.forEach(one -> one.remove(setting));
      if (values.size() == 1) {
        axes.remove(setting);
        settings.put(setting, values.get(0));
      } else {
        axes.put(setting, values);
      }
    }

    String yaml() {
      StringBuilder yaml = new StringBuilder("name: random\nsettings:\n");
      settings.forEach((s, value) -> yaml.append("  %s: %s\n".formatted(s.key(), value)));
      yaml.append("axes:\n");
      axes.forEach((s, values) -> yaml.append("  %s: %s\n".formatted(s.key(), values)));
      yaml.append("cases:\n");
      for (Map<Setting, List<String>> one : cases) {
        List<String> entries = new ArrayList<>();
        one.forEach((s, values) -> entries.add(s.key() + ": " + values));
        yaml.append("  - {%s}\n".formatted(String.join(", ", entries)));
      }
      if (!exclusion.isEmpty()) {
        List<String> entries = new ArrayList<>();
        exclusion.forEach((s, value) -> entries.add(s.key() + ": " + value));
        yaml.append("exclude:\n  - {%s}\n".formatted(String.join(", ", entries)));
      }
      return yaml.toString();
    }

    List<Map<Setting, String>> combinations() {
      List<Map<Setting, String>> all = List.of(new HashMap<>(settings));
      all = crossed(all, axes);
      if (!cases.isEmpty()) {
        List<Map<Setting, String>> joint = new ArrayList<>();
        for (Map<Setting, String> each : all) {
          cases.forEach(one -> joint.addAll(crossed(List.of(each), one)));
        }
        all = joint;
      }
      return all;
    }

    private static List<Map<Setting, String>> crossed(
        List<Map<Setting, String>> all, Map<Setting, List<String>> by) {
      List<Map<Setting, String>> result = all;
      for (Map.Entry<Setting, List<String>> axis : by.entrySet()) {
        List<Map<Setting, String>> longer = new ArrayList<>();
        for (Map<Setting, String> each : result) {
          for (String value : axis.getValue()) {
            Map<Setting, String> more = new HashMap<>(each);
            more.put(axis.getKey(), value);
            longer.add(more);
          }
        }
        result = longer;
      }
      return result;
    }

    int excluded() {
      return (int) combinations().stream().filter(this::isExcluded).count();
    }

    private boolean isExcluded(Map<Setting, String> combination) {
      return !exclusion.isEmpty()
          && exclusion.entrySet().stream()
              .allMatch(
                  entry ->
                      same(
                          entry.getKey(),
                          combination.getOrDefault(
                              entry.getKey(), usual(entry.getKey(), combination)),
                          entry.getValue()));
    }

    List<Trial> trials() {
      LinkedHashSet<Trial> trials = new LinkedHashSet<>();
      for (Map<Setting, String> combination : combinations()) {
        if (!isExcluded(combination)) {
          Map<Setting, Object> values = new HashMap<>();
          combination.forEach(
              (setting, text) -> {
                if (!text.equals("all") || setting != CerebellumRows.FIBRES) {
                  values.put(setting, typed(setting, text));
                }
              });
          trials.add(Trial.of(values));
        }
      }
      return List.copyOf(trials);
    }
  }

  private static String usual(Setting setting, Map<Setting, String> combination) {
    Map<Setting, Object> task =
        Map.of(CommonRows.TASK, combination.getOrDefault(CommonRows.TASK, "line-drawing"));
    return setting
        .defaultValue(task)
        .map(Object::toString)
        .orElseGet(() -> setting.absentWord().orElseThrow());
  }

  private static boolean same(Setting setting, String a, String b) {
    return a.equals(b) || typed(setting, a).equals(typed(setting, b));
  }

  private static Object typed(Setting setting, String text) {
    if (text.equals("all")) {
      return text;
    }
    return switch (setting.kind()) {
      case CHOICE, WORDS, TEXT -> text;
      case INTEGER -> (long) Double.parseDouble(text);
      case NUMBER -> Double.parseDouble(text);
    };
  }
}
