package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Tally;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.sweep.AllSettings;
import ccrnn.pipeline.sweep.AllSettings.Context;
import ccrnn.pipeline.sweep.CommonRows;
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
    SMALL.put(CortexRows.CORTEX_UNITS, 6L);
    SMALL.put(CerebellumRows.CEREBELLUM_UNITS, 8L);
    SMALL.put(LayerRows.HIDDEN_UNITS, 6L);
    SMALL.put(CommonRows.EPOCHS, 16L);
    SMALL.put(LearningRows.LEARNING_RATE, 0.3);
    SMALL.put(CuedRows.BATCHES, 2L);
    SMALL.put(DigitRows.IMAGES, 60L);
    SMALL.put(DigitRows.TEST_IMAGES, 20L);
    SMALL.put(CuedRows.TEST_SIZE, 20L);
    SMALL.put(CaptionRows.VALIDATION_BATCHES, 1L);
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
        small.with(CerebellumRows.LESION, "inferior-olive").ifPresent(contexts::add);
      }
    }
    return contexts;
  }

  /** All that a trial leaves but for how long it took. */
  private List<Object> result(Trial trial) {
    return results.computeIfAbsent(
        trial.id(),
        id -> trial.word(CommonRows.TASK).equals("captions") ? begun(trial) : ran(trial));
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
    RecurrentTrainee trainee;
    try {
      trainee =
          (RecurrentTrainee)
              Trainers.of(trial, DataLocation.EMBEDDED, Kernel.PLAIN, () -> false).trainee();
    } catch (UserError e) {
      return List.of(e.getMessage());
    }
    Task task = trainee.task();
    Tally tally = new Tally(1);
    trainee.startEpoch(1);
    trainee.update(1, 0, tally);
    Batch batch = new Batch((int) trial.integer(CommonRows.BATCH_SIZE), task);
    Task.Sequences validation = task.validation(1);
    int validated = 0;
    for (int next = validation.next(batch); next > 0; next = validation.next(batch)) {
      validated += next;
    }
    return List.of(trainee.batches(1), tally.loss(), tally.norm(), validated);
  }

  /** Small trials that differ in the setting, in each context in which it means something. */
  private static Stream<List<Trial>> variants(Setting setting) {
    if (setting == CommonRows.TASK || setting == CommonRows.NETWORK) {
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
