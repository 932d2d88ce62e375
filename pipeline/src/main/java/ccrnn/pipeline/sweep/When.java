package ccrnn.pipeline.sweep;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A condition on a trial: when a setting means something, or has another default. The table of
 * {@link Setting} uses them; a row may ask about earlier rows only.
 */
sealed interface When {
  // Tasks
  When LINES = task("line-drawing");
  When CUED = task("line-drawing", "reaching");
  When DIGIT_DRAWINGS = task("digit-line-drawing", "digit-drawing").named("digit drawings");
  When RECOGNITION = task("digit-recognition");
  When DIGITS = task("digit-line-drawing", "digit-drawing", "digit-recognition").named("digits");
  When CAPTIONS = task("captions");
  When REACHING = task("reaching");
  When PATHS =
      task("line-drawing", "digit-line-drawing", "digit-drawing").named("lines, digit drawings");
  When WITH_DATA =
      task("digit-line-drawing", "digit-drawing", "digit-recognition", "captions")
          .named("digits, captions");
  When NO_CAPTIONS =
      task("line-drawing", "digit-line-drawing", "digit-drawing", "digit-recognition")
          .named("lines, digits");
  When EMBEDDED = is(() -> Setting.DATA, "embedded").named("embedded data");

  // Networks
  When RECURRENT = network("crnn", "ccrnn", "bptt");
  When TRUNCATED = network("crnn", "ccrnn");
  When CEREBELLUM = network("ccrnn");
  When FEEDFORWARD = network("feedforward");
  When DECOUPLED = is(() -> Setting.DECOUPLING, "predicted-activity", "predicted-feedback", "both");
  When PREDICTOR = new Either(CEREBELLUM, DECOUPLED);
  When FEEDBACK_PREDICTOR =
      new Either(CEREBELLUM, is(() -> Setting.DECOUPLING, "predicted-feedback", "both"));
  When LSTM = is(() -> Setting.CORTEX, "lstm");

  // Lesions
  When LESIONED = is(() -> Setting.LESION, "cerebellum", "inferior-olive", "fixed");
  When SILENCED = is(() -> Setting.LESION, "cerebellum");

  // Learning and looking
  When ADAM = is(() -> Setting.OPTIMIZER, "adam", "adamax");
  When WITH_MOMENTUM = is(() -> Setting.OPTIMIZER, "rmsprop", "sgd");
  When PLATEAU = is(() -> Setting.LEARNING_RATE_SCHEDULE, "plateau");
  When CLIPPED = new Positive(() -> Setting.CLIP_NORM);
  When PROBED = new Given(() -> Setting.PROBES);

  /**
   * @return the settings that it asks about
   */
  Set<Setting> governors();

  /**
   * @param values the settings that it asks about and those that these depend on; a value, null or
   *     {@link Absent#ABSENT} each
   * @return whether it is so
   */
  boolean holds(Map<Setting, Object> values);

  /**
   * @return whether it can be so in a trial of this task
   */
  boolean possible(String task);

  /**
   * @return what a sweep file would have to say, for a message
   */
  String needs();

  /**
   * @return a short name of what it asks for, for tables
   */
  String name();

  /**
   * @return {@link #needs} in short, for tables
   */
  String brief();

  /** A setting has one of these words. The governor is supplied, as conditions are made first. */
  record Is(Supplier<Setting> governor, List<String> words, String name) implements When {
    @Override
    public Set<Setting> governors() {
      return EnumSet.of(governor.get());
    }

    @Override
    public boolean holds(Map<Setting, Object> values) {
      Setting setting = governor.get();
      return values.get(setting) instanceof String word
          && words.contains(word)
          && setting.applies(values);
    }

    @Override
    public boolean possible(String task) {
      return switch (governor.get()) {
        case TASK -> words.contains(task);
        case NETWORK -> networks(task).stream().anyMatch(words::contains);
        default -> governor.get().isPossible(task);
      };
    }

    @Override
    public String needs() {
      int last = words.size() - 1;
      String all =
          last == 0
              ? words.get(0)
              : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
      return governor.get().key() + ": " + all;
    }

    @Override
    public String brief() {
      return governor.get().key() + ": " + name;
    }

    Is named(String other) {
      return new Is(governor, words, other);
    }
  }

  /** A number is above zero. */
  record Positive(Supplier<Setting> governor) implements When {
    @Override
    public Set<Setting> governors() {
      return EnumSet.of(governor.get());
    }

    @Override
    public boolean holds(Map<Setting, Object> values) {
      return values.get(governor.get()) instanceof Number number
          && number.doubleValue() > 0
          && governor.get().applies(values);
    }

    @Override
    public boolean possible(String task) {
      return governor.get().isPossible(task);
    }

    @Override
    public String needs() {
      return governor.get().key() + " above 0";
    }

    @Override
    public String name() {
      return needs();
    }

    @Override
    public String brief() {
      return needs();
    }
  }

  /** A setting that may be absent is not. */
  record Given(Supplier<Setting> governor) implements When {
    @Override
    public Set<Setting> governors() {
      return EnumSet.of(governor.get());
    }

    @Override
    public boolean holds(Map<Setting, Object> values) {
      Object value = values.get(governor.get());
      return value != null && value != Absent.ABSENT && governor.get().applies(values);
    }

    @Override
    public boolean possible(String task) {
      return governor.get().isPossible(task);
    }

    @Override
    public String needs() {
      return governor.get().key();
    }

    @Override
    public String name() {
      return needs();
    }

    @Override
    public String brief() {
      return needs();
    }
  }

  /** One of two. */
  record Either(When first, When second) implements When {
    @Override
    public Set<Setting> governors() {
      List<Setting> both = new ArrayList<>(first.governors());
      both.addAll(second.governors());
      return EnumSet.copyOf(both);
    }

    @Override
    public boolean holds(Map<Setting, Object> values) {
      return first.holds(values) || second.holds(values);
    }

    @Override
    public boolean possible(String task) {
      return first.possible(task) || second.possible(task);
    }

    @Override
    public String needs() {
      return first.needs() + ", or " + second.needs();
    }

    @Override
    public String name() {
      return first.name() + ", or " + second.name();
    }

    @Override
    public String brief() {
      return first.brief() + ", or " + second.brief();
    }
  }

  /**
   * @return the networks that can learn this task
   */
  static List<String> networks(String task) {
    return task.equals("reaching") ? List.of("feedforward") : List.of("crnn", "ccrnn", "bptt");
  }

  private static Is task(String... words) {
    return is(() -> Setting.TASK, words);
  }

  private static Is network(String... words) {
    return is(() -> Setting.NETWORK, words);
  }

  private static Is is(Supplier<Setting> governor, String... words) {
    return new Is(governor, List.of(words), String.join(", ", words));
  }
}
