package ccrnn.pipeline.family.rows;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.Locale;

/** Values of a trial in the words of the model. */
public final class TrialValues {
  private TrialValues() {}

  /**
   * Asks for a word.
   *
   * @param trial any trial
   * @param setting a choice, which may mean nothing to the trial
   * @param word one of its words
   * @return whether the trial has it
   */
  public static boolean is(Trial trial, Setting setting, String word) {
    return trial.find(setting).filter(word::equals).isPresent();
  }

  /**
   * Names the constant of an enum.
   *
   * @param word of a sweep file
   * @return in upper case, with underscores
   */
  public static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * A whole number that counts in memory.
   *
   * @param trial any trial
   * @param setting a whole number that applies to it
   * @return its value
   * @throws ArithmeticException if it is beyond what an array holds
   */
  public static int integer(Trial trial, Setting setting) {
    return Math.toIntExact(trial.integer(setting));
  }
}
