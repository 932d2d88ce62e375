package ccrnn.pipeline.plan;

import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.sweep.CommonRows;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;

/**
 * The predicted work of a trial: floating-point operations of its matrix products (a multiplication
 * and an addition count two), its activation functions and its optimizer. Good for an order and for
 * a rough time; nothing that a trial computes depends on it.
 *
 * <p>Per update of B sequences of S steps, with N = ceil(S / horizon) truncations, I inputs, H
 * cortex units, O outputs, g gates (4 for an LSTM, 1 for tanh), D = 2H (LSTM) or H (tanh) inputs
 * and outputs of the cerebellum, and W weights in the cerebellum, W1 of them in its first layer:
 *
 * <ul>
 *   <li>cortex: forward and weight gradients 2 SB gH (I + H) each, state gradients 2 SB gH H, and 2
 *       SB gH I more where the inputs learn (captions)
 *   <li>readout: forward 2 HO for each step that is read (the last one for a class); backward 4 HO
 *       for each observed step of a sequence
 *   <li>cerebellum, on the stacked states of all truncation boundaries, the zero state once:
 *       forward 2 (1 + N B) W (N - 1 where the last state gets no predicted feedback), weight
 *       gradients 2 (1 + (N - 1) B) W, data gradients as many rows times 2 (W - W1), as no gradient
 *       leaves its input. A mask of mossy fibres saves nothing
 *   <li>optimizer and clipping: a fixed number per parameter, for each truncation if parameters
 *       change after each
 *   <li>a feed-forward network: forward, weight gradients and data gradients of its layers, and of
 *       one cerebellum for each hidden layer and kind of prediction
 * </ul>
 *
 * <p>Without noise equal sequences are computed once, so that B is at most the number of cues;
 * unless the hidden state is kept from batch to batch.
 *
 * <p>Validation and test run cortex and readout forward. A lesion of the whole cerebellum ends all
 * its work; a lesion of its learning ends the backward pass only if the clipping norm does not ask
 * for it. Probes are not counted, and training is taken to last all its epochs.
 *
 * <p>How much there is in a user's data is not known before it is read. Taken for granted are the
 * 60,000 and 10,000 images of MNIST, and of captions a vocabulary of 10,000 words and what COCO has
 * of 11 to 15 words.
 *
 * @param intact operations of an epoch before a lesion
 * @param lesioned operations of an epoch with it
 * @param before epochs of the trial before its lesion; all of them where it has none
 * @param epochs epochs of the trial
 * @param once operations of the test after the last epoch
 */
public record Cost(double intact, double lesioned, long before, long epochs, double once) {
  /**
   * Floating-point operations per second of one core. Measured: line drawing with noise, vector
   * kernel, an x86-64 core with AVX-512 that peaks at 166e9. The plain kernel reaches a third.
   */
  public static final double OPERATIONS_PER_SECOND = 75e9;

  /** Seconds that a trial takes beside training: set-up and writing its files. */
  public static final double SECONDS_PER_TRIAL = 0.02;

  /** Operations that one value of exp, tanh or sigmoid is worth, by measured time. */
  private static final double PER_ACTIVATION = 20;

  /** What packing, clipping and an Adam step of one parameter are worth, by measured time. */
  private static final double PER_PARAMETER = 150;

  /**
   * Predicts the work of a trial.
   *
   * @param trial any trial
   * @return its cost
   */
  public static Cost of(Trial trial) {
    long epochs = trial.integer(CommonRows.EPOCHS);
    Exercises exercises = Exercises.of(trial);
    Work work =
        trial.word(CommonRows.NETWORK).equals("feedforward")
            ? new LayerWork(trial, exercises)
            : new RecurrentWork(trial, exercises);
    double validation = exercises.validation() * work.forward();
    double intact = exercises.training() * work.update(Part.INTACT) + validation;
    double lesioned = exercises.training() * work.update(Part.LESIONED) + validation;
    long before =
        trial
            .find(CerebellumRows.LESION_EPOCH)
            .map(epoch -> Math.min((Long) epoch - 1, epochs))
            .orElse(epochs);
    return new Cost(intact, lesioned, before, epochs, exercises.test() * work.forward());
  }

  /**
   * @return floating-point operations of an epoch, averaged over the epochs before and after a
   *     lesion
   */
  public double perEpoch() {
    return (operations() - once) / epochs;
  }

  /**
   * @return floating-point operations of the whole trial; weigh progress with it
   */
  public double operations() {
    return operationsAfter(0);
  }

  /**
   * The work of a trial that takes its first epochs over from another.
   *
   * @param shared epochs that it takes over, at most all of them
   * @return floating-point operations of the others and of the test
   */
  public double operationsAfter(long shared) {
    return operationsUntil(epochs) - operationsUntil(shared) + once;
  }

  /**
   * @param last an epoch, at most the trial's last
   * @return floating-point operations of the epochs up to it
   */
  public double operationsUntil(long last) {
    long healthy = Math.min(last, before);
    return healthy * intact + (last - healthy) * lesioned;
  }

