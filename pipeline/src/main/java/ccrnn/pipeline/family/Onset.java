package ccrnn.pipeline.family;

import ccrnn.pipeline.sweep.Setting;
import java.util.Set;

/**
 * Something that begins in the course of a trial, such as a lesion. Until then nothing that the
 * trial does depends on the settings that describe it: not its initial weights, not the order of
 * its random numbers, not what is probed.
 *
 * @param settings what describes it, its time included; no other onset of the trial has one of them
 * @param after how many epochs are finished when it begins; 0 for what is there from the start,
 *     {@link #NEVER} for what does not begin; may be beyond the end of the trial
 */
public record Onset(Set<Setting> settings, long after) {
  /** It does not begin, however long the trial is. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Copies the set and checks the epochs. */
  public Onset {
    settings = Set.copyOf(settings);
    if (settings.isEmpty() || after < 0) {
      throw new IllegalArgumentException("onset of " + settings + " after epoch " + after);
    }
  }

  /**
   * What acts from the start of an epoch on.
   *
   * @param epoch counted from 1
   * @param settings what describes it, its time included
   * @return its onset
   */
  public static Onset atEpoch(long epoch, Setting... settings) {
    return new Onset(Set.of(settings), epoch - 1);
  }

  /**
   * What does not begin in this trial, but in others may, or has no part in any epoch, as the
   * number of epochs where a model does not look at it.
   *
   * @param settings what describes it
   * @return its onset
   */
  public static Onset never(Setting... settings) {
    return new Onset(Set.of(settings), NEVER);
  }
}
