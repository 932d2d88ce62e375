package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.sweep.Setting.Kind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingTest {
  @ParameterizedTest
  @MethodSource("ccrnn.pipeline.sweep.Setting#all")
  void isDescribed(Setting setting) {
    assertThat(setting.about()).isNotBlank().doesNotContain("\n");
    assertThat(setting.key()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(setting.column()).isEqualTo(setting.key().replace('-', '_'));
    assertThat(Setting.of(setting.key())).contains(setting);
  }

  @ParameterizedTest
  @MethodSource("ccrnn.pipeline.sweep.Setting#all")
  void hasValidDefaultsOrNone(Setting setting) {
    assertThat(setting.defaults()).allMatch(each -> setting.accepts(each.value()));
    assertThat(setting.choices()).doesNotHaveDuplicates();
    if (setting.defaults().isEmpty()) {
      assertThat(setting)
          .isIn(
              CerebellumRows.LESION_EPOCH,
              CerebellumRows.FIBRES,
              CommonRows.EARLY_STOPPING,
              CommonRows.PROBES);
    }
  }

  @ParameterizedTest
  @MethodSource("ccrnn.pipeline.sweep.Setting#all")
  void namesTheSourceOfAPublishedNumber(Setting setting) {
    boolean published =
        (setting.kind() == Kind.INTEGER || setting.kind() == Kind.NUMBER)
            && setting != CommonRows.SEED
            && !setting.defaults().isEmpty();
    assertThat(!published || setting.source().matches("(code|paper|ours)\\b.*"))
        .as("source of %s: %s", setting, setting.source())
        .isTrue();
  }

  @Test
  void onlyNumbersHaveARange() {
    for (Setting setting : Setting.all()) {
      switch (setting.kind()) {
        case CHOICE, WORDS -> assertThat(setting.choices()).as(setting.key()).isNotEmpty();
        case INTEGER, NUMBER -> {
          assertThat(setting.choices()).as(setting.key()).isEmpty();
          assertThat(setting.min()).as(setting.key()).isLessThan(setting.max());
        }
        case TEXT -> assertThat(setting).isEqualTo(CommonRows.DATA);
      }
    }
  }

  /** Trials are resolved in one pass. */
  @ParameterizedTest
  @MethodSource("ccrnn.pipeline.sweep.Setting#all")
  void dependsOnEarlierSettingsOnly(Setting setting) {
    assertThat(setting.governors()).allMatch(governor -> governor.compareTo(setting) < 0);
  }

  @Test
  void everyTaskNetworkLesionAndProbeIsExplained() {
    for (Setting setting :
        List.of(
            CommonRows.TASK,
            CommonRows.NETWORK,
            CerebellumRows.LESION,
            LayerRows.DECOUPLING,
            CommonRows.PROBES)) {
      assertThat(setting.choices()).allMatch(word -> !setting.meaning(word).isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 0.001",
    "1e-9, 1e-9",
    "10.0, 10",
    "0, 0",
    "123456789, 123456789",
    "1.5e20, 1.5e20",
    "0.1, 0.1",
    "-2.50, -2.5",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1e14, 100000000000000",
    "1e15, 1e15",
    "1234567890.123456, 1234567890.123456"
  })
  void writesNumbersShortly(double number, String text) {
    assertThat(LearningRows.LEARNING_RATE.text(number)).isEqualTo(text);
    assertThat(Double.parseDouble(text)).isEqualTo(number);
  }

  @Test
  void writesWordsAndWholeNumbersAsTheyAre() {
    assertThat(CommonRows.SEED.text(12L)).isEqualTo("12");
    assertThat(CortexRows.CORTEX.text("tanh")).isEqualTo("tanh");
  }

  @Test
  void cerebellarSettingsMeanNothingToACortexAlone() {
    Set<Setting> with = Trial.of(Map.of(CerebellumRows.FIBRES, 4L)).values().keySet();
    Set<Setting> without = Samples.trial(CommonRows.NETWORK, "crnn").values().keySet();
    assertThat(with.stream().filter(setting -> !without.contains(setting)))
        .containsExactly(
            CerebellumRows.LESION,
            CerebellumRows.FIBRES,
            CerebellumRows.FEEDBACK_SCALE,
            FeedbackRows.TERMINAL_FEEDBACK,
            CerebellumRows.CEREBELLUM_UNITS,
            CerebellumRows.CEREBELLUM_LAYERS,
            CerebellumRows.CEREBELLUM_OUTPUT,
            FeedbackRows.CLIP_SCOPE);
    assertThat(with).containsAll(without);
  }

  /** The table of published settings; what is not named in a row does not apply. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "line-drawing      |  50 |  400 | 1 | 1 | 2 | 0.001  | 100 |  50 | 0.98  | 1e-9 | 1",
        "digit-line-drawing|  30 |  300 | 1 | 3 | 4 | 0.0001 |  40 |  50 | 0.98  | 1e-9 | 1",
        "digit-drawing     |  30 |  300 | 1 | 3 | 4 | 0.0001 |  40 |  50 | 0.98  | 1e-9 | 1",
        "digit-recognition |  30 |  300 | 1 | 3 |   | 0.0001 |  40 |  50 | 0.98  | 1e-9 | 1",
        "captions          | 256 | 1024 | 2 | 5 |   | 0.001  |  10 | 100 | 0.999 | 1e-8 | 0",
        "reaching          |     |      |   |   |   | 0.001  | 100 |  50 | 0.98  | 1e-9 | 1"
      })
  void defaultsByTask(
      String task,
      String units,
      String granules,
      String layers,
      String horizon,
      String interval,
      String rate,
      String epochs,
      String batch,
      String beta2,
      String epsilon,
      String clip) {
    Trial trial = Samples.usual(task);
    assertThat(
            Stream.of(
                    CortexRows.CORTEX_UNITS,
                    CerebellumRows.CEREBELLUM_UNITS,
                    CerebellumRows.CEREBELLUM_LAYERS,
                    FeedbackRows.FEEDBACK_HORIZON,
                    FeedbackRows.FEEDBACK_INTERVAL,
                    LearningRows.LEARNING_RATE,
                    CommonRows.EPOCHS,
                    CommonRows.BATCH_SIZE,
                    LearningRows.ADAM_BETA2,
                    LearningRows.ADAM_EPSILON,
                    LearningRows.CLIP_NORM)
                .map(setting -> trial.find(setting).map(setting::text).orElse(null)))
        .containsExactly(
            units, granules, layers, horizon, interval, rate, epochs, batch, beta2, epsilon, clip);
  }

  @Test
  void whatIsPossibleWithATaskAppliesInSomeTrialOfIt() {
    Random random = new Random(31);
    for (String task : CommonRows.TASK.choices()) {
      Set<Setting> seen = new TreeSet<>();
      for (int i = 0; i < 400; i++) {
        Map<Setting, Object> values = new TreeMap<>();
        for (Setting setting : Setting.all()) {
          values.put(setting, Samples.any(setting, random));
        }
        values.put(CommonRows.TASK, task);
        List<String> networks = Catalogue.installed().networks(Scope.task(task));
        values.put(CommonRows.NETWORK, networks.get(random.nextInt(networks.size())));
        seen.addAll(Trial.of(values).values().keySet());
      }
      assertThat(seen)
          .as(task)
          .containsExactlyElementsOf(
              Setting.all().stream()
                  .filter(setting -> setting.isPossible(Scope.task(task)))
                  .toList());
    }
  }

  @Test
  void saysWhatItNeeds() {
    assertThat(LearningRows.MOMENTUM.needs(Scope.ALL)).containsExactly("optimizer: rmsprop, sgd");
    assertThat(CommonRows.SEED.needs(Scope.ALL)).isEmpty();
    assertThat(FeedbackRows.CLIP_SCOPE.needs(Scope.ALL))
        .containsExactly("network: ccrnn", "clip-norm above 0");
    assertThat(DigitRows.IMAGES.needs(Scope.ALL)).containsExactly("task: digits");
    assertThat(DigitRows.IMAGES.needs(Scope.task("digit-drawing"))).isEmpty();
    assertThat(CommonRows.PROBE_INTERVAL.needs(Scope.ALL)).containsExactly("probes");
    assertThat(FeedbackRows.CEREBELLUM_CONTEXT.needs(Scope.task("digit-recognition")))
        .containsExactly("network: ccrnn");
  }
}
