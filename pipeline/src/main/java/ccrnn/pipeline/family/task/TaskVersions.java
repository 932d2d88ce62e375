package ccrnn.pipeline.family.task;

import ccrnn.pipeline.data.DigitData;
import ccrnn.pipeline.data.DigitDataSource;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.Map;
import java.util.Optional;

/** Versions of the numbers that shared tasks give, for the result versions of their families. */
public final class TaskVersions {
  /** What every task gave from the start, and gives where nothing below says otherwise. */
  public static final int FIRST = 1;

  /**
   * Where fewer images are asked for than the data hold, they are chosen from all of them, of each
   * digit its share. Version 1 took the first ones, which in files sorted by digit are all alike.
   */
  public static final int CHOSEN_IMAGES = 2;

  private TaskVersions() {}

  /**
   * Tells the version of a trial.
   *
   * @param values its settings, resolved
   * @return {@link #FIRST} to {@link #CHOSEN_IMAGES}
   */
  public static int of(Map<Setting, Object> values) {
    return TaskWords.DIGITS.holds(values) && !TaskWords.EMBEDDED.holds(values) && isChoice(values)
        ? CHOSEN_IMAGES
        : FIRST;
  }

  /** Whether some images are left out; where nobody knows how many there are, a number says so. */
  private static boolean isChoice(Map<Setting, Object> values) {
    Optional<DigitData.Sizes> sizes = DigitDataSource.sizes((String) values.get(CommonRows.DATA));
    return isLess(values.get(DigitRows.IMAGES), sizes.map(DigitData.Sizes::training))
        || isLess(values.get(DigitRows.TEST_IMAGES), sizes.map(DigitData.Sizes::test));
  }

  private static boolean isLess(Object asked, Optional<Integer> held) {
    return asked != null && (held.isEmpty() || (Long) asked < held.get());
  }

  /**
   * Says why trials have a version that others of their settings had not.
   *
   * @param version of a trial
   * @return the reason, for a reader who wonders why it would be trained again
   */
  public static Optional<String> why(int version) {
    return version == CHOSEN_IMAGES
        ? Optional.of("some of the images are now drawn from all of them, not the first ones")
        : Optional.empty();
  }
}
