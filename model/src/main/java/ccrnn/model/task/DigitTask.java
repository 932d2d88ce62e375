package ccrnn.model.task;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;

/**
 * The tasks on handwritten digits (Boven et al. 2023, Fig. 3; Pemberton et al. 2021, Fig. 3), as
 * published in the code: the rows of an image are shown one after the other; what is asked for
 * meanwhile is a line whose direction tells the digit, a drawing of the digit, or, at the end, its
 * name. Pixels are scaled to 0 .. 1. Four fifths of the training images, chosen by the seed, train
 * the network, the others validate it; every epoch shows all of them. The last batch of an epoch is
 * smaller where the batch size does not divide their number.
 */
public final class DigitTask implements Task {
  /** Digits, and so classes, lines and drawings. */
  public static final int DIGITS = DigitTemplates.DIGITS;

  /** Length of the lines; source: the published code. */
  private static final double LINE_LENGTH = 10;

  /** One in so many training images is for validation; source: the published code. */
  private static final int VALIDATION_SHARE = 5;

  private static final float[] BRIGHTNESS = brightness();

  private final Settings settings;
  private final Streams streams;
  private final int batchSize;
  private final int steps;
  private final Digits training;
  private final Digits test;
  private final int[] trained; // images of the training set, in the order of the split
  private final int[] validated; // images of the training set
  private final int[] tested; // images of the test set
  private final int[] ordered; // trained, in the order of an epoch
  private int orderedFor; // that epoch; 0: none yet
  private final float[][] targets; // by digit, S x 2; none where a class is asked for

  /** What is asked for. */
  public enum Kind {
    /** A straight line of length 10 from the origin, at 36 degrees times the digit. */
    LINE_DRAWING(Answer.TRAJECTORY, 2),
    /** The digit, drawn in the unit square. */
    DIGIT_DRAWING(Answer.TRAJECTORY, 2),
    /** Which digit it is. */
    RECOGNITION(Answer.CLASS, DIGITS);

    private final Answer answer;
    private final int outputs;

    Kind(Answer answer, int outputs) {
      this.answer = answer;
      this.outputs = outputs;
    }
  }

  /** Whether epochs differ in the order of their batches. */
  public enum Order {
    /** The same batches in the same order, as published. */
    FIXED,
    /** Batches of each epoch anew. */
    SHUFFLED
  }

  /**
   * What is asked for and how images are shown.
   *
   * @param kind what is asked for
   * @param inputSize pixels shown at a step, a divisor of 784; published: a row of 28
   * @param order of the training images
   */
  public record Settings(Kind kind, int inputSize, Order order) {
    /** Checks the numbers. */
    public Settings {
      if (inputSize < 1 || Digits.PIXELS % inputSize != 0) {
        throw new IllegalArgumentException(
            "input size " + inputSize + " does not divide the " + Digits.PIXELS + " pixels");
      }
      if (kind == Kind.LINE_DRAWING && inputSize == Digits.PIXELS) {
        throw new IllegalArgumentException("a line needs 2 steps, but all pixels are shown at one");
      }
    }

    /**
     * Tells the length of a sequence.
     *
     * @return S
     */
    public int steps() {
      return Digits.PIXELS / inputSize;
    }
  }

  /**
   * Splits the training images.
   *
   * @param settings what is asked for and how images are shown
   * @param training images for training and validation, at least 5
   * @param test images for the test, at least 1
   * @param batchSize training sequences per update
   * @param streams of the trial's seed
   * @throws IllegalArgumentException if there are too few images
   */
  public DigitTask(
      Settings settings, Digits training, Digits test, int batchSize, Streams streams) {
    if (batchSize < 1 || training.count() < VALIDATION_SHARE || test.count() < 1) {
      throw new IllegalArgumentException(
          training.count()
              + " images for training, "
              + test.count()
              + " for the test, in batches of "
              + batchSize);
    }
    this.settings = settings;
    this.training = training;
    this.test = test;
    this.batchSize = batchSize;
    this.streams = streams;
    this.steps = settings.steps();
    int[] all = firstImages(training.count());
    shuffle(all, streams.stream(Purpose.DATA_SPLIT, 0));
    validated = new int[training.count() / VALIDATION_SHARE];
    trained = new int[training.count() - validated.length];
    System.arraycopy(all, 0, validated, 0, validated.length);
    System.arraycopy(all, validated.length, trained, 0, trained.length);
    ordered = trained.clone();
    tested = firstImages(test.count());
    targets = new float[settings.kind().answer == Answer.TRAJECTORY ? DIGITS : 0][];
    for (int digit = 0; digit < targets.length; digit++) {
      targets[digit] = trajectory(settings.kind(), digit, steps);
    }
  }

