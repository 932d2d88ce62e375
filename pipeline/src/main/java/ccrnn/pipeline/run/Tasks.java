package ccrnn.pipeline.run;

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
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;

/** From the settings of a trial to its task, with the data that it learns from. */
final class Tasks {
  /** The value of {@link Setting#DATA} where the program draws the data. */
  private static final String EMBEDDED = "embedded";

  /** Captions in a validation batch; source: the published code. */
  private static final int CAPTION_VALIDATION_BATCH = 256;

  private Tasks() {}

  static Task of(Trial trial, DataLocation data) {
    int batchSize = integer(trial, Setting.BATCH_SIZE);
    Streams streams = new Streams(trial.integer(Setting.SEED));
    return switch (trial.word(Setting.TASK)) {
      case "line-drawing" -> new LineDrawing(lineDrawing(trial), batchSize, streams);
      case "digit-line-drawing" ->
          digits(DigitTask.Kind.LINE_DRAWING, trial, data, batchSize, streams);
      case "digit-drawing" -> digits(DigitTask.Kind.DIGIT_DRAWING, trial, data, batchSize, streams);
      case "digit-recognition" ->
          digits(DigitTask.Kind.RECOGNITION, trial, data, batchSize, streams);
      case "captions" -> captions(trial, data, batchSize, streams);
      case "reaching" -> new Reaching(reaching(trial), batchSize, streams);
      default -> throw new IllegalArgumentException("task " + trial.word(Setting.TASK));
    };
  }

  private static LineDrawing.Settings lineDrawing(Trial trial) {
    return new LineDrawing.Settings(
        integer(trial, Setting.STEPS),
        integer(trial, Setting.CUES),
        trial.number(Setting.LINE_LENGTH),
        trial.number(Setting.NOISE),
        trial.number(Setting.TEST_NOISE),
        integer(trial, Setting.BATCHES),
        integer(trial, Setting.VALIDATION_SIZE),
        integer(trial, Setting.TEST_SIZE));
  }

  private static Reaching.Settings reaching(Trial trial) {
    return new Reaching.Settings(
        trial.word(Setting.CUE_CODE).equals("amplitude")
            ? Reaching.CueCode.AMPLITUDE
            : Reaching.CueCode.ONE_OF_N,
        integer(trial, Setting.CUES),
        trial.number(Setting.LINE_LENGTH),
        trial.number(Setting.NOISE),
        trial.number(Setting.TEST_NOISE),
        integer(trial, Setting.BATCHES),
        integer(trial, Setting.VALIDATION_SIZE),
        integer(trial, Setting.TEST_SIZE));
  }

  private static DigitTask digits(
      DigitTask.Kind kind, Trial trial, DataLocation location, int batchSize, Streams streams) {
    boolean embedded = trial.word(Setting.DATA).equals(EMBEDDED);
    DigitData data =
        embedded
            ? DigitDataSource.embedded(
                integer(trial, Setting.IMAGES), integer(trial, Setting.TEST_IMAGES))
            : location.digits();
    requireIdentity(trial, embedded ? EMBEDDED : data.identity(), location);
    DigitTask.Order order =
        trial.word(Setting.BATCH_ORDER).equals("fixed")
            ? DigitTask.Order.FIXED
            : DigitTask.Order.SHUFFLED;
    return new DigitTask(
        new DigitTask.Settings(kind, integer(trial, Setting.INPUT_SIZE), order),
        some(data.training(), trial, Setting.IMAGES),
        some(data.test(), trial, Setting.TEST_IMAGES),
        batchSize,
        streams);
  }

  /** The first images, as many as the trial asks for. */
  private static Digits some(Digits all, Trial trial, Setting number) {
    int asked = trial.find(number).isPresent() ? integer(trial, number) : all.count();
    if (asked > all.count()) {
      throw new UserError(
          "%s=%d, but the data hold %d".formatted(number.key(), asked, all.count()));
    }
    return all.first(asked);
  }

  private static CaptionTask captions(
      Trial trial, DataLocation location, int batchSize, Streams streams) {
    boolean embedded = trial.word(Setting.DATA).equals(EMBEDDED);
    CaptionData data = embedded ? CaptionData.scenes(Scenes.Sizes.DEFAULT) : location.captions();
    requireIdentity(trial, embedded ? EMBEDDED : data.identity(), location);
    CaptionSet set = data.set();
    int width = set.training().featureWidth();
    int asked = integer(trial, Setting.EMBEDDING_UNITS);
    if (width != asked) {
      throw new UserError(
          "%s=%d, but the images have %d features, which take the same place"
              .formatted(Setting.EMBEDDING_UNITS.key(), asked, width));
    }
    boolean balanced = trial.find(Setting.LENGTH_BALANCE).filter("equal"::equals).isPresent();
    return new CaptionTask(
        set,
        new CaptionTask.Settings(
            integer(trial, Setting.MIN_LENGTH),
            integer(trial, Setting.MAX_LENGTH),
            balanced ? CaptionTask.Balance.EQUAL_LENGTHS : CaptionTask.Balance.NONE,
            integer(trial, Setting.VALIDATION_BATCHES),
            CAPTION_VALIDATION_BATCH),
        batchSize,
        streams);
  }

  private static void requireIdentity(Trial trial, String found, DataLocation location) {
    String wanted = trial.word(Setting.DATA);
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
