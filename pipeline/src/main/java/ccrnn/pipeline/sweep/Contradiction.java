package ccrnn.pipeline.sweep;

import java.util.Map;
import java.util.Optional;

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

  /**
   * Looks for a contradiction.
   *
   * @param values a value or {@link Absent#ABSENT} for every setting
   * @return the first one found
   */
  static Optional<Contradiction> in(Map<Setting, Object> values) {
    boolean cerebellum = values.get(Setting.NETWORK).equals("ccrnn");
    boolean lesion = !values.get(Setting.LESION).equals("none");
    Object lesionEpoch = values.get(Setting.LESION_EPOCH);
    if (lesion && !cerebellum) {
      return between(
          Setting.LESION,
          " needs a cerebellum, but there is ",
          Setting.NETWORK,
          "set lesion to none or network to ccrnn");
    }
    if (lesion && lesionEpoch == Absent.ABSENT) {
      return Optional.of(
          new Contradiction(
              Setting.LESION,
              " has no lesion-epoch",
              Optional.empty(),
              "add the epoch from whose start it acts, as in lesion-epoch: 1"));
    }
    if (lesion && above(lesionEpoch, values.get(Setting.EPOCHS))) {
      return between(
          Setting.LESION_EPOCH,
          " is beyond ",
          Setting.EPOCHS,
          "give an epoch from 1 to " + values.get(Setting.EPOCHS));
    }
    Object steps = values.get(Setting.STEPS);
    for (Setting span : new Setting[] {Setting.FEEDBACK_HORIZON, Setting.FEEDBACK_INTERVAL}) {
      if (above(values.get(span), steps)) {
        return between(span, " is above ", Setting.STEPS, "a sequence allows 1 to " + steps);
      }
    }
    if (cerebellum && values.get(Setting.FIBRES) instanceof Long fibres) {
      boolean lstm = values.get(Setting.CORTEX).equals("lstm");
      long inputs = (lstm ? 2 : 1) * (Long) values.get(Setting.CORTEX_UNITS);
      if (fibres > inputs) {
        return between(
            Setting.FIBRES,
            " is above the %d inputs that a cerebellum has (%s per unit of the %s cortex) with "
                .formatted(inputs, lstm ? "two" : "one", values.get(Setting.CORTEX)),
            Setting.CORTEX_UNITS,
            "give 1 to " + inputs + ", or all");
      }
    }
    return Optional.empty();
  }

  private static Optional<Contradiction> between(
      Setting culprit, String problem, Setting rival, String remedy) {
    return Optional.of(new Contradiction(culprit, problem, Optional.of(rival), remedy));
  }

  private static boolean above(Object value, Object bound) {
    return (Long) value > (Long) bound;
  }
}
