package ccrnn.pipeline.family.task;

import static ccrnn.pipeline.family.task.TaskWords.CAPTIONS;
import static ccrnn.pipeline.sweep.Row.choice;
import static ccrnn.pipeline.sweep.Row.integer;
import static ccrnn.pipeline.sweep.Row.number;

import ccrnn.pipeline.sweep.Setting;

/** Settings of the description of images. */
public final class CaptionRows {
  /** Validation batches. */
  public static final Setting VALIDATION_BATCHES =
      integer(50)
          .range(0, 1_000_000)
          .unit("batches")
          .about("validation batches of 256, the same in all trials; 0 is the whole set")
          .source("code: 50")
          .only(CAPTIONS)
          .named("validation-batches");

  /** Width of the input of captions. */
  public static final Setting EMBEDDING_UNITS =
      integer(256)
          .range(1, 8_192)
          .unit("units")
          .about("width of the input: embedded words and image features")
          .source("code: 256")
          .only(CAPTIONS)
          .named("embedding-units");

  /** Dropout on the input of captions. */
  public static final Setting INPUT_DROPOUT =
      number(0.5)
          .range(0, 0.99)
          .about("share of the inputs that are zero in training")
          .source("code: 0.5 in its runs")
          .only(CAPTIONS)
          .named("input-dropout");

  /** Shortest caption. */
  public static final Setting MIN_LENGTH =
      integer(11)
          .range(2, 1_000)
          .unit("words")
          .about("shortest caption that takes part, with start and end")
          .source("code")
          .only(CAPTIONS)
          .named("min-length");

  /** Longest caption. */
  public static final Setting MAX_LENGTH =
      integer(15)
          .range(2, 1_000)
          .unit("words")
          .about("longest caption that takes part, with start and end")
          .source("code")
          .only(CAPTIONS)
          .named("max-length");

  /** How often each length is learned from. */
  public static final Setting LENGTH_BALANCE =
      choice("none")
          .neutral()
          .of("none", "equal")
          .about("equal gives every length of captions the same number of batches")
          .source("code: optional")
          .only(CAPTIONS)
          .named("length-balance");

  private CaptionRows() {}
}
