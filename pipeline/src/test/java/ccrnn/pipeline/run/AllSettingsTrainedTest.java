package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.training.Trainer;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.sweep.AllSettings;
import ccrnn.pipeline.sweep.AllSettings.Context;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No setting is taken and then forgotten: each changes what a trial leaves, in some context. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllSettingsTrainedTest {
  /** So small that a trial takes no time, and so restless that losses do not only fall. */
  private static final Map<Setting, Object> SMALL = new LinkedHashMap<>();

  static {
    SMALL.put(Setting.CORTEX_UNITS, 6L);
    SMALL.put(Setting.CEREBELLUM_UNITS, 8L);
    SMALL.put(Setting.HIDDEN_UNITS, 6L);
    SMALL.put(Setting.EPOCHS, 16L);
    SMALL.put(Setting.LEARNING_RATE, 0.3);
    SMALL.put(Setting.BATCHES, 2L);
    SMALL.put(Setting.IMAGES, 60L);
    SMALL.put(Setting.TEST_IMAGES, 20L);
    SMALL.put(Setting.TEST_SIZE, 20L);
    SMALL.put(Setting.VALIDATION_BATCHES, 1L);
  }

  private final Map<String, List<Object>> results = new HashMap<>();

  static List<Setting> settings() {
    return AllSettings.allSettings();
  }

  /** With a cerebellum where there is one. */
  private static List<Context> contexts() {
    List<Context> contexts = new ArrayList<>();
    for (Context usual : AllSettings.contexts()) {
      if (usual.network().equals("ccrnn") || usual.network().equals("feedforward")) {
        Context small = usual;
        for (Map.Entry<Setting, Object> entry : SMALL.entrySet()) {
          small = small.with(entry.getKey(), entry.getValue()).orElse(small);
        }
        contexts.add(small);
        small.with(Setting.LESION, "inferior-olive").ifPresent(contexts::add);
      }
    }
    return contexts;
  }

  /** All that a trial leaves but for how long it took. */
  private List<Object> result(Trial trial) {
    return results.computeIfAbsent(
        trial.id(), id -> trial.word(Setting.TASK).equals("captions") ? begun(trial) : ran(trial));
  }

  private static List<Object> ran(Trial trial) {
    TrialRunner.Finished finished =
        new TrialRunner("all", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {})
            .run(trial);
    return List.of(
        finished.epochs().stream().map(EpochRow::timeless).toList(),
        finished.measures(),
        finished.trial().outcome());
  }

  /** Of captions there are too many: the first update of an epoch, and how much there is to do. */
  private static List<Object> begun(Trial trial) {
    Trainer<?> trainer;
    try {
      trainer = Trainers.of(trial, DataLocation.EMBEDDED, Kernel.PLAIN, () -> false).trainer();
    } catch (UserError e) {
      return List.of(e.getMessage());
    }
    Task task = trainer.task();
    Batch batch = new Batch((int) trial.integer(Setting.BATCH_SIZE), task);
    task.training(1, 0, batch);
    trainer.trainee().startEpoch(1);
    trainer.trainee().update(batch);
    double loss = trainer.trainee().loss();
    Task.Sequences validation = task.validation(1);
    int validated = 0;
    for (int next = validation.next(batch); next > 0; next = validation.next(batch)) {
      validated += next;
    }
    return List.of(task.batches(), loss, trainer.trainee().norm(), validated);
  }

  /** Small trials that differ in the setting, in each context in which it means something. */
  private static Stream<List<Trial>> variants(Setting setting) {
    if (setting == Setting.TASK || setting == Setting.NETWORK) {
      List<Trial> usual = contexts().stream().map(each -> Trial.of(each.given())).toList();
      return Stream.of(List.of(usual.get(0), usual.get(usual.size() - 1)));
    }
    return contexts().stream()
        .flatMap(context -> AllSettings.variants(setting, context).stream())
        .map(AllSettings.Variants::trials);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void changesWhatATrialLeaves(Setting setting) {
    assertThat(
            variants(setting)
                .anyMatch(
                    trials -> trials.stream().map(this::result).distinct().limit(2).count() == 2))
        .isTrue();
  }
}
