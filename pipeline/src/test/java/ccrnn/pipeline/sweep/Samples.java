package ccrnn.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Valid values for tests. */
final class Samples {
  private Samples() {}

  /** A valid value of the setting that differs from this one, which may be null. */
  static Object other(Setting setting, Object current) {
    return switch (setting.kind()) {
      case CHOICE -> different(setting.choices(), current);
      case WORDS -> different(List.of("weights", "gradients,weights"), current);
      case TEXT -> different(List.of("mnist", "sha256:0123456789abcdef"), current);
      case INTEGER ->
          setting.numbers().isEmpty()
              ? (Object) (current == null ? 7L : (Long) current + 1)
              : different(setting.numbers(), current);
      case NUMBER -> (Double) current / 2 + 0.001;
    };
  }

  private static <T> T different(List<T> values, Object current) {
    return values.stream().filter(value -> !value.equals(current)).findFirst().orElseThrow();
  }

  /** Any valid value, extremes included. */
  static Object any(Setting setting, Random random) {
    double share = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
    double number = setting.min() + share * (setting.max() - setting.min());
    return switch (setting.kind()) {
      case CHOICE -> pick(setting.choices(), random);
      case WORDS -> some(setting, random);
      case TEXT -> pick(List.of("embedded", "mnist", "sha256:0123456789abcdef"), random);
      case INTEGER ->
          setting.numbers().isEmpty() ? (Object) (long) number : pick(setting.numbers(), random);
      case NUMBER -> number;
    };
  }

  private static Object some(Setting setting, Random random) {
    List<String> words = new ArrayList<>(setting.choices());
    words.removeIf(word -> random.nextBoolean());
    return words.isEmpty() ? "weights" : setting.join(words);
  }

  private static <T> T pick(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  /** A trial of the defaults but for these. */
  static Trial trial(Setting first, Object value) {
    return Trial.of(Map.of(first, value));
  }

  /** The default trial of a task. */
  static Trial usual(String task) {
    return trial(CommonRows.TASK, task);
  }
}
