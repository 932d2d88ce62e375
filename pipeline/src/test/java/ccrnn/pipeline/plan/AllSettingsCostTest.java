package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.sweep.AllSettings;
import ccrnn.pipeline.sweep.AllSettings.Context;
import ccrnn.pipeline.sweep.AllSettings.Pair;
import ccrnn.pipeline.sweep.Setting;
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
          Map.entry(Setting.SEED, OTHER_NUMBERS),
          Map.entry(Setting.FIBRES, "a mask of mossy fibres saves nothing"),
          Map.entry(Setting.FEEDBACK_SCALE, OTHER_NUMBERS),
          Map.entry(Setting.CEREBELLUM_OUTPUT, OTHER_NUMBERS),
          Map.entry(Setting.HIDDEN_ACTIVATION, "one price is taken for all functions"),
          Map.entry(Setting.WEIGHT_INIT, OTHER_NUMBERS),
          Map.entry(Setting.CORTEX_WEIGHT_SCALE, OTHER_NUMBERS),
          Map.entry(Setting.FORGET_GATE, OTHER_NUMBERS),
          Map.entry(Setting.EARLY_STOPPING, "training is taken to last all its epochs"),
          Map.entry(Setting.OPTIMIZER, OF_AN_UPDATE),
          Map.entry(Setting.LEARNING_RATE, OTHER_NUMBERS),
          Map.entry(Setting.LEARNING_RATE_SCHEDULE, OTHER_NUMBERS),
          Map.entry(Setting.PLATEAU_FACTOR, OTHER_NUMBERS),
          Map.entry(Setting.PLATEAU_PATIENCE, OTHER_NUMBERS),
          Map.entry(Setting.MOMENTUM, OF_AN_UPDATE),
          Map.entry(Setting.WEIGHT_DECAY, OF_AN_UPDATE),
          Map.entry(Setting.BATCH_ORDER, OTHER_NUMBERS),
          Map.entry(Setting.ADAM_BETA1, OTHER_NUMBERS),
          Map.entry(Setting.ADAM_BETA2, OTHER_NUMBERS),
          Map.entry(Setting.ADAM_EPSILON, OTHER_NUMBERS),
          Map.entry(Setting.LINE_LENGTH, OTHER_NUMBERS),
          Map.entry(Setting.INPUT_DROPOUT, OTHER_NUMBERS),
          Map.entry(Setting.LENGTH_BALANCE, "the lengths are not known before the data are read"),
          Map.entry(Setting.PROBES, "probes are not counted"),
          Map.entry(Setting.PROBE_INTERVAL, "probes are not counted"));

  static List<Setting> settings() {
    return AllSettings.allSettings();
  }

  /** Those by default, and what they are with some things that cost. */
  private static Stream<Context> contexts(Context usual) {
    return Stream.of(
            Stream.of(usual),
            usual.with(Setting.LESION, "cerebellum").stream(),
            usual.with(Setting.LESION, "inferior-olive").stream(),
            usual.with(Setting.UPDATES, "per-truncation").stream(),
            usual.with(Setting.DATA, "mnist").stream(),
            usual.with(Setting.NOISE, 0.1).flatMap(on -> on.with(Setting.TEST_NOISE, 0.1)).stream())
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
          .filter(pair -> !Cost.of(pair.one()).equals(Cost.of(pair.other())))
          .forEach(dearer::add);
    }
    if (FREE.containsKey(setting)) {
      assertThat(dearer).as(FREE.get(setting)).isEmpty();
    } else {
      assertThat(dearer).isNotEmpty();
    }
  }
}
