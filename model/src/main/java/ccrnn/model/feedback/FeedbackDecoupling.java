package ccrnn.model.feedback;

import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.cerebellum.SilencedOutputs;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.Dropout;
import ccrnn.model.readout.CrossEntropy;
import ccrnn.model.readout.SquaredError;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * Gradients of one batch by truncated backpropagation with predicted feedback, as published in the
 * code (facts of the algorithm: Boven et al. 2023; Jaderberg et al. 2017). For truncation i with
 * start state s_i, end state s_{i+1} and loss L_i (mean over its observed targets):
 *
 * <pre>
 * cortex and readout:  d[ L_i + stop(k C(s_{i+1})) . s_{i+1} ],  s_i held constant
 * target feedback:     f_i = dL_i/ds_i + k (ds_{i+1}/ds_i)ᵀ C(s_{i+1})
 * cerebellum:          d sum_b | C(s_i) - f_i |²,  s_i and f_i held constant
 * </pre>
 *
 * summed over truncations. Because C(s_{i+1}) decouples the truncations, all of them run backward
 * together ({@link Truncations}), and one forward pass of the cerebellum over all boundary states
 * serves both as C(s_i) and as C(s_{i+1}). Where parameters change after every truncation
 * (captions), each is a {@link Window} of its own, which starts in the state where the one before
 * it ended.
 */
public final class FeedbackDecoupling {
  /** In place of the number of an update, where inputs are not to be dropped. */
  public static final long NO_UPDATE = -1;

  private final Network network;
  private final FeedbackSettings settings;
  private final Answer answer;
  private final int units;
  private final int outputs;
  private final int stateWidth;
  private final SilencedOutputs silenced; // by a partial lesion; null for none
  private final Dropout dropout; // null for none

  private final FMatrixRMaj x; // rows steps x B, I; inputs where they are not the batch's own
  private final FMatrixRMaj dX; // stacked rows steps x B, I

  // Rows of these: observed steps x B, in order of time.
  private final FMatrixRMaj h; // H
  private final FMatrixRMaj y; // O
  private final FMatrixRMaj dy; // O
  private final FMatrixRMaj dh; // H

  private final FMatrixRMaj dOutputs; // stacked rows, H; rows of unobserved steps stay zero
  private Window dOutputsWindow; // whose rows are zero, and its B
  private int dOutputsBatch;
  private final FMatrixRMaj dEnds; // N B x D
  private final FMatrixRMaj dStarts; // N B x D, the target feedback
  private final FMatrixRMaj dPredicted; // R + (N - 1) B x D
  private final FMatrixRMaj zeros; // B x D

  // Of the last batch.
  private FMatrixRMaj predicted; // R + N B x D
  private int startRows; // R
  private double meanLoss;

  /**
   * Allocates the memory of a batch.
   *
   * @param network whose gradients are computed
   * @param settings which feedback reaches the cortex; its horizon is that of the network's
   *     truncations
   * @param batch most sequences at once
   * @param silenced outputs of the cerebellum that a partial lesion silences
   * @param dropout of the inputs
   */
  public FeedbackDecoupling(
      Network network,
      FeedbackSettings settings,
      int batch,
      Optional<SilencedOutputs> silenced,
      Optional<Dropout> dropout) {
    this.network = network;
    this.settings = settings;
    this.silenced = silenced.orElse(null);
    this.dropout = dropout.orElse(null);
    answer = network.shape().answer();
    units = network.shape().cortexUnits();
    outputs = network.shape().outputs();
    stateWidth = network.shape().stateWidth();
    Truncations most = network.truncations();
    int steps = most.steps();
    boolean words = answer == Answer.WORDS;
    boolean ownInputs = words || dropout.isPresent() || settings.perTruncation();
    x = new FMatrixRMaj(ownInputs ? steps * batch : 0, network.shape().inputs());
    dX = new FMatrixRMaj(words ? steps * batch : 0, network.shape().inputs());
    int observed = settings.perTruncation() ? Math.min(most.horizon(), steps) : steps;
    int observedRows =
        batch
            * switch (answer) {
              case TRAJECTORY -> (observed - 1) / settings.interval() + 1;
              case CLASS -> 1;
              case WORDS -> observed;
            };
    h = new FMatrixRMaj(observedRows, units);
    y = new FMatrixRMaj(observedRows, outputs);
    dy = new FMatrixRMaj(observedRows, outputs);
    dh = new FMatrixRMaj(observedRows, units);
    dOutputs = new FMatrixRMaj(steps * batch, units);
    int ends = network.cerebellum().isPresent() ? most.count() * batch : 0;
    dEnds = new FMatrixRMaj(ends, stateWidth);
    dStarts = new FMatrixRMaj(ends, stateWidth);
    dPredicted = new FMatrixRMaj(ends, stateWidth);
    zeros = new FMatrixRMaj(batch, stateWidth);
  }

