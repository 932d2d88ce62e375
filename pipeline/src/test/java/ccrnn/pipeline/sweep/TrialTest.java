package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CuedRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrialTest {
  /** A change here makes every stored trial another one: only together with the result version. */
  private static final String DEFAULT_TEXT =
      """
      result-version=1
      task=line-drawing
      network=ccrnn
      cortex=lstm
      seed=1
      lesion=none
      feedback-horizon=1
      feedback-interval=2
      feedback-scale=0x1.999999999999ap-4
      terminal-feedback=predicted
      cortex-units=50
      cerebellum-units=400
      cerebellum-layers=1
      epochs=100
      learning-rate=0x1.0624dd2f1a9fcp-10
      batch-size=50
      batches=16
      validation-size=200
      test-size=10000
      adam-beta1=0x1.ccccccccccccdp-1
      adam-beta2=0x1.f5c28f5c28f5cp-1
      adam-epsilon=0x1.12e0be826d695p-30
      clip-norm=0x1.0p0
      clip-scope=all
      steps=10
      cues=7
      line-length=0x1.4p3
      noise=0x0.0p0
      test-noise=0x0.0p0
      """;

  private static final String DEFAULT_ID =
      "88c7d73225617fccd2abac2b6a4ff255088d23688c4890470521604535b1dcd7";

  private static final Map<Setting, Object> CORTEX_ALONE = Map.of(CommonRows.NETWORK, "crnn");
  private static final Map<Setting, Object> INTACT = Map.of(CommonRows.NETWORK, "ccrnn");
  private static final Map<Setting, Object> LESIONED =
      Map.of(
          CommonRows.NETWORK,
          "ccrnn",
          CerebellumRows.LESION,
          "inferior-olive",
          CerebellumRows.LESION_EPOCH,
          20L);

  @Test
  void defaultTrialKeepsItsCanonicalTextAndId() {
    Trial trial = Trial.of(Map.of());
    assertThat(trial.canonicalText()).isEqualTo(DEFAULT_TEXT);
    assertThat(trial.id()).isEqualTo(DEFAULT_ID).hasSize(Trial.ID_LENGTH);
  }

  /** As above: these ids name results that people keep. */
  @ParameterizedTest
  @MethodSource("keptIds")
  void idsAreKept(Map<Setting, Object> settings, String beginning) {
    assertThat(Trial.of(settings).id()).startsWith(beginning);
  }

  static Stream<Arguments> keptIds() {
    return Stream.of(
        Arguments.of(CORTEX_ALONE, "a5a5fed1f2e8"),
        Arguments.of(LESIONED, "07430fe39955"),
        Arguments.of(Map.of(CommonRows.TASK, "digit-line-drawing"), "e21d532595cc"),
        Arguments.of(
            Map.of(CommonRows.TASK, "digit-drawing", CommonRows.DATA, "mnist"), "b5bef4009a4b"),
        Arguments.of(
            Map.of(CommonRows.TASK, "digit-recognition", FeedbackRows.CEREBELLUM_CONTEXT, "target"),
            "002a54a17e13"),
        Arguments.of(
            Map.of(CommonRows.TASK, "captions", CommonRows.DATA, "sha256:0123456789abcdef"),
            "f963f75ddfc2"),
        Arguments.of(
            Map.of(CommonRows.TASK, "reaching", LayerRows.DECOUPLING, "both"), "114762e2da8e"),
        Arguments.of(
            Map.of(CommonRows.NETWORK, "bptt", LearningRows.OPTIMIZER, "sgd"), "1eac4375b70c"),
        Arguments.of(Map.of(CommonRows.PROBES, "gradients,similarity"), "dd58038c5fde"));
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void writtenOutDefaultsAreTheDefaultTrial(Map<Setting, Object> context) {
    Trial trial = Trial.of(context);
    Map<Setting, Object> all = new HashMap<>();
    for (Setting setting : Setting.all()) {
      setting.defaultValue(trial.values()).ifPresent(value -> all.put(setting, value));
    }
    all.putAll(context);
    assertThat(Trial.of(all)).isEqualTo(trial);
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aTrialIsReadBackFromItsValues(Map<Setting, Object> context) {
    Trial trial = Trial.of(context);
    assertThat(Trial.of(trial.values())).isEqualTo(trial);
    assertThat(Trial.of(trial.values()).values()).isEqualTo(trial.values());
  }

  /** So that a feature that is added later changes the id of no trial without it. */
  @Test
  void featuresThatAreNotUsedAreNotWritten() {
    assertThat(Samples.usual("captions").canonicalText())
        .contains("updates=per-truncation\n", "batch-size=100\n")
        .doesNotContain("optimizer", "weight-decay", "schedule", "probes", "early", "balance");
    assertThat(Samples.trial(LearningRows.OPTIMIZER, "sgd").canonicalText())
        .contains("optimizer=sgd\nlearning-rate=0x1.0624dd2f1a9fcp-10\nmomentum=")
        .doesNotContain("adam");
    assertThat(Samples.trial(LearningRows.OPTIMIZER, "adam").word(LearningRows.OPTIMIZER))
        .isEqualTo("adam");
  }

  @Test
  void probesOfACerebellumAreLeftOutWithoutOne() {
    Map<Setting, Object> alone = new HashMap<>(CORTEX_ALONE);
    alone.put(CommonRows.PROBES, "gradients,similarity");
    assertThat(Trial.of(alone).words(CommonRows.PROBES)).containsExactly("gradients");
    alone.put(CommonRows.PROBES, "similarity,correlations");
    alone.put(CommonRows.PROBE_INTERVAL, 5L);
    assertThat(Trial.of(alone)).isEqualTo(Trial.of(CORTEX_ALONE));
    assertThat(Trial.of(alone).words(CommonRows.PROBES)).isEmpty();
    assertThat(Samples.trial(CommonRows.PROBES, "similarity,correlations").words(CommonRows.PROBES))
        .containsExactly("similarity", "correlations");
  }

  @Test
  void idIsIndependentOfTheOrderOfSettings() {
    Random random = new Random(20);
    for (int i = 0; i < 200; i++) {
      Map<Setting, Object> values = new LinkedHashMap<>();
      for (Setting setting : Setting.all()) {
        if (random.nextBoolean()) {
          values.put(setting, Samples.any(setting, random));
        }
      }
      List<Setting> order = new ArrayList<>(values.keySet());
      Collections.shuffle(order, random);
      Map<Setting, Object> shuffled = new LinkedHashMap<>();
      order.forEach(setting -> shuffled.put(setting, values.get(setting)));
      assertThat(Trial.of(shuffled).id()).isEqualTo(Trial.of(values).id());
    }
  }

  @Test
  void idIsIndependentOfTheSignOfZero() {
    assertThat(Samples.trial(CuedRows.NOISE, -0.0).id()).isEqualTo(Trial.of(Map.of()).id());
  }

  static Stream<Map<Setting, Object>> contexts() {
    return Stream.of(
        CORTEX_ALONE,
        INTACT,
        LESIONED,
        Map.of(CerebellumRows.LESION, "cerebellum", CerebellumRows.LESION_EPOCH, 5L),
        Map.of(CommonRows.NETWORK, "bptt", CortexRows.CORTEX, "tanh"),
        Map.of(LearningRows.OPTIMIZER, "rmsprop", LearningRows.LEARNING_RATE_SCHEDULE, "plateau"),
        Map.of(CommonRows.PROBES, "weights", LearningRows.CLIP_NORM, 0.0),
        Map.of(CommonRows.TASK, "digit-line-drawing"),
        Map.of(CommonRows.TASK, "digit-drawing", CommonRows.NETWORK, "crnn"),
        Map.of(CommonRows.TASK, "digit-recognition", CommonRows.DATA, "mnist"),
        Map.of(CommonRows.TASK, "captions"),
        Map.of(CommonRows.TASK, "reaching"),
        Map.of(CommonRows.TASK, "reaching", LayerRows.DECOUPLING, "predicted-activity"));
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void idChangesWithEverySettingThatAppliesAndNoOther(Map<Setting, Object> context) {
    Trial trial = Trial.of(context);
    for (Setting setting : Setting.all()) {
      Map<Setting, Object> changed = new HashMap<>(context);
      Object current =
          trial
              .find(setting)
              .or(() -> Optional.ofNullable(context.get(setting)))
              .or(() -> setting.defaultValue(trial.values()))
              .orElse(null);
      changed.put(setting, Samples.other(setting, current));
      assertThat(Trial.of(changed).id().equals(trial.id()))
          .as("%s in %s", setting, context)
          .isEqualTo(!setting.applies(trial.values()));
    }
    assertThat(trial.values()).hasSizeGreaterThan(15);
  }

  @Test
  void distinctSettingsHaveDistinctIds() {
    Random random = new Random(21);
    Map<String, Map<Setting, Object>> valuesById = new HashMap<>();
    for (int i = 0; i < 2000; i++) {
      Map<Setting, Object> values = new HashMap<>();
      for (Setting setting : Setting.all()) {
        values.put(setting, Samples.any(setting, random));
      }
      Trial trial = Trial.of(values);
      Map<Setting, Object> earlier = valuesById.put(trial.id(), trial.values());
      assertThat(earlier).isIn(null, trial.values());
    }
    assertThat(valuesById).hasSizeGreaterThan(1900);
  }

  @Test
  void leavesOutWhatDoesNotApply() {
    Trial trial =
        Trial.of(
            Map.of(
                CommonRows.NETWORK,
                "crnn",
                CerebellumRows.FIBRES,
                4L,
                CerebellumRows.LESION,
                "fixed",
                CerebellumRows.LESION_EPOCH,
                3L));
    assertThat(trial).isEqualTo(Trial.of(CORTEX_ALONE));
    assertThat(trial.find(CerebellumRows.FIBRES)).isEmpty();
    assertThatThrownBy(() -> trial.integer(CerebellumRows.FIBRES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("fibres does not apply to " + trial);
  }

  @Test
  void refusesInvalidValues() {
    assertThatThrownBy(() -> Samples.trial(CommonRows.EPOCHS, 0L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("invalid epochs: 0");
    assertThatThrownBy(() -> Samples.trial(CommonRows.EPOCHS, 5)).hasMessage("invalid epochs: 5");
    assertThatThrownBy(() -> Samples.trial(CuedRows.NOISE, Double.NaN))
        .hasMessage("invalid noise: NaN");
    assertThatThrownBy(() -> Samples.trial(CortexRows.CORTEX, "gru"))
        .hasMessage("invalid cortex: gru");
  }

  @Test
  void survivesSerialization() throws IOException, ClassNotFoundException {
    Trial trial = Trial.of(LESIONED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(trial);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Trial copy = (Trial) in.readObject();
      assertThat(copy).isEqualTo(trial);
      assertThat(copy.values()).isEqualTo(trial.values());
    }
  }
}
