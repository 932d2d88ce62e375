package ccrnn.pipeline.family.task;

import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.DataIdentity.Kind;
import ccrnn.pipeline.sweep.TaskWord;
import ccrnn.pipeline.sweep.When;
import java.util.Optional;

/** The tasks that families share, and what several of them are called together. */
public final class TaskWords {
  /** A cue, then a line. */
  public static final TaskWord LINE_DRAWING =
      TaskWord.of("line-drawing", "a cue at the start, a straight line to be drawn");

  /** A digit, and a line meanwhile. */
  public static final TaskWord DIGIT_LINE_DRAWING =
      digits("digit-line-drawing", "a digit row by row, a line in its direction to be drawn");

  /** A digit, and its shape meanwhile. */
  public static final TaskWord DIGIT_DRAWING =
      digits("digit-drawing", "a digit row by row, its shape to be drawn meanwhile");

  /** A digit, then its name. */
  public static final TaskWord DIGIT_RECOGNITION =
      digits("digit-recognition", "a digit row by row, to be named at the end");

  /** An image, and a sentence. */
  public static final TaskWord CAPTIONING =
      new TaskWord(
          "captions",
          "the features of an image, to be described word by word",
          "captions",
          Optional.of(Kind.CAPTIONS));

  /** A cue, and a point. */
  public static final TaskWord POINT_REACHING =
      TaskWord.of("reaching", "a cue, its end point to be reached in one step");

  /** Lines from a cue. */
  public static final When LINES = When.task(LINE_DRAWING);

  /** Tasks that begin with a cue. */
  public static final When CUED = When.task(LINE_DRAWING, POINT_REACHING);

  /** Drawings while a digit is shown. */
  public static final When DIGIT_DRAWINGS =
      When.task(DIGIT_LINE_DRAWING, DIGIT_DRAWING).named("digit drawings");

  /** Names of digits. */
  public static final When RECOGNITION = When.task(DIGIT_RECOGNITION);

  /** All that shows digits. */
  public static final When DIGITS =
      When.task(DIGIT_LINE_DRAWING, DIGIT_DRAWING, DIGIT_RECOGNITION).named("digits");

  /** Descriptions of images. */
  public static final When CAPTIONS = When.task(CAPTIONING);

  /** Points. */
  public static final When REACHING = When.task(POINT_REACHING);

  /** All that is drawn over several steps. */
  public static final When PATHS =
      When.task(LINE_DRAWING, DIGIT_LINE_DRAWING, DIGIT_DRAWING).named("lines, digit drawings");

  /** Sequences that are not sentences. */
  public static final When NO_CAPTIONS =
      When.task(LINE_DRAWING, DIGIT_LINE_DRAWING, DIGIT_DRAWING, DIGIT_RECOGNITION)
          .named("lines, digits");

  /** The program draws the data itself. */
  public static final When EMBEDDED = When.is(CommonRows.DATA, "embedded").named("embedded data");

  private TaskWords() {}

  private static TaskWord digits(String word, String meaning) {
    return new TaskWord(word, meaning, "digits", Optional.of(Kind.DIGITS));
  }
}