  /**
   * Writes the gradients of all parameters for the steps of a window.
   *
   * @param batch inputs and targets, not modified
   * @param window which steps
   * @param start states before the window's first step: rows B, columns D, not modified; null for
   *     the zero state
   * @param function what the cerebellum does; {@link CerebellumFunction#SILENT} zeroes its
   *     gradients
   * @param scope whether gradients of a frozen cerebellum are asked for; without them they are zero
   * @param update number of this update since the first epoch, from 0; {@link #NO_UPDATE} to drop
   *     no inputs
   * @return the training loss as published. Trajectories: 2 / S times the sum over observed steps
   *     of the mean squared error of a coordinate; classes: mean negative log-likelihood of the
   *     sequences; words: of the window's words
   */
  public double gradients(
      Batch batch,
      Window window,
      FMatrixRMaj start,
      CerebellumFunction function,
      ClipSettings.Scope scope,
      long update) {
    boolean silent = network.cerebellum().isEmpty() || function == CerebellumFunction.SILENT;
    forward(batch, window, start, silent, update);
    double loss = readout(batch, window);
    if (network.cerebellum().isPresent()) {
      boolean learns =
          switch (function) {
            case INTACT, PARTIAL -> true;
            case FROZEN -> scope == ClipSettings.Scope.ALL;
            case SILENT -> false;
          };
      if (!learns) {
        float[] gradients = network.parameters().gradients();
        Arrays.fill(gradients, network.shape().cerebellumOffset(), gradients.length, 0f);
      }
      if (!silent) {
        Cerebellum cerebellum = network.cerebellum().get();
        cerebellum.silence(function == CerebellumFunction.PARTIAL ? silenced : null);
        withPredictedFeedback(batch, window, cerebellum, learns);
      }
    }
    if (silent) {
      network.cortex().backward(batch.size(), dOutputs, null, null);
    }
    if (network.embedding().isPresent()) {
      network.cortex().backwardToInput(batch.size(), dX);
      if (dropout != null) {
        dropout.backward(batch.size(), window.truncations(), dX);
      }
      network
          .embedding()
          .get()
          .gradients(batch.size(), batch.classes(), window.first(), window.truncations(), dX);
    }
    return loss;
  }

  private void forward(Batch batch, Window window, FMatrixRMaj start, boolean silent, long update) {
    int size = batch.size();
    FMatrixRMaj input = input(batch, window);
    if (dropout != null && update >= 0) {
      input = dropout.forward(size, window.truncations().steps(), input, x, update);
    }
    FMatrixRMaj from = start;
    if (from == null && !silent && network.cerebellum().get().hasContext()) {
      from = zeros; // sequences of different classes do not share what the cerebellum sees first
    }
    startRows = from == null ? 1 : size;
    network.cortex().forward(window.truncations(), size, input, from);
  }

