package ccrnn.pipeline.family.task;

import static ccrnn.pipeline.family.task.TaskWords.CAPTIONS;
import static ccrnn.pipeline.family.task.TaskWords.DIGITS;
import static ccrnn.pipeline.family.task.TaskWords.DIGIT_LINE_DRAWING;
import static ccrnn.pipeline.family.task.TaskWords.EMBEDDED;

import ccrnn.pipeline.sweep.Absent;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Contradiction;
import ccrnn.pipeline.sweep.Contradiction.Check;
import ccrnn.pipeline.sweep.Setting;
import java.util.List;
import java.util.Optional;

/** What settings of tasks cannot be combined with. */
public final class TaskChecks {
  /** Pixels of a digit. */
  public static final long PIXELS = 784;

  /** A line needs two time steps. */
  public static final Check LINE_OF_SEVERAL_STEPS =
      Check.of(
          values ->
              values.get(CommonRows.TASK).equals(DIGIT_LINE_DRAWING.word())
                  && values.get(DigitRows.INPUT_SIZE).equals(PIXELS),
          values ->
              Contradiction.between(
                  DigitRows.INPUT_SIZE,
                  " leaves one time step, too few for the line of ",
                  CommonRows.TASK,
                  "give 1 to " + PIXELS / 2));

  /** The shortest caption is not longer than the longest. */
  public static final Check LENGTHS_OF_CAPTIONS =
      Check.of(
          values ->
              CAPTIONS.holds(values)
                  && (Long) values.get(CaptionRows.MIN_LENGTH)
                      > (Long) values.get(CaptionRows.MAX_LENGTH),
          values ->
              Contradiction.between(
                  CaptionRows.MIN_LENGTH,
                  " is above ",
                  CaptionRows.MAX_LENGTH,
                  "no caption has such a length"));

  /** Digits that the program draws have no end. */
  public static final Check NUMBER_OF_DRAWN_IMAGES =
      values ->
          DIGITS.holds(values) && EMBEDDED.holds(values)
              ? List.of(DigitRows.IMAGES, DigitRows.TEST_IMAGES).stream()
                  .filter(setting -> values.get(setting) == Absent.ABSENT)
                  .map(TaskChecks::endless)
                  .findFirst()
              : Optional.empty();

  private TaskChecks() {}

  private static Contradiction endless(Setting setting) {
    return Contradiction.alone(
        setting,
        " needs data with an end, and the program draws as many digits as it is asked for",
        "give a number, or a folder as 'data'");
  }
}
