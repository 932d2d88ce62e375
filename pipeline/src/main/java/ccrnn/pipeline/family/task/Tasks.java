package ccrnn.pipeline.family.task;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import ccrnn.model.task.CaptionSet;
import ccrnn.model.task.CaptionTask;
import ccrnn.model.task.DigitTask;
import ccrnn.model.task.Digits;
import ccrnn.model.task.LineDrawing;
import ccrnn.model.task.Reaching;
import ccrnn.model.task.Scenes;
import ccrnn.model.task.Task;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.DigitData;
import ccrnn.pipeline.data.DigitDataSource;
import ccrnn.pipeline.data.captions.CaptionData;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;

/** From the settings of a trial to its task, with the data that it learns from. */
public final class Tasks {
  /** The value of {@link CommonRows#DATA} where the program draws the data. */
  private static final String EMBEDDED = "embedded";

  /** Captions in a validation batch; source: the published code. */
  private static final int CAPTION_VALIDATION_BATCH = 256;

  /** Of the choice of images; all seeds of a sweep learn from the same ones. */
  private static final long CHOICE_SEED = 0x696d_6167_6573L;

  private Tasks() {}

  /**
   * Makes the task of a trial.
   *
   * @param trial of one of the tasks of {@link TaskWords}
   * @param data where the data are that it may learn from
   * @return the task, with its own streams of the trial's seed
   * @throws UserError if the data are not those of the trial
   * @throws IllegalArgumentException if the task is another one
   */
  public static Task of(Trial trial, DataLocation data) {
    int batchSize = integer(trial, CommonRows.BATCH_SIZE);
    Streams streams = new Streams(trial.integer(CommonRows.SEED));
    return switch (trial.word(CommonRows.TASK)) {
      case "line-drawing" -> new LineDrawing(lineDrawing(trial), batchSize, streams);
      case "digit-line-drawing" ->
          digits(DigitTask.Kind.LINE_DRAWING, trial, data, batchSize, streams);
      case "digit-drawing" -> digits(DigitTask.Kind.DIGIT_DRAWING, trial, data, batchSize, streams);
      case "digit-recognition" ->
          digits(DigitTask.Kind.RECOGNITION, trial, data, batchSize, streams);
      case "captions" -> captions(trial, data, batchSize, streams);
      case "reaching" -> new Reaching(reaching(trial), batchSize, streams);
      default -> throw new IllegalArgumentException("task " + trial.word(CommonRows.TASK));
    };
  }

  private static LineDrawing.Settings lineDrawing(Trial trial) {
    return new LineDrawing.Settings(
        integer(trial, CuedRows.STEPS),
        integer(trial, CuedRows.CUES),
        trial.number(CuedRows.LINE_LENGTH),
        trial.number(CuedRows.NOISE),
        trial.number(CuedRows.TEST_NOISE),
        integer(trial, CuedRows.BATCHES),
        integer(trial, CuedRows.VALIDATION_SIZE),
        integer(trial, CuedRows.TEST_SIZE));
  }

  private static Reaching.Settings reaching(Trial trial) {
    return new Reaching.Settings(
        trial.word(CuedRows.CUE_CODE).equals("amplitude")
            ? Reaching.CueCode.AMPLITUDE
            : Reaching.CueCode.ONE_OF_N,
        integer(trial, CuedRows.CUES),
        trial.number(CuedRows.LINE_LENGTH),
        trial.number(CuedRows.NOISE),
        trial.number(CuedRows.TEST_NOISE),
        integer(trial, CuedRows.BATCHES),
        integer(trial, CuedRows.VALIDATION_SIZE),
        integer(trial, CuedRows.TEST_SIZE));
  }

  private static DigitTask digits(
      DigitTask.Kind kind, Trial trial, DataLocation location, int batchSize, Streams streams) {
    boolean embedded = trial.word(CommonRows.DATA).equals(EMBEDDED);
    DigitData data =
        embedded
            ? DigitDataSource.embedded(
                integer(trial, DigitRows.IMAGES), integer(trial, DigitRows.TEST_IMAGES))
            : location.digits();
    requireIdentity(trial, embedded ? EMBEDDED : data.identity(), location);
    DigitTask.Order order =
        trial.word(DigitRows.BATCH_ORDER).equals("fixed")
            ? DigitTask.Order.FIXED
            : DigitTask.Order.SHUFFLED;
    Streams choice = new Streams(CHOICE_SEED);
    return new DigitTask(
        new DigitTask.Settings(kind, integer(trial, DigitRows.INPUT_SIZE), order),
        some(data.training(), trial, DigitRows.IMAGES, choice.stream(Purpose.IMAGE_CHOICE, 0)),
        some(data.test(), trial, DigitRows.TEST_IMAGES, choice.stream(Purpose.IMAGE_CHOICE, 1)),
        batchSize,
        streams);
  }

  /** As many images as the trial asks for; see {@link TaskVersions#CHOSEN_IMAGES}. */
  private static Digits some(Digits all, Trial trial, Setting number, Stream stream) {
    int asked = trial.find(number).isPresent() ? integer(trial, number) : all.count();
    if (asked > all.count()) {
      throw new UserError(
          "%s=%d, but the data hold %d".formatted(number.key(), asked, all.count()));
    }
    return all.chosen(asked, stream);
  }

  private static CaptionTask captions(
      Trial trial, DataLocation location, int batchSize, Streams streams) {
    boolean embedded = trial.word(CommonRows.DATA).equals(EMBEDDED);
    CaptionData data = embedded ? CaptionData.scenes(Scenes.Sizes.DEFAULT) : location.captions();
    requireIdentity(trial, embedded ? EMBEDDED : data.identity(), location);
    CaptionSet set = data.set();
    int width = set.training().featureWidth();
    int asked = integer(trial, CaptionRows.EMBEDDING_UNITS);
    if (width != asked) {
      throw new UserError(
          "%s=%d, but the images have %d features, which take the same place"
              .formatted(CaptionRows.EMBEDDING_UNITS.key(), asked, width));
    }
    boolean balanced = trial.find(CaptionRows.LENGTH_BALANCE).filter("equal"::equals).isPresent();
    return new CaptionTask(
        set,
        new CaptionTask.Settings(
            integer(trial, CaptionRows.MIN_LENGTH),
            integer(trial, CaptionRows.MAX_LENGTH),
            balanced ? CaptionTask.Balance.EQUAL_LENGTHS : CaptionTask.Balance.NONE,
            integer(trial, CaptionRows.VALIDATION_BATCHES),
            CAPTION_VALIDATION_BATCH),
        batchSize,
        streams);
  }

  private static void requireIdentity(Trial trial, String found, DataLocation location) {
    String wanted = trial.word(CommonRows.DATA);
    if (!wanted.equals(found)) {
      throw new UserError(
          "%s holds %s, but %s learns from %s"
              .formatted(location.path().orElse(EMBEDDED), found, trial, wanted));
    }
  }

  private static int integer(Trial trial, Setting setting) {
    return Math.toIntExact(trial.integer(setting));
  }
}