  private FMatrixRMaj input(Batch batch, Window window) {
    int steps = window.truncations().steps();
    if (network.embedding().isPresent()) {
      network
          .embedding()
          .get()
          .forward(batch.size(), batch.input(), batch.classes(), window.first(), steps, x);
      return x;
    }
    if (steps == batch.steps()) {
      return batch.input();
    }
    int block = batch.size() * x.numCols;
    System.arraycopy(batch.input().data, window.first() * block, x.data, 0, steps * block);
    return x;
  }

  private void withPredictedFeedback(
      Batch batch, Window window, Cerebellum cerebellum, boolean learns) {
    int count = window.truncations().count();
    boolean last = window.first() + window.truncations().steps() == batch.steps();
    boolean terminal = settings.terminal() == FeedbackSettings.TerminalFeedback.PREDICTED;
    int predictedEnds = (count - (terminal || !last ? 0 : 1)) * batch.size();
    int rows = startRows + predictedEnds;
    if (cerebellum.hasContext()) {
      cerebellum.context(rows, batch.size(), batch.classes());
    }
    predicted = cerebellum.forward(rows, network.cortex().boundaries());
    injectAtEnds(batch, count, predictedEnds);
    network.cortex().backward(batch.size(), dOutputs, dEnds, learns ? dStarts : null);
    if (learns) {
      compareAtStarts(batch, count);
      cerebellum.backward(startRows + (count - 1) * batch.size(), dPredicted);
    }
  }

  /** dEnds = k C(s) for each copy of a sequence; the first R predictions belong to no end. */
  private void injectAtEnds(Batch batch, int count, int predictedEnds) {
    float scale = (float) settings.scale();
    int shift = startRows * stateWidth;
    for (int row = 0; row < predictedEnds; row++) {
      float factor = batch.multiplicities()[row % batch.size()] * scale;
      for (int j = row * stateWidth; j < (row + 1) * stateWidth; j++) {
        dEnds.data[j] = factor * predicted.data[shift + j];
      }
    }
    int all = count * batch.size() * stateWidth;
    Arrays.fill(dEnds.data, predictedEnds * stateWidth, all, 0f);
  }

  /**
   * dPredicted = 2 (C(s) - f), summed over the copies of a state: dStarts is the sum of their f.
   * Where all sequences start in the zero state, it is one row.
   */
  private void compareAtStarts(Batch batch, int count) {
    int size = batch.size();
    int shared = startRows == size ? 0 : 1;
    if (shared == 1) {
      float total = batch.total();
      for (int j = 0; j < stateWidth; j++) {
        float targets = 0;
        for (int b = 0; b < size; b++) {
          targets += dStarts.data[b * stateWidth + j];
        }
        dPredicted.data[j] = 2f * (total * predicted.data[j] - targets);
      }
    }
    // The start of truncation i is row R + (i - 1) B + b here and i B + b in dStarts.
    int shift = (size - startRows) * stateWidth;
    for (int row = shared; row < startRows + (count - 1) * size; row++) {
      float copies = batch.multiplicities()[(row - shared) % size];
      for (int j = row * stateWidth; j < (row + 1) * stateWidth; j++) {
        dPredicted.data[j] = 2f * (copies * predicted.data[j] - dStarts.data[shift + j]);
      }
    }
  }

  /** Readout of the observed steps, forward and backward; fills dOutputs. */
  private double readout(Batch batch, Window window) {
    int size = batch.size();
    float[] allH = network.cortex().outputs().data;
    for (int i = 0; i < window.observed(); i++) {
      int row = window.position(i) * size;
      System.arraycopy(allH, row * units, h.data, i * size * units, size * units);
    }
    int rows = window.observed() * size;
    double loss = 0;
    if (rows > 0) {
      network.readout().forward(rows, h, 0, y, 0);
      loss = compare(batch, window);
    } else {
      meanLoss = 0;
    }
    network.readout().backward(rows, h, dy, dh);

    if (dOutputsWindow != window || dOutputsBatch != size) {
      Arrays.fill(dOutputs.data, 0, window.truncations().steps() * size * units, 0f);
      dOutputsWindow = window;
      dOutputsBatch = size;
    }
    for (int i = 0; i < window.observed(); i++) {
      int row = window.position(i) * size;
      System.arraycopy(dh.data, i * size * units, dOutputs.data, row * units, size * units);
    }
    return loss;
  }