  /**
   * @return predicted seconds on one core of the speed {@link #OPERATIONS_PER_SECOND}
   */
  public double seconds() {
    return operations() / OPERATIONS_PER_SECOND + SECONDS_PER_TRIAL;
  }

  /** The two parts of a trial. */
  private enum Part {
    INTACT,
    LESIONED
  }

  /** What a kind of network costs. */
  private interface Work {
    /** One sequence, forward. */
    double forward();

    /** One update. */
    double update(Part part);
  }

  /**
   * How much there is to do, and of what shape.
   *
   * @param training updates per epoch
   * @param batch sequences of an update that are computed
   * @param validation sequences per epoch that are computed
   * @param test sequences that are computed
   * @param steps S
   * @param inputs I
   * @param outputs O
   * @param read steps of a sequence that the readout sees
   * @param observed steps of a sequence with a target, in training
   */
  private record Exercises(
      double training,
      double batch,
      double validation,
      double test,
      double steps,
      double inputs,
      double outputs,
      double read,
      double observed) {
    private static final double PIXELS = 784;
    private static final double VALIDATION_SHARE = 0.2;

    static Exercises of(Trial trial) {
      double batch = trial.integer(CommonRows.BATCH_SIZE);
      return switch (trial.word(CommonRows.TASK)) {
        case "line-drawing" -> cued(trial, trial.integer(CuedRows.STEPS), 1);
        case "reaching" -> cued(trial, 1, cueInputs(trial));
        case "captions" -> captions(trial, batch);
        default -> digits(trial, batch);
      };
    }

    private static long cueInputs(Trial trial) {
      return trial.word(CuedRows.CUE_CODE).equals("amplitude") ? 1 : trial.integer(CuedRows.CUES);
    }

    private static Exercises cued(Trial trial, long steps, long inputs) {
      return new Exercises(
          trial.integer(CuedRows.BATCHES),
          distinct(trial, CommonRows.BATCH_SIZE, CuedRows.NOISE),
          distinct(trial, CuedRows.VALIDATION_SIZE, CuedRows.NOISE),
          distinct(trial, CuedRows.TEST_SIZE, CuedRows.TEST_NOISE),
          (double) steps,
          (double) inputs,
          2,
          (double) steps,
          observed(trial, (double) steps));
    }

    private static double observed(Trial trial, double steps) {
      return trial
          .find(FeedbackRows.FEEDBACK_INTERVAL)
          .map(interval -> Math.ceil(steps / (Long) interval))
          .orElse(steps);
    }

    /** How many sequences are computed where so many are drawn. */
    private static double distinct(Trial trial, Setting sequences, Setting noise) {
      long drawn = trial.integer(sequences);
      // sequences that go on where others ended are no copies of each other
      boolean apart =
          trial.number(noise) > 0
              || trial.find(FeedbackRows.HIDDEN_STATE).filter("keep"::equals).isPresent();
      return apart ? drawn : Math.min(drawn, trial.integer(CuedRows.CUES));
    }

    private static Exercises digits(Trial trial, double batch) {
      double images = (Long) trial.find(DigitRows.IMAGES).orElse(60_000L);
      double validation = Math.floor(VALIDATION_SHARE * images);
      double inputs = trial.integer(DigitRows.INPUT_SIZE);
      double steps = PIXELS / inputs;
      boolean named = trial.word(CommonRows.TASK).equals("digit-recognition");
      return new Exercises(
          Math.ceil((images - validation) / batch),
          Math.min(batch, images - validation),
          validation,
          (Long) trial.find(DigitRows.TEST_IMAGES).orElse(10_000L),
          steps,
          inputs,
          named ? 10 : 2,
          named ? 1 : steps,
          named ? 1 : observed(trial, steps));
    }

    private static Exercises captions(Trial trial, double batch) {
      boolean embedded = trial.word(CommonRows.DATA).equals("embedded");
      double captions = embedded ? 20_000 : 300_000;
      double others = embedded ? 2_500 : 150_000;
      long batches = trial.integer(CaptionRows.VALIDATION_BATCHES);
      double length = (trial.integer(CaptionRows.MIN_LENGTH) + trial.integer(CaptionRows.MAX_LENGTH)) / 2.0;
      return new Exercises(
          Math.ceil(captions / batch),
          batch,
          batches == 0 ? others : Math.min(others, 256.0 * batches),
          others,
          length,
          trial.integer(CaptionRows.EMBEDDING_UNITS),
          embedded ? 100 : 10_000,
          length,
          length);
    }
  }

  /** Cortex, readout and perhaps a cerebellum, under the names of the class comment. */
  private static final class RecurrentWork implements Work {
    private final Trial trial;
    private final Exercises exercises;
    private final double steps;
    private final double inputs;
    private final double outputs;
    private final double units;
    private final double gates;
    private final double truncations;
    private final boolean words;

    RecurrentWork(Trial trial, Exercises exercises) {
      this.trial = trial;
      this.exercises = exercises;
      steps = exercises.steps();
      inputs = exercises.inputs();
      outputs = exercises.outputs();
      units = trial.integer(CortexRows.CORTEX_UNITS);
      gates = isLstm() ? 4 : 1;
      truncations =
          trial
              .find(FeedbackRows.FEEDBACK_HORIZON)
              .map(horizon -> Math.ceil(steps / (Long) horizon))
              .orElse(1.0);
      words = trial.word(CommonRows.TASK).equals("captions");
    }

