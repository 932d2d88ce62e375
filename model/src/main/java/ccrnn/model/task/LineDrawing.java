package ccrnn.model.task;

import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;

/**
 * Simple line drawing (Boven et al. 2023, Fig. 2; Pemberton et al. 2021, Fig. 2), as published in
 * the code: a cue p is shown as input 0.1 p at step 0, later inputs are zero or noise; the target
 * is a straight line from the origin, at constant speed, to the end point of the cue. Cue 0 stays
 * at the origin; the end points of the others lie on a circle. Training and validation sequences
 * are drawn afresh for every epoch.
 */
public final class LineDrawing implements Task {
  /** Input at step 0 is the cue times this; source: the published code. */
  private static final double CUE_SCALE = 0.1;

  private static final int INPUTS = 1;
  private static final int OUTPUTS = 2;

  private final Settings settings;

  private final Cue cue = new Cue();
  private final CuedSequences sequences;
  private final int batchSize;
  private final float[] stimuli; // by cue number, ascending cues
  private final float[] lines; // cues x S x 2

  /**
   * Sizes and noise.
   *
   * @param steps S, 2 or more
   * @param cues number of cues, 1 or more
   * @param length distance of the end points from the origin
   * @param noise standard deviation of the input noise from step 1 on, training and validation
   * @param testNoise the same for the test
   * @param batches updates per epoch
   * @param validationSize sequences per validation
   * @param testSize sequences of the test
   */
  public record Settings(
      int steps,
      int cues,
      double length,
      double noise,
      double testNoise,
      int batches,
      int validationSize,
      int testSize) {
    /** Checks the numbers. */
    public Settings {
      if (steps < 2 || cues < 1 || batches < 1 || validationSize < 1 || testSize < 1) {
        throw new IllegalArgumentException(
            "line drawing with "
                + steps
                + " steps, "
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
            "line drawing of length " + length + ", noise " + noise + " and " + testNoise);
      }
    }
  }

  /**
   * Prepares the lines.
   *
   * @param settings sizes and noise
   * @param batchSize training sequences per update
   * @param streams of the trial's seed
   */
  public LineDrawing(Settings settings, int batchSize, Streams streams) {
    this.settings = settings;
    this.batchSize = batchSize;
    this.sequences = new CuedSequences(settings.cues(), cue, streams);
    int cues = settings.cues();
    int lowest = -(cues / 2) + (cues % 2 == 0 ? 1 : 0);
    stimuli = new float[cues];
    lines = new float[cues * settings.steps() * OUTPUTS];
    int onCircle = cues - 1;
    int point = onCircle;
    for (int i = 0; i < cues; i++) {
      int cue = lowest + i;
      stimuli[i] = (float) (CUE_SCALE * cue);
      if (cue != 0) {
        // Ascending cues take the points of the circle in reverse order, as published in the code.
        point--;
        double angle = 2 * StrictMath.PI * point / onCircle;
        line(i, StrictMath.sin(angle), StrictMath.cos(angle));
      }
    }
  }

  private void line(int cue, double x, double y) {
    int last = settings.steps() - 1;
    for (int t = 0; t <= last; t++) {
      int at = (cue * settings.steps() + t) * OUTPUTS;
      lines[at] = (float) (settings.length() * x * t / last);
      lines[at + 1] = (float) (settings.length() * y * t / last);
    }
  }

  @Override
  public Answer answer() {
    return Answer.TRAJECTORY;
  }

  @Override
  public int steps() {
    return settings.steps();
  }

  @Override
  public int inputs() {
    return INPUTS;
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

  /**
   * Opens each cue once, in ascending order and without noise: for anchors and example drawings.
   *
   * @return one sequence per cue
   */
  public Sequences everyCue() {
    return new EveryCue();
  }

  /** Each cue once. */
  private final class EveryCue implements Sequences {
    private int next;

    @Override
    public int next(Batch into) {
      into.resize(Math.min(stimuli.length - next, into.capacity()));
      for (int b = 0; b < into.size(); b++) {
        cue.place(next++, into, b);
      }
      return into.size();
    }
  }

  /** What this task makes of a cue. */
  private final class Cue implements CuedSequences.Cue {
    @Override
    public void place(int cue, Batch into, int b) {
      for (int t = 0; t < settings.steps(); t++) {
        int row = t * into.size() + b;
        int line = (cue * settings.steps() + t) * OUTPUTS;
        into.input().data[row] = t == 0 ? stimuli[cue] : 0f;
        into.target().data[row * OUTPUTS] = lines[line];
        into.target().data[row * OUTPUTS + 1] = lines[line + 1];
      }
    }

    @Override
    public void disturb(Batch into, int b, double deviation, Stream noise) {
      for (int t = 1; t < settings.steps(); t++) {
        into.input().data[t * into.size() + b] = (float) (deviation * noise.nextGaussian());
      }
    }
  }
}
