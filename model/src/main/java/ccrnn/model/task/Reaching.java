package ccrnn.model.task;

import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;

/**
 * Target reaching in one step: a cue comes in, the point that it stands for is to be reached. The
 * first version of the model (Pemberton et al., CC-DNI, ICLR 2021 submission) names a simple target
 * reaching task; its settings could not be read. Inferred here: cues and end points, their number,
 * the cue's code and the sizes are those of {@link LineDrawing}, of which this is the last step
 * alone; so is the order of the random numbers, except for the noise, which is on the cue itself.
 *
 * <p>Training and validation sequences are drawn afresh for every epoch.
 */
public final class Reaching implements Task {
  private static final int OUTPUTS = 2;

  private final Settings settings;

  private final Cue cue = new Cue();
  private final CuedSequences sequences;
  private final int batchSize;
  private final int inputs;
  private final float[] stimuli; // cues x I
  private final float[] targets; // cues x 2

  /** How a cue is shown; both are inferred. */
  public enum CueCode {
    /** One input, 0.1 times the cue p of {@link LineDrawing}. */
    AMPLITUDE,
    /** An input for each cue, 1 for the cue that is shown and 0 for the others. */
    ONE_OF_N
  }

  /**
   * Sizes and noise.
   *
   * @param code how a cue is shown
   * @param cues number of cues, 1 or more; one of them means the origin
   * @param length distance of the end points from the origin
   * @param noise standard deviation of the noise on every input, training and validation
   * @param testNoise the same for the test
   * @param batches updates per epoch
   * @param validationSize sequences per validation
   * @param testSize sequences of the test
   */
  public record Settings(
      CueCode code,
      int cues,
      double length,
      double noise,
      double testNoise,
      int batches,
      int validationSize,
      int testSize) {
    /** Checks the numbers. */
    public Settings {
      if (cues < 1 || batches < 1 || validationSize < 1 || testSize < 1) {
        throw new IllegalArgumentException(
            "reaching with "
                + cues
                + " cues, "
                + batches
                + " batches, "
                + validationSize
                + " validation and "
                + testSize
                + " test sequences");
      }
      if (!(length > 0) || !(noise >= 0) || !(testNoise >= 0)) {
        throw new IllegalArgumentException(
            "reaching of length " + length + ", noise " + noise + " and " + testNoise);
      }
    }
  }

  /**
   * Prepares cues and targets.
   *
   * @param settings sizes and noise
   * @param batchSize training sequences per update
   * @param streams of the trial's seed
   */
  public Reaching(Settings settings, int batchSize, Streams streams) {
    this.settings = settings;
    this.batchSize = batchSize;
    this.sequences = new CuedSequences(settings.cues(), cue, streams);
    int cues = settings.cues();
    inputs = settings.code() == CueCode.AMPLITUDE ? 1 : cues;
    stimuli = new float[cues * inputs];
    targets = new float[cues * OUTPUTS];
    var ofLines = new LineDrawing.Settings(2, cues, settings.length(), 0, 0, 1, 1, 1);
    LineDrawing lines = new LineDrawing(ofLines, 1, streams);
    Batch drawn = new Batch(cues, lines);
    lines.everyCue().next(drawn);
    for (int cue = 0; cue < cues; cue++) {
      switch (settings.code()) {
        case AMPLITUDE -> stimuli[cue] = drawn.input().data[cue];
        case ONE_OF_N -> stimuli[cue * inputs + cue] = 1f;
      }
    }
    System.arraycopy(drawn.target().data, cues * OUTPUTS, targets, 0, targets.length);
  }

  @Override
  public Answer answer() {
    return Answer.TRAJECTORY;
  }

  @Override
  public int steps() {
    return 1;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return OUTPUTS;
  }

  @Override
  public int batches() {
    return settings.batches();
  }

  @Override
  public void training(int epoch, int batch, Batch into) {
    long index = (epoch - 1L) * settings.batches() + batch;
    sequences.training(batchSize, index, settings.noise(), into);
  }

  @Override
  public Sequences validation(int epoch) {
    return sequences.validation(settings.validationSize(), epoch, settings.noise());
  }

  @Override
  public Sequences test() {
    return sequences.test(settings.testSize(), settings.testNoise());
  }

  /** What this task makes of a cue. */
  private final class Cue implements CuedSequences.Cue {
    @Override
    public void place(int cue, Batch into, int b) {
      System.arraycopy(stimuli, cue * inputs, into.input().data, b * inputs, inputs);
      System.arraycopy(targets, cue * OUTPUTS, into.target().data, b * OUTPUTS, OUTPUTS);
    }

    @Override
    public void disturb(Batch into, int b, double deviation, Stream noise) {
      for (int j = b * inputs; j < (b + 1) * inputs; j++) {
        into.input().data[j] += (float) (deviation * noise.nextGaussian());
      }
    }
  }
}
