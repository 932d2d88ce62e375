package ccrnn.model.learning;

import ccrnn.model.Network;
import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.lesion.CerebellumFunction;
import ccrnn.model.task.Batch;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * Gradients of one batch by truncated backpropagation with predicted feedback, as published in the
 * code (facts of the algorithm: Boven et al. 2023; Jaderberg et al. 2017). For truncation i with
 * start state s_i, end state s_{i+1} and loss L_i (mean squared error over its observed targets):
 *
 * <pre>
 * cortex and readout:  d[ L_i + stop(k C(s_{i+1})) . s_{i+1} ],  s_i held constant
 * target feedback:     f_i = dL_i/ds_i + k (ds_{i+1}/ds_i)ᵀ C(s_{i+1})
 * cerebellum:          d sum_b | C(s_i) - f_i |²,  s_i and f_i held constant
 * </pre>
 *
 * summed over truncations. Because C(s_{i+1}) decouples the truncations, all of them run backward
 * together ({@link Truncations}), and one forward pass of the cerebellum over all boundary states
 * serves both as C(s_i) and as C(s_{i+1}).
 */
public final class FeedbackDecoupling {
  private final Network network;
  private final Truncations truncations;
  private final FeedbackSettings settings;
  private final int units;
  private final int outputs;
  private final int stateWidth;
  private final int[] observedSteps;
  private final int[] observedIn; // by truncation

  // Rows of these: observed steps x B, in order of time.
  private final FMatrixRMaj h; // H
  private final FMatrixRMaj y; // O
  private final FMatrixRMaj dy; // O
  private final FMatrixRMaj dh; // H

  private final FMatrixRMaj dOutputs; // stacked rows S x B, H; rows of unobserved steps stay zero
  private int dOutputsBatch; // B that the zero rows belong to
  private final FMatrixRMaj dEnds; // N B x D
  private final FMatrixRMaj dStarts; // N B x D, the target feedback
  private final FMatrixRMaj dPredicted; // N B x D

  /**
   * Allocates the memory of a batch.
   *
   * @param network whose gradients are computed
   * @param settings which feedback reaches the cortex; its horizon is that of the network's
   *     truncations
   * @param batch most sequences at once
   */
  public FeedbackDecoupling(Network network, FeedbackSettings settings, int batch) {
    this.network = network;
    this.settings = settings;
    truncations = network.truncations();
    units = network.shape().cortexUnits();
    outputs = network.shape().outputs();
    stateWidth = network.shape().stateWidth();
    int steps = truncations.steps();
    observedSteps = new int[(steps - 1) / settings.interval() + 1];
    observedIn = new int[truncations.count()];
    for (int i = 0; i < observedSteps.length; i++) {
      observedSteps[i] = i * settings.interval();
      observedIn[truncations.truncationOf(observedSteps[i])]++;
    }
    int observedRows = observedSteps.length * batch;
    h = new FMatrixRMaj(observedRows, units);
    y = new FMatrixRMaj(observedRows, outputs);
    dy = new FMatrixRMaj(observedRows, outputs);
    dh = new FMatrixRMaj(observedRows, units);
    dOutputs = new FMatrixRMaj(steps * batch, units);
    int ends = network.cerebellum().isPresent() ? truncations.count() * batch : 0;
    dEnds = new FMatrixRMaj(ends, stateWidth);
    dStarts = new FMatrixRMaj(ends, stateWidth);
    dPredicted = new FMatrixRMaj(ends, stateWidth);
  }

  /**
   * Writes the gradients of all parameters for one batch.
   *
   * @param batch inputs and targets, not modified
   * @param function what the cerebellum does; {@link CerebellumFunction#SILENT} zeroes its
   *     gradients
   * @param scope whether gradients of a frozen cerebellum are asked for; without them they are zero
   * @return the training loss as published: 2 / S times the sum over observed steps of the mean
   *     squared error of a coordinate
   */
  public double gradients(Batch batch, CerebellumFunction function, ClipSettings.Scope scope) {
    int size = batch.size();
    network.cortex().forward(size, batch.input());
    double loss = readout(batch);
    if (network.cerebellum().isEmpty()) {
      network.cortex().backward(size, dOutputs, null, null);
      return loss;
    }
    boolean learns =
        function == CerebellumFunction.INTACT
            || (function == CerebellumFunction.FROZEN && scope == ClipSettings.Scope.ALL);
    if (!learns) {
      float[] gradients = network.parameters().gradients();
      Arrays.fill(gradients, network.shape().cerebellumOffset(), gradients.length, 0f);
    }
    if (function == CerebellumFunction.SILENT) {
      network.cortex().backward(size, dOutputs, null, null);
    } else {
      withPredictedFeedback(batch, network.cerebellum().get(), learns);
    }
    return loss;
  }

