package ccrnn.pipeline.family.task;

import ccrnn.model.task.Batch;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;

/**
 * How much there is to do in a task that families share, and of what shape: what the cost of a
 * trial is counted from.
 *
 * <p>Without noise equal sequences are computed once, so that a batch has at most as many as there
 * are cues. How much there is in a user's data is not known before it is read. Taken for granted
 * are the 60,000 and 10,000 images of MNIST, and of captions a vocabulary of 10,000 words and what
 * COCO has of 11 to 15 words.
 *
 * @param training updates per epoch
 * @param batch sequences of an update that are computed
 * @param validation sequences per epoch that are computed
 * @param test sequences that are computed
 * @param steps of a sequence
 * @param inputs at each step
 * @param outputs at each step
 * @param read steps of a sequence that the readout sees: the last one for a class, else all
 */
public record Exercises(
    double training,
    double batch,
    double validation,
    double test,
    double steps,
    double inputs,
    double outputs,
    double read) {
  private static final double PIXELS = 784;
  private static final double VALIDATION_SHARE = 0.2;

  /**
   * Looks at the task of a trial.
   *
   * @param trial with one of the tasks of {@link TaskWords}
   * @param copies whether equal sequences of a batch are computed once
   * @return what there is to do
   */
  public static Exercises of(Trial trial, Batch.Copies copies) {
    if (TaskWords.LINES.holds(trial.values())) {
      return cued(trial, copies, trial.integer(CuedRows.STEPS), 1);
    }
    if (TaskWords.REACHING.holds(trial.values())) {
      return cued(trial, copies, 1, cueInputs(trial));
    }
    double batch = trial.integer(CommonRows.BATCH_SIZE);
    return TaskWords.CAPTIONS.holds(trial.values()) ? captions(trial, batch) : digits(trial, batch);
  }

  private static long cueInputs(Trial trial) {
    return trial.word(CuedRows.CUE_CODE).equals("amplitude") ? 1 : trial.integer(CuedRows.CUES);
  }

  private static Exercises cued(Trial trial, Batch.Copies copies, long steps, long inputs) {
    return new Exercises(
        trial.integer(CuedRows.BATCHES),
        distinct(trial, copies, CommonRows.BATCH_SIZE, CuedRows.NOISE),
        distinct(trial, copies, CuedRows.VALIDATION_SIZE, CuedRows.NOISE),
        distinct(trial, copies, CuedRows.TEST_SIZE, CuedRows.TEST_NOISE),
        (double) steps,
        (double) inputs,
        2,
        (double) steps);
  }

  /** How many sequences are computed where so many are drawn. */
  private static double distinct(
      Trial trial, Batch.Copies copies, Setting sequences, Setting noise) {
    long drawn = trial.integer(sequences);
    return trial.number(noise) > 0 || copies == Batch.Copies.APART
        ? drawn
        : Math.min(drawn, trial.integer(CuedRows.CUES));
  }

  private static Exercises digits(Trial trial, double batch) {
    double images = (Long) trial.find(DigitRows.IMAGES).orElse(60_000L);
    double validation = Math.floor(VALIDATION_SHARE * images);
    double inputs = trial.integer(DigitRows.INPUT_SIZE);
    double steps = PIXELS / inputs;
    boolean named = TaskWords.RECOGNITION.holds(trial.values());
    return new Exercises(
        Math.ceil((images - validation) / batch),
        Math.min(batch, images - validation),
        validation,
        (Long) trial.find(DigitRows.TEST_IMAGES).orElse(10_000L),
        steps,
        inputs,
        named ? 10 : 2,
        named ? 1 : steps);
  }

  private static Exercises captions(Trial trial, double batch) {
    boolean embedded = TaskWords.EMBEDDED.holds(trial.values());
    double captions = embedded ? 20_000 : 300_000;
    double others = embedded ? 2_500 : 150_000;
    long batches = trial.integer(CaptionRows.VALIDATION_BATCHES);
    double length =
        (trial.integer(CaptionRows.MIN_LENGTH) + trial.integer(CaptionRows.MAX_LENGTH)) / 2.0;
    return new Exercises(
        Math.ceil(captions / batch),
        batch,
        batches == 0 ? others : Math.min(others, 256.0 * batches),
        others,
        length,
        trial.integer(CaptionRows.EMBEDDING_UNITS),
        embedded ? 100 : 10_000,
        length);
  }
}
