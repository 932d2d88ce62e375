package ccrnn.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.MergedFolder;
import ccrnn.pipeline.sweep.AllSettings;
import ccrnn.pipeline.sweep.AllSettings.Variants;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Sides;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Reports and comparisons of folders keep trials apart that differ in any setting. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllSettingsReportTest {
  private Set<Trial> trials;
  private QueryEngine engine;

  @BeforeAll
  void fill(@TempDir Path scratch) throws IOException {
    trials = Sides.trials();
    engine = QueryEngine.duckDb(MergedFolder.write(scratch.resolve("r"), trials));
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private static Map<Setting, Object> withoutSeed(Trial trial) {
    Map<Setting, Object> rest = new HashMap<>(trial.values());
    rest.remove(CommonRows.SEED);
    return rest;
  }

  private int conditions() {
    return trials.stream().map(each -> withoutSeed(each)).collect(Collectors.toSet()).size();
  }

  /** Numbers differ from trial to trial, so that a wrong twin would be a difference. */
  @Test
  void aFolderComparedWithItselfHasEachTrialForItsOwnTwin() {
    FolderComparison comparison =
        FolderComparison.of(engine, engine, FolderComparison.MEASURE_DEFAULT);
    assertThat(comparison.settings()).isEmpty();
    assertThat(comparison.conditions()).isEmpty();
    assertThat(comparison.equalConditions()).isEqualTo(conditions());
    assertThat(comparison.trials().both()).isEqualTo(trials.size());
  }

  @Test
  void everySettingIsPartOfTheConditionsOfAReport() {
    Conditions conditions = Conditions.of(engine);
    assertThat(conditions.settings())
        .containsExactlyElementsOf(
            AllSettings.allSettings().stream().filter(each -> each != CommonRows.SEED).toList());
    List<String> labels =
        Rows.of(engine, "SELECT DISTINCT " + conditions.columns() + " FROM trials").stream()
            .map(conditions::label)
            .toList();
    assertThat(labels).hasSize(conditions()).doesNotHaveDuplicates();
  }

  /** With and without a value, where that is all that varies. */
  @Test
  void toHaveNoValueIsAConditionLikeOthers(@TempDir Path scratch) throws IOException {
    for (Setting setting : AllSettings.allSettings()) {
      Variants variants = AllSettings.variants(setting).get(0);
      if (setting.absentWord().isEmpty()) {
        continue;
      }
      try (QueryEngine two =
          QueryEngine.duckDb(
              MergedFolder.write(
                  scratch.resolve(setting.column()), variants.trials().subList(0, 2)))) {
        Conditions conditions = Conditions.of(two);
        assertThat(conditions.settings()).containsExactly(setting);
        assertThat(
                Rows.of(two, "SELECT " + conditions.columns() + " FROM trials").stream()
                    .map(conditions::label))
            .containsExactlyInAnyOrderElementsOf(
                variants.trials().subList(0, 2).stream()
                    .map(each -> label(setting, each))
                    .toList());
      }
    }
  }

  private static String label(Setting setting, Trial trial) {
    return setting.key()
        + "="
        + trial
            .find(setting)
            .map(setting::text)
            .orElseGet(() -> setting.absentWord().orElseThrow());
  }
}
