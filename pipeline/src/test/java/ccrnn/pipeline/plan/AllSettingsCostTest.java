package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.sweep.AllSettings;
import ccrnn.pipeline.sweep.AllSettings.Context;
import ccrnn.pipeline.sweep.AllSettings.Pair;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting counts in what a trial costs, or is known to cost nothing. */
class AllSettingsCostTest {
  private static final String OTHER_NUMBERS = "other numbers, but as many";
  private static final String OF_AN_UPDATE =
      "one price is taken for all that is done to a parameter";

  /** Settings that change no cost, and why. */
  private static final Map<Setting, String> FREE =
      Map.ofEntries(
          Map.entry(CommonRows.SEED, OTHER_NUMBERS),
          Map.entry(CerebellumRows.FIBRES, "a mask of mossy fibres saves nothing"),
          Map.entry(CerebellumRows.FEEDBACK_SCALE, OTHER_NUMBERS),
          Map.entry(CerebellumRows.CEREBELLUM_OUTPUT, OTHER_NUMBERS),
          Map.entry(LayerRows.HIDDEN_ACTIVATION, "one price is taken for all functions"),
          Map.entry(CortexRows.WEIGHT_INIT, OTHER_NUMBERS),
          Map.entry(CortexRows.CORTEX_WEIGHT_SCALE, OTHER_NUMBERS),
          Map.entry(CortexRows.FORGET_GATE, OTHER_NUMBERS),
          Map.entry(CommonRows.EARLY_STOPPING, "training is taken to last all its epochs"),
          Map.entry(LearningRows.OPTIMIZER, OF_AN_UPDATE),
          Map.entry(LearningRows.LEARNING_RATE, OTHER_NUMBERS),
          Map.entry(LearningRows.LEARNING_RATE_SCHEDULE, OTHER_NUMBERS),
          Map.entry(LearningRows.PLATEAU_FACTOR, OTHER_NUMBERS),
          Map.entry(LearningRows.PLATEAU_PATIENCE, OTHER_NUMBERS),
          Map.entry(LearningRows.MOMENTUM, OF_AN_UPDATE),
          Map.entry(LearningRows.WEIGHT_DECAY, OF_AN_UPDATE),
          Map.entry(DigitRows.BATCH_ORDER, OTHER_NUMBERS),
          Map.entry(LearningRows.ADAM_BETA1, OTHER_NUMBERS),
          Map.entry(LearningRows.ADAM_BETA2, OTHER_NUMBERS),
          Map.entry(LearningRows.ADAM_EPSILON, OTHER_NUMBERS),
          Map.entry(CuedRows.LINE_LENGTH, OTHER_NUMBERS),
          Map.entry(CaptionRows.INPUT_DROPOUT, OTHER_NUMBERS),
          Map.entry(
              CaptionRows.LENGTH_BALANCE, "the lengths are not known before the data are read"),
          Map.entry(CommonRows.PROBES, "probes are not counted"),
          Map.entry(CommonRows.PROBE_INTERVAL, "probes are not counted"));

  static List<Setting> settings() {
    return AllSettings.allSettings();
  }

  /** Those by default, and what they are with some things that cost. */
  private static Stream<Context> contexts(Context usual) {
    return Stream.of(
            Stream.of(usual),
            usual.with(CerebellumRows.LESION, "cerebellum").stream(),
            usual.with(CerebellumRows.LESION, "inferior-olive").stream(),
            usual.with(FeedbackRows.UPDATES, "per-truncation").stream(),
            usual.with(CommonRows.DATA, "mnist").stream(),
            usual
                .with(CuedRows.NOISE, 0.1)
                .flatMap(on -> on.with(CuedRows.TEST_NOISE, 0.1))
                .stream())
        .flatMap(context -> context);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void countsOrIsFree(Setting setting) {
    List<Pair> dearer = new ArrayList<>();
    for (Context usual : AllSettings.contexts()) {
      contexts(usual)
          .flatMap(context -> AllSettings.variants(setting, context).stream())
          .flatMap(variants -> variants.pairs().stream())
          .filter(pair -> !cost(pair.one()).equals(cost(pair.other())))
          .forEach(dearer::add);
    }
    if (FREE.containsKey(setting)) {
      assertThat(dearer).as(FREE.get(setting)).isEmpty();
    } else {
      assertThat(dearer).isNotEmpty();
    }
  }

  private static Cost cost(Trial trial) {
    return Families.of(trial).cost(trial);
  }
}
