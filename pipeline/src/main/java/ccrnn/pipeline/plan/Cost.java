package ccrnn.pipeline.plan;

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
 *   <li>cortex: forward and weight gradients 2 SB gH (I + H) each, state gradients 2 SB gH H
 *   <li>readout: forward 2 SB HO; backward 4 HO for each observed step of a sequence
 *   <li>cerebellum, on the stacked states of all truncation boundaries, the zero state once:
 *       forward 2 (1 + N B) W (N - 1 where the last state gets no predicted feedback), weight
 *       gradients 2 (1 + (N - 1) B) W, data gradients as many rows times 2 (W - W1), as no gradient
 *       leaves its input. A mask of mossy fibres saves nothing
 *   <li>optimizer and clipping: a fixed number per parameter
 * </ul>
 *
 * <p>Without noise equal sequences are computed once, so that B is at most the number of cues.
 *
 * <p>Validation and test run cortex and readout forward. A lesion of the cerebellum ends all its
 * work; a lesion of its learning ends the backward pass only if the clipping norm does not ask for
 * it.
 *
 * @param perEpoch operations of an epoch, averaged over the epochs before and after a lesion
 * @param epochs epochs of the trial
 * @param once operations of the test after the last epoch
 */
public record Cost(double perEpoch, long epochs, double once) {
  /**
   * Floating-point operations per second of one core. Measured: line drawing with noise, vector
   * kernel, an x86-64 core with AVX-512 that peaks at 166e9. The plain kernel reaches a third.
   */
  public static final double OPERATIONS_PER_SECOND = 75e9;

  /** Seconds that a trial takes beside training: task launch, set-up, writing its files. */
  public static final double SECONDS_PER_TRIAL = 0.1;

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
    return new Work(trial).cost();
  }

  /**
   * @return floating-point operations of the whole trial; weigh progress with it
   */
  public double operations() {
    return perEpoch * epochs + once;
  }

  /**
   * @return predicted seconds on one core
   */
  public double seconds() {
    return operations() / OPERATIONS_PER_SECOND + SECONDS_PER_TRIAL;
  }

  /** The sizes of one trial, under the names of the class comment. */
  private static final class Work {
    /** Inputs and outputs of line drawing: one cue; two coordinates. */
    private static final double INPUTS = 1;

    private static final double OUTPUTS = 2;

    private final Trial trial;
    private final double batch;
    private final double steps;
    private final double units;
    private final double gates;
    private final boolean cerebellum;

    Work(Trial trial) {
      this.trial = trial;
      batch = distinct(trial.integer(Setting.BATCH_SIZE), Setting.NOISE);
      steps = trial.integer(Setting.STEPS);
      units = trial.integer(Setting.CORTEX_UNITS);
      gates = isLstm() ? 4 : 1;
      cerebellum = trial.word(Setting.NETWORK).equals("ccrnn");
    }

    Cost cost() {
      long epochs = trial.integer(Setting.EPOCHS);
      double updates = trial.integer(Setting.BATCHES);
      double validation =
          distinct(trial.integer(Setting.VALIDATION_SIZE), Setting.NOISE) * forward();
      double intact = updates * (cortexUpdate() + cerebellumUpdate()) + validation;
      double lesioned = updates * (cortexUpdate() + lesionedUpdate()) + validation;
      long before =
          trial
              .find(Setting.LESION_EPOCH)
              .map(epoch -> Math.min((Long) epoch - 1, epochs))
              .orElse(epochs);
      double all = before * intact + (epochs - before) * lesioned;
      return new Cost(
          all / epochs,
          epochs,
          distinct(trial.integer(Setting.TEST_SIZE), Setting.TEST_NOISE) * forward());
    }

    /** How many sequences are computed where so many are drawn. */
    private double distinct(long sequences, Setting noise) {
      return trial.number(noise) > 0 ? sequences : Math.min(sequences, trial.integer(Setting.CUES));
    }

    private boolean isLstm() {
      return trial.word(Setting.CORTEX).equals("lstm");
    }

    /** Cortex and readout of one sequence, forward. */
    private double forward() {
      double activations = isLstm() ? 5 * units : units;
      return steps
          * (2 * gates * units * (INPUTS + units)
              + 2 * units * OUTPUTS
              + PER_ACTIVATION * activations);
    }

    /** One update of cortex and readout. */
    private double cortexUpdate() {
      double observed = Math.ceil(steps / trial.integer(Setting.FEEDBACK_INTERVAL));
      double backward =
          steps * 2 * gates * units * (INPUTS + 2 * units) + observed * 4 * units * OUTPUTS;
      double parameters = gates * units * (INPUTS + units + 2) + OUTPUTS * (units + 1);
      return batch * (forward() + backward) + PER_PARAMETER * parameters;
    }

    /** One update of an intact cerebellum. */
    private double cerebellumUpdate() {
      return cerebellum
          ? cerebellumForward() + cerebellumBackward() + PER_PARAMETER * weights()
          : 0;
    }

    /** One update of the cerebellum after the lesion. */
    private double lesionedUpdate() {
      if (!cerebellum || trial.word(Setting.LESION).equals("cerebellum")) {
        return 0;
      }
      return trial.word(Setting.CLIP_SCOPE).equals("all")
          ? cerebellumForward() + cerebellumBackward()
          : cerebellumForward();
    }

    private double cerebellumForward() {
      boolean terminal = trial.word(Setting.TERMINAL_FEEDBACK).equals("predicted");
      return 2 * (1 + (truncations() - (terminal ? 0 : 1)) * batch) * weights();
    }

    private double cerebellumBackward() {
      return 2 * (1 + (truncations() - 1) * batch) * (weights() + (weights() - firstWeights()));
    }

    private double truncations() {
      return Math.ceil(steps / trial.integer(Setting.FEEDBACK_HORIZON));
    }

    private double cerebellumWidth() {
      return isLstm() ? 2 * units : units;
    }

    private double firstWeights() {
      long layers = trial.integer(Setting.CEREBELLUM_LAYERS);
      return cerebellumWidth()
          * (layers == 0 ? cerebellumWidth() : trial.integer(Setting.CEREBELLUM_UNITS));
    }

    private double weights() {
      long layers = trial.integer(Setting.CEREBELLUM_LAYERS);
      double granule = trial.integer(Setting.CEREBELLUM_UNITS);
      return layers == 0 ? firstWeights() : 2 * firstWeights() + (layers - 1) * granule * granule;
    }
  }
}
