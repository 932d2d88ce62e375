package ccrnn.pipeline.family.task;

import static ccrnn.pipeline.family.task.TaskWords.DIGITS;
import static ccrnn.pipeline.family.task.TaskWords.EMBEDDED;
import static ccrnn.pipeline.sweep.Row.choice;
import static ccrnn.pipeline.sweep.Row.integer;

import ccrnn.pipeline.sweep.Setting;

/** Settings of the tasks that show digits row by row. */
public final class DigitRows {
  /** Images to learn from. */
  public static final Setting IMAGES =
      integer()
          .in(EMBEDDED, 6_000)
          .range(5, 1_000_000)
          .unit("images")
          .about(
              "training images, one in five of which is for validation; all of the data's, else of"
                  + " each digit its share")
          .source("code: all 60000; ours: a tenth of that drawn by the program")
          .absent("all")
          .only(DIGITS)
          .named("images");

  /** Images of the test. */
  public static final Setting TEST_IMAGES =
      integer()
          .in(EMBEDDED, 1_000)
          .range(1, 1_000_000)
          .unit("images")
          .about(
              "images of the test after the last epoch; all of the data's, else of each digit its"
                  + " share")
          .source("code: all 10000; ours: a tenth of that drawn by the program")
          .absent("all")
          .only(DIGITS)
          .named("test-images");

  /** Order of the batches. */
  public static final Setting BATCH_ORDER =
      choice("fixed")
          .of("fixed", "shuffled")
          .about("whether every epoch has the same batches in the same order")
          .source("code: fixed")
          .only(DIGITS)
          .named("batch-order");

  /** Pixels per step. */
  public static final Setting INPUT_SIZE =
      integer(28)
          .of(1, 2, 4, 7, 8, 14, 16, 28, 49, 56, 98, 112, 196, 392, 784)
          .unit("pixels, a divisor of 784")
          .about("pixels of a digit that are shown at a step; 28 is a row")
          .source("code: 28")
          .only(DIGITS)
          .named("input-size");

  private DigitRows() {}
}