  private static float[] brightness() {
    float[] values = new float[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 255f;
    }
    return values;
  }

  private static int[] firstImages(int count) {
    int[] images = new int[count];
    for (int i = 0; i < count; i++) {
      images[i] = i;
    }
    return images;
  }

  private static void shuffle(int[] images, Stream stream) {
    for (int i = images.length - 1; i > 0; i--) {
      int j = stream.nextInt(i + 1);
      int image = images[i];
      images[i] = images[j];
      images[j] = image;
    }
  }

  /**
   * Computes the path that a digit asks for.
   *
   * @param kind a kind that asks for a path
   * @param digit 0 .. 9
   * @param steps S; 2 or more for a line
   * @return S x 2, to keep
   * @throws IllegalArgumentException if the kind asks for none
   */
  public static float[] trajectory(Kind kind, int digit, int steps) {
    return switch (kind) {
      case LINE_DRAWING -> line(digit, steps);
      case DIGIT_DRAWING -> DigitTemplates.path(digit, steps);
      case RECOGNITION -> throw new IllegalArgumentException("recognition asks for no path");
    };
  }

  private static float[] line(int digit, int steps) {
    double angle = 2 * StrictMath.PI * digit / DIGITS;
    double x = LINE_LENGTH * StrictMath.sin(angle);
    double y = LINE_LENGTH * StrictMath.cos(angle);
    float[] path = new float[2 * steps];
    for (int t = 0; t < steps; t++) {
      path[2 * t] = (float) (x * t / (steps - 1));
      path[2 * t + 1] = (float) (y * t / (steps - 1));
    }
    return path;
  }

  @Override
  public Answer answer() {
    return settings.kind().answer;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public int inputs() {
    return settings.inputSize();
  }

  @Override
  public int outputs() {
    return settings.kind().outputs;
  }

  @Override
  public int batches() {
    return (trained.length - 1) / batchSize + 1;
  }

  /**
   * Counts the images of an epoch.
   *
   * @return training sequences
   */
  public int trainingCount() {
    return trained.length;
  }

  /**
   * Counts the images of a validation.
   *
   * @return validation sequences
   */
  public int validationCount() {
    return validated.length;
  }

  @Override
  public void training(int epoch, int batch, Batch into) {
    if (settings.order() == Order.SHUFFLED && orderedFor != epoch) {
      // From the order of the split, so that an epoch does not depend on those before it.
      System.arraycopy(trained, 0, ordered, 0, trained.length);
      shuffle(ordered, streams.stream(Purpose.BATCH_ORDER, epoch));
      orderedFor = epoch;
    }
    int from = batch * batchSize;
    fill(training, ordered, from, Math.min(batchSize, ordered.length - from), into);
  }

  @Override
  public Sequences validation(int epoch) {
    return new Shown(training, validated);
  }

  @Override
  public Sequences test() {
    return new Shown(test, tested);
  }

  /** Some images in their order. */
  private final class Shown implements Sequences {
    private final Digits digits;
    private final int[] images;
    private int next;

    Shown(Digits digits, int[] images) {
      this.digits = digits;
      this.images = images;
    }

    @Override
    public int next(Batch into) {
      int count = Math.min(images.length - next, into.capacity());
      fill(digits, images, next, count, into);
      next += count;
      return count;
    }
  }

  private void fill(Digits digits, int[] images, int from, int count, Batch into) {
    into.resize(count);
    byte[] pixels = digits.pixels();
    float[] input = into.input().data;
    int width = settings.inputSize();
    for (int b = 0; b < count; b++) {
      int image = images[from + b];
      for (int t = 0; t < steps; t++) {
        int shown = image * Digits.PIXELS + t * width;
        int at = (t * count + b) * width;
        for (int i = 0; i < width; i++) {
          input[at + i] = BRIGHTNESS[pixels[shown + i] & 0xFF];
        }
      }
      int digit = digits.label(image);
      if (settings.kind() == Kind.RECOGNITION) {
        into.classes()[b] = digit;
      } else {
        place(targets[digit], into, b);
      }
    }
  }

  private void place(float[] path, Batch into, int b) {
    float[] target = into.target().data;
    for (int t = 0; t < steps; t++) {
      int at = 2 * (t * into.size() + b);
      target[at] = path[2 * t];
      target[at + 1] = path[2 * t + 1];
    }
  }
}
