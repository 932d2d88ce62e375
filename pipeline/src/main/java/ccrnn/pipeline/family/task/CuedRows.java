package ccrnn.pipeline.family.task;

import static ccrnn.pipeline.family.task.TaskWords.CUED;
import static ccrnn.pipeline.family.task.TaskWords.LINES;
import static ccrnn.pipeline.family.task.TaskWords.REACHING;
import static ccrnn.pipeline.sweep.Row.choice;
import static ccrnn.pipeline.sweep.Row.integer;
import static ccrnn.pipeline.sweep.Row.number;

import ccrnn.pipeline.sweep.Setting;

/** Settings of the tasks that begin with a cue: lines and reaching. */
public final class CuedRows {
  /** Updates per epoch. */
  public static final Setting BATCHES =
      integer(16)
          .range(1, 1_000_000)
          .unit("updates")
          .about("updates per epoch, each on fresh sequences")
          .source("code: 800 of 1000 sequences train, in batches of 50")
          .only(CUED)
          .named("batches");

  /** Validation sequences. */
  public static final Setting VALIDATION_SIZE =
      integer(200)
          .range(1, 10_000_000)
          .unit("sequences")
          .about("sequences drawn afresh for each epoch's validation")
          .source("code: 200 of 1000")
          .only(CUED)
          .named("validation-size");

  /** Test sequences. */
  public static final Setting TEST_SIZE =
      integer(10_000)
          .range(1, 10_000_000)
          .unit("sequences")
          .about("sequences of the test after the last epoch")
          .source("code: 10000")
          .only(CUED)
          .named("test-size");

  /** Length of a sequence. */
  public static final Setting STEPS =
      integer(10)
          .range(2, 10_000)
          .unit("time steps")
          .about("length of a line")
          .source("code: 10")
          .only(LINES)
          .named("steps");

  /** Number of cues. */
  public static final Setting CUES =
      integer(7)
          .range(1, 1_001)
          .unit("cues")
          .about("cues, one of which means stay at the origin")
          .source("code: npoints 7")
          .only(CUED)
          .named("cues");

  /** How a cue is shown. */
  public static final Setting CUE_CODE =
      choice("amplitude")
          .of("amplitude", "one-of-n")
          .about("a cue is the amplitude of one input, or an input of its own")
          .source("ours: as for line drawing")
          .only(REACHING)
          .named("cue-code");

  /** Distance of the end points. */
  public static final Setting LINE_LENGTH =
      number(10.0)
          .range(1e-6, 1e6)
          .about("distance of the end points")
          .source("code: 10")
          .only(CUED)
          .named("line-length");

  /** Input noise in training. */
  public static final Setting NOISE =
      number(0.0)
          .range(0, 1e3)
          .about(
              "standard deviation of the input noise, after the cue (reaching: on it), training"
                  + " and validation")
          .source("code: 0 (its noise variance is a standard deviation)")
          .only(CUED)
          .named("noise");

  /** Input noise in the test. */
  public static final Setting TEST_NOISE =
      number(0.0)
          .range(0, 1e3)
          .about("standard deviation of the input noise in the test")
          .source("code: 0")
          .only(CUED)
          .named("test-noise");

  private CuedRows() {}
}
