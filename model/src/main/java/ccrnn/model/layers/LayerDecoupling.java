package ccrnn.model.layers;

import ccrnn.model.task.Batch;
import org.ejml.data.FMatrixRMaj;

/** Gradients of one batch by the equations of this package, for every kind of decoupling. */
final class LayerDecoupling {
  private final FeedForwardNetwork network;
  private final Decoupling decoupling;
  private final int boundaries;
  private final int units;
  private final float scale;
  private final FMatrixRMaj[] received; // u_i, u_0 the input; not ours
  private final FMatrixRMaj output; // h_N: B x O
  private final FMatrixRMaj dOutput; // B x O
  private final FMatrixRMaj arriving; // e_i: B x H
  private final FMatrixRMaj feedback; // g_i, then before the activation function: B x H
  private final FMatrixRMaj dPredicted; // B x H

  /**
   * Allocates the memory of a batch.
   *
   * @param network whose gradients are computed
   * @param outputs O
   */
  LayerDecoupling(FeedForwardNetwork network, int outputs) {
    this.network = network;
    FeedForwardSettings settings = network.settings();
    decoupling = settings.decoupling();
    boundaries = settings.hiddenLayers();
    units = settings.hiddenUnits();
    scale = (float) settings.feedbackScale();
    int rows = settings.batchSize();
    received = new FMatrixRMaj[boundaries + 1];
    output = new FMatrixRMaj(rows, outputs);
    dOutput = new FMatrixRMaj(rows, outputs);
    arriving = new FMatrixRMaj(rows, units);
    feedback = new FMatrixRMaj(rows, units);
    dPredicted = new FMatrixRMaj(decoupling == Decoupling.NONE ? 0 : rows, units);
  }

  /**
   * Writes the gradients of all parameters for one batch.
   *
   * @param batch inputs and targets of one step, not modified
   * @return squared distance of outputs and targets, mean over sequences, as the layers trained,
   *     that is on predicted activity where it is predicted
   */
  double gradients(Batch batch) {
    int size = batch.size();
    received[0] = batch.input();
    for (int i = 1; i <= boundaries; i++) {
      FMatrixRMaj h = network.forward(i, size, received[i - 1]);
      received[i] = decoupling.predictsActivity() ? predictActivity(i, batch, h) : h;
    }
    network.outputLayer().forward(size, received[boundaries], 0, output, 0);
    double loss = compareOutput(batch);

    network.outputLayer().gradients(size, received[boundaries], 0, dOutput, 0);
    network.outputLayer().backward(size, dOutput, 0, arriving, 0);
    for (int i = boundaries; i >= 1; i--) {
      if (decoupling.predictsFeedback()) {
        predictFeedback(i, batch);
      } else {
        System.arraycopy(arriving.data, 0, feedback.data, 0, size * units);
      }
      network.activationBackward(i, size, feedback);
      network.layer(i).gradients(size, received[i - 1], 0, feedback, 0);
      if (i > 1) {
        network.layer(i).backward(size, feedback, 0, arriving, 0);
      }
    }
    return loss;
  }

  /** The layer above gets A_i(x); A_i learns what the layer below did. */
  private FMatrixRMaj predictActivity(int boundary, Batch batch, FMatrixRMaj h) {
    int size = batch.size();
    Predictor inverse = network.activity(boundary);
    FMatrixRMaj predicted = inverse.forward(size, batch.input());
    float rate = 2f / ((float) batch.total() * units);
    for (int row = 0; row < size; row++) {
      float factor = rate * batch.multiplicities()[row];
      for (int j = row * units; j < (row + 1) * units; j++) {
        dPredicted.data[j] = factor * (predicted.data[j] - h.data[j]);
      }
    }
    inverse.backward(size, dPredicted);
    return predicted;
  }

  /**
   * The layer below gets k C_i(h_i); C_i learns what arrived from above at u_i. Arriving feedback
   * is that of all copies of a sequence.
   */
  private void predictFeedback(int boundary, Batch batch) {
    int size = batch.size();
    Predictor forward = network.feedback(boundary);
    FMatrixRMaj predicted = forward.forward(size, network.hidden(boundary));
    for (int row = 0; row < size; row++) {
      float factor = scale * batch.multiplicities()[row];
      for (int j = row * units; j < (row + 1) * units; j++) {
        feedback.data[j] = factor * predicted.data[j];
      }
    }
    if (decoupling.predictsActivity()) {
      predicted = forward.forward(size, received[boundary]);
    }
    float rate = 2f / batch.total();
    for (int row = 0; row < size; row++) {
      float copies = batch.multiplicities()[row];
      for (int j = row * units; j < (row + 1) * units; j++) {
        dPredicted.data[j] = rate * (copies * predicted.data[j] - arriving.data[j]);
      }
    }
    forward.backward(size, dPredicted);
  }

  /** dOutput = dL/dh_N for each sequence with its copies. */
  private double compareOutput(Batch batch) {
    int outputs = output.numCols;
    int total = batch.total();
    double rate = 2.0 / ((double) total * outputs);
    double squares = 0;
    for (int row = 0; row < batch.size(); row++) {
      float copies = batch.multiplicities()[row];
      float factor = (float) (rate * copies);
      for (int j = row * outputs; j < (row + 1) * outputs; j++) {
        float error = output.data[j] - batch.target().data[j];
        squares += (double) error * error * copies;
        dOutput.data[j] = factor * error;
      }
    }
    return squares / total;
  }
}
