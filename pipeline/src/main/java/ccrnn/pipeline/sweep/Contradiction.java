package ccrnn.pipeline.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Two settings of one trial that cannot both hold, each being valid on its own.
 *
 * @param culprit the setting to blame; an error names its place
 * @param problem what is wrong with it, begun with a space; followed by the rival where there is
 *     one
 * @param rival the setting that it contradicts
 * @param remedy what would be right
 */
record Contradiction(Setting culprit, String problem, Optional<Setting> rival, String remedy) {
  private static final long PIXELS = 784;

  /** In the order in which they are looked for: what others depend on comes first. */
  private static final List<Function<Map<Setting, Object>, Optional<Contradiction>>> CHECKS =
      List.of(
          Contradiction::networkForTask,
          Contradiction::lesionWithoutCerebellum,
          Contradiction::lesionWithoutEpoch,
          Contradiction::lesionEpochBeyondTheEnd,
          Contradiction::partialLesionOfLearning,
          Contradiction::contextWithoutTarget,
          Contradiction::forgetGateWithoutGate,
          Contradiction::hiddenStateOfCaptions,
          Contradiction::intervalAboveSteps,
          Contradiction::lineOfOneStep,
          Contradiction::fibresAboveInputs,
          Contradiction::lengthsOfCaptions,
          Contradiction::endlessImages);

