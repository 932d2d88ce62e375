package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.AllSettings.Pair;
import ccrnn.pipeline.sweep.AllSettings.Variants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to say something in a sweep, said of every setting. */
class AllSettingsSweepTest {
  /** Not said but found out, from the path of the data. */
  private static final Set<Setting> NOT_WRITTEN = Set.of(CommonRows.DATA);

  static Stream<Setting> settings() {
    return AllSettings.allSettings().stream().filter(setting -> !NOT_WRITTEN.contains(setting));
  }

  /** Pairs of a setting whose trials a file can tell apart by it alone, one of each task. */
  private static List<Pair> pairs(Setting setting) {
    Map<String, Pair> byTask = new LinkedHashMap<>();
    for (Variants variants : AllSettings.variants(setting)) {
      for (Pair pair : variants.pairs()) {
        Set<Setting> differences = pair.differences();
        boolean elsewhere = differences.containsAll(Set.of(CommonRows.TASK, CommonRows.NETWORK));
        if (!elsewhere && differences.stream().noneMatch(NOT_WRITTEN::contains)) {
          byTask.put(pair.context().task(), pair);
        }
      }
    }
    assertThat(byTask).isNotEmpty();
    return List.copyOf(byTask.values());
  }

  private static List<Trial> parse(String text, String... overrides) {
    return SweepReader.parse(text, "s.yaml", List.of(overrides)).trials();
  }

  /** A value as a file has it. */
  private static String text(Setting setting, Optional<Object> value) {
    String text = value.map(setting::text).orElseGet(() -> setting.absentWord().orElseThrow());
    return setting.kind() == Setting.Kind.WORDS && value.isPresent() ? "[" + text + "]" : text;
  }

  private static String text(Setting setting, Trial trial) {
    return text(setting, trial.find(setting));
  }

  /** What must be written to get a trial: all that is not by default, but for these. */
  private static String settings(Trial trial, Set<Setting> left) {
    StringBuilder text = new StringBuilder("name: s\nsettings:\n");
    for (Setting setting : AllSettings.allSettings()) {
      Optional<Object> value = trial.find(setting);
      if (setting.applies(trial.values())
          && !left.contains(setting)
          && !NOT_WRITTEN.contains(setting)
          && !value.equals(setting.defaultValue(trial.values()))) {
        text.append("  %s: %s%n".formatted(setting.key(), text(setting, value)));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isReadAsItIsWritten(Setting setting) {
    for (Variants variants : AllSettings.variants(setting)) {
      for (Trial trial : variants.trials()) {
        if (trial.find(CommonRows.DATA).orElse("embedded").equals("embedded")) {
          assertThat(parse(settings(trial, Set.of()))).containsExactly(trial);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isAnAxis(Setting setting) {
    for (Pair pair : pairs(setting)) {
      String text = settings(pair.other(), Set.of(setting)) + axis(pair);
      Sweep sweep = SweepReader.parse(text, "s.yaml", List.of());
      assertThat(sweep.trials()).containsExactly(pair.one(), pair.other());
      assertThat(sweep.varying()).containsExactly(setting);
      // The seed makes no condition: it is averaged over.
      boolean seed = setting == CommonRows.SEED;
      assertThat(sweep.conditions()).hasSize(seed ? 1 : 2);
      assertThat(sweep.conditions().stream().map(Condition::label).distinct())
          .hasSize(seed ? 1 : 2);
      assertThat(sweep.conditions().stream().map(each -> each.brief(Set.of())).distinct())
          .hasSize(seed ? 1 : 2);
    }
  }

  private static String axis(Pair pair) {
    return "axes:%n  %s: [%s, %s]%n"
        .formatted(
            pair.setting().key(),
            text(pair.setting(), pair.one()),
            text(pair.setting(), pair.other()));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isACase(Setting setting) {
    for (Pair pair : pairs(setting)) {
      String text =
          settings(pair.other(), Set.of(setting))
              + "cases:%n- %2$s: %1$s%n- %2$s: %3$s%n"
                  .formatted(text(setting, pair.one()), setting.key(), text(setting, pair.other()));
      assertThat(parse(text)).containsExactly(pair.one(), pair.other());
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isExcluded(Setting setting) {
    for (Pair pair : pairs(setting)) {
      String text =
          settings(pair.other(), Set.of(setting))
              + axis(pair)
              + "exclude:%n- %s: %s%n".formatted(setting.key(), text(setting, pair.other()));
      assertThat(parse(text)).containsExactly(pair.one());
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isOverriddenWhereverItStands(Setting setting) {
    for (Pair pair : pairs(setting)) {
      String override = setting.key() + "=" + text(setting, pair.one());
      assertThat(parse(settings(pair.other(), Set.of()), override)).containsExactly(pair.one());
      String rest = settings(pair.other(), Set.of(setting));
      assertThat(parse(rest + axis(pair), override)).containsExactly(pair.one());
      String other = setting.key() + ": " + text(setting, pair.other());
      assertThat(parse(rest + "cases:\n- {" + other + "}\n", override)).containsExactly(pair.one());
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isChangedByAFileThatIsLikeAnother(Setting setting) {
    for (Pair pair : pairs(setting)) {
      String change =
          "name: t\nlike: s.yaml\nsettings:\n  %s: %s%n"
              .formatted(setting.key(), text(setting, pair.one()));
      SweepSource source =
          new SweepSource(
              new SweepSource.Text("t.yaml", change),
              Optional.of(new SweepSource.Text("s.yaml", settings(pair.other(), Set.of()))));
      Sweep sweep = SweepReader.parse(source, List.of(), (path, kind) -> "mnist");
      assertThat(sweep.trials()).containsExactly(pair.one());
    }
  }

  /** Where nothing it needs is there, a written value that is not the default is a mistake. */
  @ParameterizedTest
  @MethodSource("settings")
  void isRefusedWhereItMeansNothing(Setting setting) {
    for (String task : CommonRows.TASK.choices()) {
      if (!setting.isPossible(Scope.task(task))) {
        Trial trial = AllSettings.variants(setting).get(0).trials().get(1);
        String text =
            "name: s\ntask: %s\nsettings: {%s: %s}%n"
                .formatted(task, setting.key(), text(setting, trial));
        assertThatThrownBy(() -> parse(text))
            .as(text)
            .isInstanceOf(UserError.class)
            .hasMessageContaining(setting.key());
      }
    }
  }

  @Test
  void misspeltItIsGuessed() {
    for (Setting setting : settings().toList()) {
      String key = setting.key() + setting.key().charAt(setting.key().length() - 1);
      assertThatThrownBy(() -> parse("name: s\nsettings: {%s: 1}\n".formatted(key)))
          .hasMessageContaining("did you mean '" + setting.key() + "'?");
    }
  }

  @Test
  void whatIsFoundOutIsNotWritten() {
    for (Setting setting : NOT_WRITTEN) {
      assertThatThrownBy(() -> parse("name: s\nsettings: {%s: 1}\n".formatted(setting.key())))
          .isInstanceOf(UserError.class);
    }
    assertThat(settings().collect(Collectors.toSet()))
        .hasSize(AllSettings.allSettings().size() - 1);
  }
}