  /** The loss of the observed steps and its gradient at the outputs. */
  private double compare(Batch batch, Window window) {
    int size = batch.size();
    int total = batch.total();
    float[] copies = batch.multiplicities();
    if (answer != Answer.TRAJECTORY) {
      int observed = window.observed();
      int at = answer == Answer.CLASS ? 0 : window.observedStep(0) * size;
      float scale = (float) (1.0 / (total * observed));
      double sum =
          CrossEntropy.backward(
              observed * size, y, 0, batch.classes(), at, copies, size, scale, dy);
      meanLoss = sum / (total * observed);
      return meanLoss;
    }
    double squares = 0;
    for (int i = 0; i < window.observed(); i++) {
      int elements = total * outputs * window.observedWith(i);
      float scale = (float) (2.0 / elements);
      int row = window.observedStep(i) * size;
      squares += SquaredError.backward(size, y, i * size, batch.target(), row, copies, scale, dy);
    }
    meanLoss = squares / ((double) total * window.observed());
    return 2 * squares / (total * outputs) / batch.steps();
  }

  /**
   * The plain mean of the last batch's loss: squared distance to the target over observed steps and
   * sequences; for classes and words the mean negative log-likelihood.
   *
   * @return the mean; 0 where nothing was observed
   */
  public double meanLoss() {
    return meanLoss;
  }

  /**
   * The states in which the last window ended.
   *
   * @param size B
   * @param count truncations of the window
   * @param into rows B, columns D, modified
   */
  void copyEnd(int size, int count, FMatrixRMaj into) {
    System.arraycopy(
        network.cortex().boundaries().data,
        (startRows + (count - 1) * size) * stateWidth,
        into.data,
        0,
        size * stateWidth);
  }

  /**
   * Puts the true feedback in place of the predicted one: the gradient of all later losses at the
   * start of each truncation. Truncations run backward together as always, and each hands the
   * gradient at its start to the end of the one before it; after N rounds nothing changes any more.
   * For probes; overwrites the gradients.
   *
   * @param batch whole sequences, not modified
   * @param window all of their steps
   * @param rounds how often truncations hand over: N for the true feedback, fewer for a longer
   *     horizon than the trainer's
   * @return gradient at the start of each truncation, summed over copies: rows N x B, columns D;
   *     the matrix itself, to be read only
   */
  public FMatrixRMaj trueFeedback(Batch batch, Window window, int rounds) {
    forward(batch, window, null, true, NO_UPDATE);
    readout(batch, window);
    int block = batch.size() * stateWidth;
    int all = window.truncations().count() * block;
    Arrays.fill(dEnds.data, 0, all, 0f);
    for (int round = 0; round < rounds; round++) {
      network.cortex().backward(batch.size(), dOutputs, dEnds, dStarts);
      System.arraycopy(dStarts.data, block, dEnds.data, 0, all - block);
    }
    return dStarts;
  }

  /**
   * The target feedback of the last batch whose cerebellum learnt, summed over the copies of a
   * sequence.
   *
   * @return rows N x B, columns D; the matrix itself, to be read only
   */
  public FMatrixRMaj targetFeedback() {
    return dStarts;
  }

  /**
   * The predicted feedback of the last batch in which the cerebellum was not silent.
   *
   * @return rows R + N x B, columns D, in the order of {@link
   *     ccrnn.model.cortex.Cortex#boundaries()}; the matrix itself, to be read only
   */
  public FMatrixRMaj predictedFeedback() {
    return predicted;
  }

  /**
   * Counts the rows of the start state in {@link #predictedFeedback}.
   *
   * @return R: 1, or B where sequences do not share it
   */
  public int startRows() {
    return startRows;
  }
}
