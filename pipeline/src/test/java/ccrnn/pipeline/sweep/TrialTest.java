package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static final Map<Setting, Object> CORTEX_ALONE = Map.of(Setting.NETWORK, "crnn");
  private static final Map<Setting, Object> INTACT = Map.of(Setting.NETWORK, "ccrnn");
  private static final Map<Setting, Object> LESIONED =
      Map.of(Setting.NETWORK, "ccrnn", Setting.LESION, "inferior-olive", Setting.LESION_EPOCH, 20L);

  @Test
  void defaultTrialKeepsItsCanonicalTextAndId() {
    Trial trial = Trial.of(Map.of());
    assertThat(trial.canonicalText()).isEqualTo(DEFAULT_TEXT);
    assertThat(trial.id()).isEqualTo(DEFAULT_ID).hasSize(Trial.ID_LENGTH);
  }

  @Test
  void writtenOutDefaultsAreTheDefaultTrial() {
    Map<Setting, Object> all = new HashMap<>();
    for (Setting setting : Setting.values()) {
      setting.defaultValue().ifPresent(value -> all.put(setting, value));
    }
    assertThat(Trial.of(all)).isEqualTo(Trial.of(Map.of()));
  }

  @Test
  void idIsIndependentOfTheOrderOfSettings() {
    Random random = new Random(20);
    for (int i = 0; i < 200; i++) {
      Map<Setting, Object> values = new LinkedHashMap<>();
      for (Setting setting : Setting.values()) {
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
    assertThat(Samples.trial(Setting.NOISE, -0.0).id()).isEqualTo(Trial.of(Map.of()).id());
  }

  static Stream<Map<Setting, Object>> contexts() {
    return Stream.of(CORTEX_ALONE, INTACT, LESIONED);
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void idChangesWithEverySettingThatAppliesAndNoOther(Map<Setting, Object> context) {
    Trial trial = Trial.of(context);
    int applying = 0;
    for (Setting setting : Setting.values()) {
      if (setting.kind() == Setting.Kind.CHOICE && setting.choices().size() == 1) {
        continue;
      }
      Map<Setting, Object> changed = new HashMap<>(context);
      Object other = Samples.other(setting);
      if (other.equals(context.get(setting))) {
        changed.remove(setting);
      } else {
        changed.put(setting, other);
      }
      boolean applies = setting.applies(resolved(context));
      assertThat(Trial.of(changed).id().equals(trial.id()))
          .as("%s in %s", setting, context)
          .isEqualTo(!applies);
      applying += applies ? 1 : 0;
    }
    assertThat(applying).isGreaterThan(15);
  }

  private static Map<Setting, Object> resolved(Map<Setting, Object> context) {
    Map<Setting, Object> all = new HashMap<>();
    for (Setting setting : Setting.values()) {
      setting.defaultValue().ifPresent(value -> all.put(setting, value));
    }
    all.putAll(context);
    return all;
  }

  @Test
  void distinctSettingsHaveDistinctIds() {
    Random random = new Random(21);
    Map<String, String> textById = new HashMap<>();
    for (int i = 0; i < 2000; i++) {
      Map<Setting, Object> values = new HashMap<>();
      for (Setting setting : Setting.values()) {
        values.put(setting, Samples.any(setting, random));
      }
      Trial trial = Trial.of(values);
      String earlier = textById.put(trial.id(), trial.canonicalText());
      assertThat(earlier).isIn(null, trial.canonicalText());
    }
    assertThat(textById).hasSizeGreaterThan(1900);
  }

  @Test
  void leavesOutWhatDoesNotApply() {
    Trial trial =
        Trial.of(
            Map.of(
                Setting.NETWORK,
                "crnn",
                Setting.FIBRES,
                4L,
                Setting.LESION,
                "fixed",
                Setting.LESION_EPOCH,
                3L));
    assertThat(trial).isEqualTo(Trial.of(CORTEX_ALONE));
    assertThat(trial.find(Setting.FIBRES)).isEmpty();
    assertThatThrownBy(() -> trial.integer(Setting.FIBRES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("fibres does not apply to " + trial);
  }

  @Test
  void refusesInvalidValues() {
    assertThatThrownBy(() -> Samples.trial(Setting.EPOCHS, 0L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("invalid epochs: 0");
    assertThatThrownBy(() -> Samples.trial(Setting.EPOCHS, 5)).hasMessage("invalid epochs: 5");
    assertThatThrownBy(() -> Samples.trial(Setting.NOISE, Double.NaN))
        .hasMessage("invalid noise: NaN");
    assertThatThrownBy(() -> Samples.trial(Setting.CORTEX, "gru"))
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
