package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.sweep.Setting.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTest {
  @ParameterizedTest
  @EnumSource
  void isDescribed(Setting setting) {
    assertThat(setting.about()).isNotBlank().doesNotContain("\n");
    assertThat(setting.key()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(setting.column()).isEqualTo(setting.key().replace('-', '_'));
    assertThat(Setting.of(setting.key())).contains(setting);
  }

  @ParameterizedTest
  @EnumSource
  void hasAValidDefaultOrNone(Setting setting) {
    if (setting.defaultValue().isEmpty()) {
      assertThat(setting).isIn(Setting.LESION_EPOCH, Setting.FIBRES);
      return;
    }
    Object value = setting.defaultValue().get();
    switch (setting.kind()) {
      case CHOICE -> assertThat(setting.choices()).contains((String) value).doesNotHaveDuplicates();
      case INTEGER -> assertThat((double) (Long) value).isBetween(setting.min(), setting.max());
      case NUMBER -> assertThat((Double) value).isBetween(setting.min(), setting.max());
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesTheSourceOfAPublishedNumber(Setting setting) {
    boolean published =
        setting.kind() != Kind.CHOICE
            && setting != Setting.SEED
            && setting.defaultValue().isPresent();
    assertThat(!published || setting.source().matches("(code|paper)\\b.*"))
        .as("source of %s: %s", setting, setting.source())
        .isTrue();
  }

  @Test
  void onlyNumbersHaveARange() {
    for (Setting setting : Setting.values()) {
      if (setting.kind() == Kind.CHOICE) {
        assertThat(setting.choices()).as(setting.key()).isNotEmpty();
      } else {
        assertThat(setting.choices()).as(setting.key()).isEmpty();
        assertThat(setting.min()).as(setting.key()).isLessThan(setting.max());
      }
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
    "-2.50, -2.5"
  })
  void writesNumbersShortly(double number, String text) {
    assertThat(Setting.LEARNING_RATE.text(number)).isEqualTo(text);
    assertThat(Double.parseDouble(text)).isEqualTo(number);
  }

  @Test
  void writesWordsAndWholeNumbersAsTheyAre() {
    assertThat(Setting.SEED.text(12L)).isEqualTo("12");
    assertThat(Setting.CORTEX.text("tanh")).isEqualTo("tanh");
  }

  @Test
  void cerebellarSettingsMeanNothingToACortexAlone() {
    List<Setting> without =
        Stream.of(Setting.values())
            .filter(setting -> !setting.applies(Map.of(Setting.NETWORK, "crnn")))
            .toList();
    assertThat(without)
        .containsExactly(
            Setting.LESION,
            Setting.LESION_EPOCH,
            Setting.FIBRES,
            Setting.FEEDBACK_SCALE,
            Setting.TERMINAL_FEEDBACK,
            Setting.CEREBELLUM_UNITS,
            Setting.CEREBELLUM_LAYERS,
            Setting.CLIP_SCOPE);
  }
}
