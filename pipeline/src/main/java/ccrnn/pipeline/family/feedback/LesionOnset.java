package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.family.rows.CerebellumRows.LESION;
import static ccrnn.pipeline.family.rows.CerebellumRows.LESION_EPOCH;
import static ccrnn.pipeline.family.rows.CerebellumRows.LESION_FRACTION;

import ccrnn.pipeline.family.Onset;
import ccrnn.pipeline.sweep.Trial;

/** When a lesion begins. */
public final class LesionOnset {
  private LesionOnset() {}

  /**
   * A lesion has no part in the epochs before its own, neither in the initial weights nor in what
   * is probed; probes before training look at the network as in epoch 1.
   *
   * @param trial with a cerebellum or without
   * @return the onset of its lesion, never where there is none
   */
  public static Onset of(Trial trial) {
    return trial
        .find(LESION_EPOCH)
        .map(epoch -> Onset.atEpoch((Long) epoch, LESION, LESION_EPOCH, LESION_FRACTION))
        .orElse(Onset.never(LESION, LESION_EPOCH, LESION_FRACTION));
  }
}
