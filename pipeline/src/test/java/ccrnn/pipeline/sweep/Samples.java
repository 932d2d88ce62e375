package ccrnn.pipeline.sweep;

import java.util.Map;
import java.util.Random;

/** Valid values for tests. */
final class Samples {
  private Samples() {}

  /** A value of the setting that differs from its default, where it has more than one. */
  static Object other(Setting setting) {
    Object usual = setting.defaultValue().orElse(null);
    return switch (setting.kind()) {
      case CHOICE ->
          setting.choices().stream().filter(word -> !word.equals(usual)).findFirst().orElseThrow();
      case INTEGER -> usual == null ? 3L : (Long) usual + 1;
      case NUMBER -> (Double) usual / 2 + 0.001;
    };
  }

  /** Any valid value, extremes included. */
  static Object any(Setting setting, Random random) {
    double share = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
    double number = setting.min() + share * (setting.max() - setting.min());
    return switch (setting.kind()) {
      case CHOICE -> setting.choices().get(random.nextInt(setting.choices().size()));
      case INTEGER -> (long) number;
      case NUMBER -> number;
    };
  }

  /** A trial of the defaults but for these. */
  static Trial trial(Setting first, Object value) {
    return Trial.of(Map.of(first, value));
  }
}