  /**
   * Looks for a contradiction.
   *
   * @param values a value or {@link Absent#ABSENT} for every setting
   * @return the first one found
   */
  static Optional<Contradiction> in(Map<Setting, Object> values) {
    for (var check : CHECKS) {
      Optional<Contradiction> found = check.apply(values);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Contradiction> networkForTask(Map<Setting, Object> values) {
    List<String> able = When.networks(word(values, Setting.TASK));
    return between(
        !able.contains(word(values, Setting.NETWORK)),
        Setting.NETWORK,
        " cannot learn ",
        Setting.TASK,
        "that takes network: " + String.join(", ", able));
  }

  private static Optional<Contradiction> lesionWithoutCerebellum(Map<Setting, Object> values) {
    return between(
        isLesioned(values) && !When.CEREBELLUM.holds(values),
        Setting.LESION,
        " needs a cerebellum, but there is ",
        Setting.NETWORK,
        "set lesion to none or network to ccrnn");
  }

  private static Optional<Contradiction> lesionWithoutEpoch(Map<Setting, Object> values) {
    return alone(
        isLesioned(values) && values.get(Setting.LESION_EPOCH) == Absent.ABSENT,
        Setting.LESION,
        " has no lesion-epoch",
        "add the epoch from whose start it acts, as in lesion-epoch: 1");
  }

  private static Optional<Contradiction> lesionEpochBeyondTheEnd(Map<Setting, Object> values) {
    return between(
        isLesioned(values)
            && integer(values, Setting.LESION_EPOCH) > integer(values, Setting.EPOCHS),
        Setting.LESION_EPOCH,
        " is beyond ",
        Setting.EPOCHS,
        "give an epoch from 1 to " + values.get(Setting.EPOCHS));
  }

  private static Optional<Contradiction> partialLesionOfLearning(Map<Setting, Object> values) {
    return between(
        isLesioned(values)
            && !When.SILENCED.holds(values)
            && (Double) values.get(Setting.LESION_FRACTION) < 1,
        Setting.LESION_FRACTION,
        " is of silenced outputs, and none is silenced by ",
        Setting.LESION,
        "set lesion-fraction to 1 or lesion to cerebellum");
  }

  private static Optional<Contradiction> contextWithoutTarget(Map<Setting, Object> values) {
    if (word(values, Setting.CEREBELLUM_CONTEXT).equals("none") || !When.CEREBELLUM.holds(values)) {
      return Optional.empty();
    }
    return between(
            !When.RECOGNITION.holds(values),
            Setting.CEREBELLUM_CONTEXT,
            " is a class, and none is asked for by ",
            Setting.TASK,
            "set cerebellum-context to none or task to digit-recognition")
        .or(
            () ->
                between(
                    !When.LSTM.holds(values),
                    Setting.CEREBELLUM_CONTEXT,
                    " needs an LSTM, but there is ",
                    Setting.CORTEX,
                    "set cerebellum-context to none or cortex to lstm"));
  }

  private static Optional<Contradiction> forgetGateWithoutGate(Map<Setting, Object> values) {
    return between(
        word(values, Setting.FORGET_GATE).equals("forced")
            && When.RECURRENT.holds(values)
            && !When.LSTM.holds(values),
        Setting.FORGET_GATE,
        " needs an LSTM, but there is ",
        Setting.CORTEX,
        "set forget-gate to free or cortex to lstm");
  }

  private static Optional<Contradiction> hiddenStateOfCaptions(Map<Setting, Object> values) {
    return between(
        word(values, Setting.HIDDEN_STATE).equals("keep") && When.CAPTIONS.holds(values),
        Setting.HIDDEN_STATE,
        " needs batches that follow on each other, which is not so with ",
        Setting.TASK,
        "set hidden-state to reset");
  }

  private static Optional<Contradiction> intervalAboveSteps(Map<Setting, Object> values) {
    if (!When.PATHS.holds(values)) {
      return Optional.empty();
    }
    long interval = integer(values, Setting.FEEDBACK_INTERVAL);
    long steps = integer(values, Setting.STEPS);
    if (When.LINES.holds(values)) {
      return between(
          interval > steps,
          Setting.FEEDBACK_INTERVAL,
          " is above ",
          Setting.STEPS,
          "a sequence allows 1 to " + steps);
    }
    long rows = PIXELS / integer(values, Setting.INPUT_SIZE);
    return between(
        interval > rows,
        Setting.FEEDBACK_INTERVAL,
        " is above the %d time steps of a digit with ".formatted(rows),
        Setting.INPUT_SIZE,
        "give 1 to " + rows);
  }

  private static Optional<Contradiction> lineOfOneStep(Map<Setting, Object> values) {
    return between(
        word(values, Setting.TASK).equals("digit-line-drawing")
            && integer(values, Setting.INPUT_SIZE) == PIXELS,
        Setting.INPUT_SIZE,
        " leaves one time step, too few for the line of ",
        Setting.TASK,
        "give 1 to " + PIXELS / 2);
  }

  private static Optional<Contradiction> fibresAboveInputs(Map<Setting, Object> values) {
    if (!When.CEREBELLUM.holds(values) || !(values.get(Setting.FIBRES) instanceof Long fibres)) {
      return Optional.empty();
    }
    boolean lstm = When.LSTM.holds(values);
    long inputs = (lstm ? 2 : 1) * integer(values, Setting.CORTEX_UNITS);
    return between(
        fibres > inputs,
        Setting.FIBRES,
        " is above the %d inputs that a cerebellum has (%s per unit of the %s cortex) with "
            .formatted(inputs, lstm ? "two" : "one", values.get(Setting.CORTEX)),
        Setting.CORTEX_UNITS,
        "give 1 to " + inputs + ", or all");
  }

  private static Optional<Contradiction> lengthsOfCaptions(Map<Setting, Object> values) {
    return between(
        When.CAPTIONS.holds(values)
            && integer(values, Setting.MIN_LENGTH) > integer(values, Setting.MAX_LENGTH),
        Setting.MIN_LENGTH,
        " is above ",
        Setting.MAX_LENGTH,
        "no caption has such a length");
  }

  private static Optional<Contradiction> endlessImages(Map<Setting, Object> values) {
    if (!When.DIGITS.holds(values) || !When.EMBEDDED.holds(values)) {
      return Optional.empty();
    }
    for (Setting setting : List.of(Setting.IMAGES, Setting.TEST_IMAGES)) {
      if (values.get(setting) == Absent.ABSENT) {
        return alone(
            true,
            setting,
            " needs data with an end, and the program draws as many digits as it is asked for",
            "give a number, or a folder as 'data'");
      }
    }
    return Optional.empty();
  }

  private static Optional<Contradiction> between(
      boolean contradicts, Setting culprit, String problem, Setting rival, String remedy) {
    return contradicts
        ? Optional.of(new Contradiction(culprit, problem, Optional.of(rival), remedy))
        : Optional.empty();
  }

  private static Optional<Contradiction> alone(
      boolean contradicts, Setting culprit, String problem, String remedy) {
    return contradicts
        ? Optional.of(new Contradiction(culprit, problem, Optional.empty(), remedy))
        : Optional.empty();
  }

  private static boolean isLesioned(Map<Setting, Object> values) {
    return !word(values, Setting.LESION).equals("none");
  }

  private static String word(Map<Setting, Object> values, Setting setting) {
    return (String) values.get(setting);
  }

  private static long integer(Map<Setting, Object> values, Setting setting) {
    return (Long) values.get(setting);
  }
}
