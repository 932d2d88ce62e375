package ccrnn.pipeline.family.rows;

import static ccrnn.pipeline.family.rows.CerebellumRows.LESION;
import static ccrnn.pipeline.family.rows.CerebellumRows.LESION_EPOCH;
import static ccrnn.pipeline.family.rows.CerebellumRows.LESION_FRACTION;

import ccrnn.pipeline.sweep.Absent;
import ccrnn.pipeline.sweep.Catalogue;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Contradiction;
import ccrnn.pipeline.sweep.Contradiction.Check;
import ccrnn.pipeline.sweep.Contradiction.Corner;
import ccrnn.pipeline.sweep.Scope;
import ccrnn.pipeline.sweep.Setting;
import java.util.List;
import java.util.Map;

/** What lesions cannot be combined with. */
public final class LesionChecks {
  private static final String NONE = "none";

  /** Every lesion needs a cerebellum. */
  public static final Check CEREBELLUM =
      Check.of(
          values -> isLesioned(values) && !LESION.applies(values), values -> withoutCerebellum());

  /** Every lesion begins at some epoch. */
  public static final Check EPOCH_GIVEN =
      Check.of(
          values -> isLesioned(values) && values.get(LESION_EPOCH) == Absent.ABSENT,
          values ->
              Contradiction.alone(
                  LESION,
                  " has no lesion-epoch",
                  "add the epoch from whose start it acts, as in lesion-epoch: 1"));

  /** It begins before training ends. */
  public static final Check EPOCH_WITHIN_TRAINING =
      Check.of(
          values ->
              isLesioned(values)
                  && (Long) values.get(LESION_EPOCH) > (Long) values.get(CommonRows.EPOCHS),
          values ->
              Contradiction.between(
                  LESION_EPOCH,
                  " is beyond ",
                  CommonRows.EPOCHS,
                  "give an epoch from 1 to " + values.get(CommonRows.EPOCHS)));

  /** Only what is silenced can be silenced in part. */
  public static final Check FRACTION_OF_OUTPUTS =
      Check.of(
          values ->
              isLesioned(values)
                  && !CerebellumRows.SILENCED.holds(values)
                  && (Double) values.get(LESION_FRACTION) < 1,
          values ->
              Contradiction.between(
                  LESION_FRACTION,
                  " is of silenced outputs, and none is silenced by ",
                  LESION,
                  "set lesion-fraction to 1 or lesion to cerebellum"));

  private LesionChecks() {}

  private static Contradiction withoutCerebellum() {
    Catalogue catalogue = Catalogue.installed();
    List<String> able =
        catalogue.networks(Scope.ALL).stream()
            .filter(network -> LESION.isPossible(Scope.network(network)))
            .toList();
    return Contradiction.between(
            LESION,
            " needs a cerebellum, but there is ",
            CommonRows.NETWORK,
            "set lesion to none or network to " + String.join(" or ", able))
        .with(new Corner(NONE, able));
  }

  private static boolean isLesioned(Map<Setting, Object> values) {
    return !values.get(LESION).equals(NONE);
  }
}
