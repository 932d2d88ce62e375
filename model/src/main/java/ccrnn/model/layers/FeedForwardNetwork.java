package ccrnn.model.layers;

import ccrnn.model.kernel.Activation;
import ccrnn.model.kernel.Elementwise;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Linear;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Streams;
import org.ejml.data.FMatrixRMaj;

/**
 * Layers and cerebella, their parameters and their memory for one batch. Blocks: {@code
 * layer.i.weight} and {@code .bias} for i = 1 .. N, then for each boundary i those of its
 * cerebella, {@code feedback.i.layer.k...} and {@code activity.i.layer.k...}.
 */
public final class FeedForwardNetwork {
  private final FeedForwardSettings settings;
  private final Kernel kernel;
  private final Activation activation;
  private final Elementwise elementwise;
  private final Parameters parameters;
  private final int cerebellaOffset;
  private final Linear[] layers; // layer i at i - 1
  private final FMatrixRMaj[] hidden; // h_i at i - 1: B x H
  private final Predictor[] feedback; // C_i at i - 1; none if not predicted
  private final Predictor[] activity; // A_i at i - 1; none if not predicted

  /**
   * Draws initial weights and biases, uniform within 1 / sqrt(inputs of the layer), as PyTorch
   * does. They depend on the seed and their own layer's sizes only: kinds of decoupling start
   * equal.
   *
   * @param settings sizes and seed
   * @param inputs I, 1 or more
   * @param outputs O, 1 or more
   * @param kernel carrier of the hot loops; does not change any result
   */
  public FeedForwardNetwork(FeedForwardSettings settings, int inputs, int outputs, Kernel kernel) {
    this.settings = settings;
    this.kernel = kernel;
    activation = kernel.activation();
    elementwise = kernel.elementwise();
    Layout.Builder layout = Layout.builder();
    int boundaries = settings.hiddenLayers();
    int units = settings.hiddenUnits();
    for (int i = 1; i <= boundaries + 1; i++) {
      int out = i > boundaries ? outputs : units;
      layout.add(weight(i), out, i == 1 ? inputs : units).add(bias(i), out, 1);
    }
    cerebellaOffset = layout.length();
    Decoupling decoupling = settings.decoupling();
    for (int i = 1; i <= boundaries; i++) {
      if (decoupling.predictsFeedback()) {
        Predictor.declare(layout, Predictor.Message.FEEDBACK, i, units, units, settings);
      }
      if (decoupling.predictsActivity()) {
        Predictor.declare(layout, Predictor.Message.ACTIVITY, i, inputs, units, settings);
      }
    }
    parameters = new Parameters(layout.build());
    int rows = settings.batchSize();
    layers = new Linear[boundaries + 1];
    hidden = new FMatrixRMaj[boundaries];
    for (int i = 1; i <= boundaries + 1; i++) {
      layers[i - 1] = new Linear(parameters, kernel, rows, weight(i), bias(i));
      if (i <= boundaries) {
        hidden[i - 1] = new FMatrixRMaj(rows, units);
      }
    }
    feedback = new Predictor[decoupling.predictsFeedback() ? boundaries : 0];
    activity = new Predictor[decoupling.predictsActivity() ? boundaries : 0];
    for (int i = 1; i <= feedback.length; i++) {
      feedback[i - 1] = predictor(Predictor.Message.FEEDBACK, i);
    }
    for (int i = 1; i <= activity.length; i++) {
      activity[i - 1] = predictor(Predictor.Message.ACTIVITY, i);
    }
    initialise(new Streams(settings.seed()));
    pack();
  }

  private Predictor predictor(Predictor.Message message, int boundary) {
    return new Predictor(
        parameters, kernel, settings.batchSize(), message, boundary, settings.cerebellumLayers());
  }

  private static String weight(int layer) {
    return "layer." + layer + ".weight";
  }

  private static String bias(int layer) {
    return "layer." + layer + ".bias";
  }

  private void initialise(Streams streams) {
    long index = 0;
    for (int i = 1; i <= layers.length; i++) {
      double bound = 1 / StrictMath.sqrt(layers[i - 1].in());
      for (String name : new String[] {weight(i), bias(i)}) {
        Block block = parameters.layout().block(name);
        streams.stream(Purpose.FEEDFORWARD_WEIGHTS, index++)
            .fillUniform(parameters.values(), block.offset(), block.length(), bound);
      }
    }
    for (Predictor predictor : feedback) {
      predictor.initialise(streams);
    }
    for (Predictor predictor : activity) {
      predictor.initialise(streams);
    }
  }

  /** Takes over the present values of the parameters; due after every change of them. */
  public void pack() {
    for (Linear layer : layers) {
      layer.pack();
    }
    for (Predictor predictor : feedback) {
      predictor.pack();
    }
    for (Predictor predictor : activity) {
      predictor.pack();
    }
  }

  /**
   * Runs the layers one after the other, without cerebella.
   *
   * @param rows how many inputs, at most the batch size
   * @param input rows x I, not modified
   * @param output rows x O, modified
   */
  public void predict(int rows, FMatrixRMaj input, FMatrixRMaj output) {
    FMatrixRMaj below = input;
    for (int i = 1; i <= hidden.length; i++) {
      below = forward(i, rows, below);
    }
    outputLayer().forward(rows, below, 0, output, 0);
  }

  /** Runs a hidden layer and returns its output h_i, rows x H, which stays until the next run. */
  FMatrixRMaj forward(int layer, int rows, FMatrixRMaj below) {
    FMatrixRMaj h = hidden[layer - 1];
    layers[layer - 1].forward(rows, below, 0, h, 0);
    int n = rows * h.numCols;
    switch (settings.activation()) {
      case RELU -> elementwise.relu(n, h.data);
      case TANH -> activation.tanh(n, h.data, 0, h.data, 0);
    }
    return h;
  }

  /** Turns the gradient at h_i of the last run into that before the activation function. */
  void activationBackward(int layer, int rows, FMatrixRMaj dh) {
    float[] h = hidden[layer - 1].data;
    int n = rows * dh.numCols;
    switch (settings.activation()) {
      case RELU -> elementwise.reluBackward(n, h, dh.data);
      case TANH -> {
        for (int j = 0; j < n; j++) {
          dh.data[j] *= 1f - h[j] * h[j];
        }
      }
    }
  }

  /** h_i of the last run, rows x H. */
  FMatrixRMaj hidden(int layer) {
    return hidden[layer - 1];
  }

  Linear layer(int layer) {
    return layers[layer - 1];
  }

  Linear outputLayer() {
    return layers[layers.length - 1];
  }

  Predictor feedback(int boundary) {
    return feedback[boundary - 1];
  }

  Predictor activity(int boundary) {
    return activity[boundary - 1];
  }

  /**
   * Settings of the network.
   *
   * @return as given
   */
  public FeedForwardSettings settings() {
    return settings;
  }

  /**
   * Values and gradients.
   *
   * @return the parameters themselves; {@link #pack} is due after every change of values
   */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Tells where the layers end and the cerebella begin in the flat arrays.
   *
   * @return index of the first parameter of a cerebellum
   */
  public int cerebellaOffset() {
    return cerebellaOffset;
  }
}