    private boolean isLstm() {
      return trial.word(CortexRows.CORTEX).equals("lstm");
    }

    @Override
    public double forward() {
      double activations = isLstm() ? 5 * units : units;
      return steps * (2 * gates * units * (inputs + units) + PER_ACTIVATION * activations)
          + exercises.read() * (2 * units * outputs + (words ? PER_ACTIVATION * outputs : 0));
    }

    @Override
    public double update(Part part) {
      return cortex() + (part == Part.INTACT ? cerebellum() : lesionedCerebellum());
    }

    private double cortex() {
      double backward =
          steps * 2 * gates * units * (inputs + 2 * units + (words ? inputs : 0))
              + exercises.observed() * 4 * units * outputs;
      double parameters =
          gates * units * (inputs + units + 2)
              + outputs * (units + 1)
              + (words ? outputs * inputs : 0);
      return exercises.batch() * (forward() + backward) + changes() * PER_PARAMETER * parameters;
    }

    /** How often parameters change in an update. */
    private double changes() {
      return trial.find(FeedbackRows.UPDATES).filter("per-truncation"::equals).isPresent()
          ? truncations
          : 1;
    }

    private boolean hasCerebellum() {
      return trial.word(CommonRows.NETWORK).equals("ccrnn");
    }

    private double cerebellum() {
      return hasCerebellum()
          ? cerebellumForward() + cerebellumBackward() + changes() * PER_PARAMETER * weights()
          : 0;
    }

    private double lesionedCerebellum() {
      if (!hasCerebellum()) {
        return 0;
      }
      if (trial.word(CerebellumRows.LESION).equals("cerebellum")) {
        return trial.number(CerebellumRows.LESION_FRACTION) < 1 ? cerebellum() : 0;
      }
      boolean counted = trial.find(FeedbackRows.CLIP_SCOPE).filter("all"::equals).isPresent();
      return counted ? cerebellumForward() + cerebellumBackward() : cerebellumForward();
    }

    private double cerebellumForward() {
      boolean terminal = trial.word(FeedbackRows.TERMINAL_FEEDBACK).equals("predicted");
      return 2 * (1 + (truncations - (terminal ? 0 : 1)) * exercises.batch()) * weights();
    }

    private double cerebellumBackward() {
      return 2
          * (1 + (truncations - 1) * exercises.batch())
          * (weights() + (weights() - firstWeights()));
    }

    private double width() {
      return isLstm() ? 2 * units : units;
    }

    private double firstWeights() {
      long layers = trial.integer(CerebellumRows.CEREBELLUM_LAYERS);
      double first = layers == 0 ? width() : trial.integer(CerebellumRows.CEREBELLUM_UNITS);
      boolean context = trial.find(FeedbackRows.CEREBELLUM_CONTEXT).filter("target"::equals).isPresent();
      return (width() + (context ? outputs : 0)) * first;
    }

    private double weights() {
      long layers = trial.integer(CerebellumRows.CEREBELLUM_LAYERS);
      double granule = trial.integer(CerebellumRows.CEREBELLUM_UNITS);
      return layers == 0
          ? firstWeights()
          : firstWeights() + granule * width() + (layers - 1) * granule * granule;
    }
  }

  /** Layers without recurrence and their cerebella. */
  private static final class LayerWork implements Work {
    private final Exercises exercises;
    private final double hidden;
    private final double units;
    private final double cerebella;

    LayerWork(Trial trial, Exercises exercises) {
      this.exercises = exercises;
      hidden = trial.integer(LayerRows.HIDDEN_LAYERS);
      units = trial.integer(LayerRows.HIDDEN_UNITS);
      double inputs = exercises.inputs();
      cerebella =
          switch (trial.word(LayerRows.DECOUPLING)) {
            case "predicted-activity" -> hidden * weights(trial, inputs);
            case "predicted-feedback" -> hidden * weights(trial, units);
            case "both" -> hidden * (weights(trial, inputs) + weights(trial, units));
            default -> 0;
          };
    }

    /** Of one cerebellum with so many inputs. */
    private double weights(Trial trial, double inputs) {
      long layers = trial.integer(CerebellumRows.CEREBELLUM_LAYERS);
      double granule = trial.integer(CerebellumRows.CEREBELLUM_UNITS);
      return layers == 0 ? inputs * units : granule * (inputs + (layers - 1) * granule + units);
    }

    private double layers() {
      return units * (exercises.inputs() + (hidden - 1) * units + exercises.outputs());
    }

    @Override
    public double forward() {
      return 2 * layers() + PER_ACTIVATION * hidden * units;
    }

    @Override
    public double update(Part part) {
      double backward = 4 * layers();
      return exercises.batch() * (forward() + backward + 6 * cerebella)
          + PER_PARAMETER * (layers() + cerebella);
    }
  }
}
