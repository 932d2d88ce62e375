package ccrnn.pipeline.sweep;

import static ccrnn.pipeline.sweep.AllSettings.allSettings;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.sweep.AllSettings.Context;
import ccrnn.pipeline.sweep.AllSettings.Pair;
import ccrnn.pipeline.sweep.AllSettings.Variants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a trial and a sweep file say of every setting, with every network and task. */
class AllSettingsTest {
  static List<Setting> settings() {
    return allSettings();
  }

  @Test
  void everyTaskHasANetworkAndEveryNetworkATask() {
    Set<String> tasks = AllSettings.contexts().stream().map(Context::task).collect(toSet());
    Set<String> networks = AllSettings.contexts().stream().map(Context::network).collect(toSet());
    assertThat(tasks).containsExactlyInAnyOrderElementsOf(CommonRows.TASK.choices());
    assertThat(networks).containsExactlyInAnyOrderElementsOf(CommonRows.NETWORK.choices());
  }

  /** What the tests of all settings stand on: nothing is left out of them. */
  @ParameterizedTest
  @MethodSource("settings")
  void hasOtherValuesWithEveryTaskThatItIsPossibleWith(Setting setting) {
    Set<String> tasks = new HashSet<>();
    for (Variants variants : AllSettings.variants(setting)) {
      tasks.add(variants.context().task());
      List<Object> values = new ArrayList<>();
      for (Trial trial : variants.trials()) {
        values.add(trial.find(setting));
      }
      assertThat(values).hasSizeGreaterThan(1).doesNotHaveDuplicates();
      if (setting.kind() == Setting.Kind.CHOICE) {
        assertThat(values)
            .as("%s in %s", setting, variants.context())
            .hasSize(setting.choices().size());
      }
    }
    assertThat(tasks)
        .containsExactlyInAnyOrderElementsOf(
            CommonRows.TASK.choices().stream()
                .filter(task -> setting.isPossible(Scope.task(task)))
                .toList());
  }

  /** Beside a setting differ only those whose meaning or default hangs on it. */
  @ParameterizedTest
  @MethodSource("settings")
  void decidesOnlyWhatIsGovernedByIt(Setting setting) {
    for (Variants variants : AllSettings.variants(setting)) {
      for (Pair pair : variants.pairs()) {
        Set<Setting> others = pair.differences();
        assertThat(others.remove(setting)).isTrue();
        assertThat(others).as(pair.toString()).allMatch(other -> isGoverned(other, setting));
      }
    }
  }

  private static boolean isGoverned(Setting setting, Setting governor) {
    // a task and its networks depend on each other
    boolean both = setting == CommonRows.TASK && governor == CommonRows.NETWORK;
    return both
        || setting.governors().contains(governor)
        || setting.governors().stream().anyMatch(each -> isGoverned(each, governor));
  }

  @Test
  void trialsOfAllSettingsHaveIdsOfTheirOwn() {
    Map<String, Map<Setting, Object>> byId = new HashMap<>();
    for (Variants variants : AllSettings.variants()) {
      Set<String> ids = variants.trials().stream().map(Trial::id).collect(toSet());
      assertThat(ids).as(variants.toString()).hasSameSizeAs(variants.trials());
      for (Trial trial : variants.trials()) {
        assertThat(byId.put(trial.id(), trial.values())).isIn(null, trial.values());
      }
    }
  }

  /** The text of an id says of two trials what they differ in, or that one is as by default. */
  @ParameterizedTest
  @MethodSource("settings")
  void theCanonicalTextTellsValuesApart(Setting setting) {
    for (Variants variants : AllSettings.variants(setting)) {
      List<String> lines = new ArrayList<>();
      for (Trial trial : variants.trials()) {
        lines.add(
            trial
                .canonicalText()
                .lines()
                .filter(line -> line.startsWith(setting.key() + "="))
                .collect(Collectors.joining("\n")));
      }
      assertThat(lines).doesNotHaveDuplicates();
      assertThat(lines.stream().filter(String::isEmpty).count()).isLessThan(2);
    }
  }
}