  private void withPredictedFeedback(Batch batch, Cerebellum cerebellum, boolean learns) {
    boolean terminal = settings.terminal() == FeedbackSettings.TerminalFeedback.PREDICTED;
    int predictedEnds = (truncations.count() - (terminal ? 0 : 1)) * batch.size();
    FMatrixRMaj predicted = cerebellum.forward(1 + predictedEnds, network.cortex().boundaries());
    injectAtEnds(batch, predictedEnds, predicted.data);
    network.cortex().backward(batch.size(), dOutputs, dEnds, learns ? dStarts : null);
    if (learns) {
      compareAtStarts(batch, predicted.data);
      cerebellum.backward(1 + (truncations.count() - 1) * batch.size(), dPredicted);
    }
  }

  /** dEnds = k C(s) for each copy of a sequence; row 0 of the predictions belongs to no end. */
  private void injectAtEnds(Batch batch, int predictedEnds, float[] predicted) {
    float scale = (float) settings.scale();
    for (int row = 0; row < predictedEnds; row++) {
      float factor = batch.multiplicities()[row % batch.size()] * scale;
      for (int j = row * stateWidth; j < (row + 1) * stateWidth; j++) {
        dEnds.data[j] = factor * predicted[stateWidth + j];
      }
    }
    int all = truncations.count() * batch.size() * stateWidth;
    Arrays.fill(dEnds.data, predictedEnds * stateWidth, all, 0f);
  }

  /**
   * dPredicted = 2 (C(s) - f), summed over the copies of a state: dStarts is the sum of their f.
   * The zero state, row 0, starts every sequence.
   */
  private void compareAtStarts(Batch batch, float[] predicted) {
    int size = batch.size();
    float total = batch.total();
    for (int j = 0; j < stateWidth; j++) {
      float targets = 0;
      for (int b = 0; b < size; b++) {
        targets += dStarts.data[b * stateWidth + j];
      }
      dPredicted.data[j] = 2f * (total * predicted[j] - targets);
    }
    // The start of truncation i is row 1 + (i - 1) B + b here and i B + b in dStarts.
    int shift = (size - 1) * stateWidth;
    for (int row = 1; row <= (truncations.count() - 1) * size; row++) {
      float copies = batch.multiplicities()[(row - 1) % size];
      for (int j = row * stateWidth; j < (row + 1) * stateWidth; j++) {
        dPredicted.data[j] = 2f * (copies * predicted[j] - dStarts.data[shift + j]);
      }
    }
  }

  /** Readout of the observed steps, forward and backward; fills dOutputs. */
  private double readout(Batch batch) {
    int size = batch.size();
    float[] allH = network.cortex().outputs().data;
    float[] target = batch.target().data;
    for (int i = 0; i < observedSteps.length; i++) {
      int row = truncations.position(observedSteps[i]) * size;
      System.arraycopy(allH, row * units, h.data, i * size * units, size * units);
    }
    int rows = observedSteps.length * size;
    network.readout().forward(rows, h, 0, y, 0);

    double squares = 0;
    int total = batch.total();
    int block = size * outputs;
    for (int i = 0; i < observedSteps.length; i++) {
      int step = observedSteps[i];
      int elements = total * outputs * observedIn[truncations.truncationOf(step)];
      for (int j = 0; j < block; j++) {
        float copies = batch.multiplicities()[j / outputs];
        float error = y.data[i * block + j] - target[step * block + j];
        squares += (double) error * error * copies;
        dy.data[i * block + j] = (float) (2.0 / elements) * copies * error;
      }
    }
    network.readout().backward(rows, h, dy, dh);

    if (dOutputsBatch != size) {
      dOutputs.zero();
      dOutputsBatch = size;
    }
    for (int i = 0; i < observedSteps.length; i++) {
      int row = truncations.position(observedSteps[i]) * size;
      System.arraycopy(dh.data, i * size * units, dOutputs.data, row * units, size * units);
    }
    return 2 * squares / (total * outputs) / truncations.steps();
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
}
