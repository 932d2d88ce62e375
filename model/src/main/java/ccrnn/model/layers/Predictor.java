package ccrnn.model.layers;

import ccrnn.model.kernel.Elementwise;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Linear;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Streams;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * One cerebellum of a boundary: linear layers with ReLU between them, as in the recurrent networks
 * ({@link ccrnn.model.cerebellum.Cerebellum}), but of any width of input and with an output that
 * always begins at zero.
 */
final class Predictor {
  /** Streams per predictor: more than any has blocks. */
  private static final long STREAMS = 1L << 16;

  private final Parameters parameters;
  private final Elementwise elementwise;
  private final Message message;
  private final int boundary;
  private final Linear[] layers;
  private final FMatrixRMaj[] activity; // of hidden layer k after the ReLU: B x G
  private final FMatrixRMaj predicted; // B x H
  private final FMatrixRMaj[] dActivity; // two, used in turn: B x G
  private FMatrixRMaj trigger; // of the last forward, not ours

  /** What is predicted. The names are part of the parameters' names, the codes of the streams. */
  enum Message {
    FEEDBACK("feedback", 0),
    ACTIVITY("activity", 1);

    private final String text;
    private final int code;

    Message(String text, int code) {
      this.text = text;
      this.code = code;
    }
  }

  Predictor(
      Parameters parameters,
      Kernel kernel,
      int mostRows,
      Message message,
      int boundary,
      int hiddenLayers) {
    this.parameters = parameters;
    this.elementwise = kernel.elementwise();
    this.message = message;
    this.boundary = boundary;
    layers = new Linear[hiddenLayers + 1];
    activity = new FMatrixRMaj[hiddenLayers];
    for (int k = 0; k <= hiddenLayers; k++) {
      String name = name(message, boundary, k);
      layers[k] = new Linear(parameters, kernel, mostRows, name + ".weight", name + ".bias");
      if (k < hiddenLayers) {
        activity[k] = new FMatrixRMaj(mostRows, layers[k].out());
      }
    }
    predicted = new FMatrixRMaj(mostRows, layers[hiddenLayers].out());
    int width = hiddenLayers == 0 ? 0 : layers[0].out();
    dActivity =
        new FMatrixRMaj[] {new FMatrixRMaj(mostRows, width), new FMatrixRMaj(mostRows, width)};
  }

  static void declare(
      Layout.Builder layout,
      Message message,
      int boundary,
      int inputs,
      int outputs,
      FeedForwardSettings settings) {
    int hiddenLayers = settings.cerebellumLayers();
    for (int k = 0; k <= hiddenLayers; k++) {
      int in = k == 0 ? inputs : settings.cerebellumUnits();
      int out = k == hiddenLayers ? outputs : settings.cerebellumUnits();
      String name = name(message, boundary, k);
      layout.add(name + ".weight", out, in).add(name + ".bias", out, 1);
    }
  }

  private static String name(Message message, int boundary, int layer) {
    return message.text + "." + boundary + ".layer." + layer;
  }

  /** Uniform within 1 / sqrt(inputs of the layer); the output layer is zero. */
  void initialise(Streams streams) {
    float[] values = parameters.values();
    long index = (2L * boundary + message.code) * STREAMS;
    for (int k = 0; k < layers.length; k++) {
      double bound = 1 / StrictMath.sqrt(layers[k].in());
      for (String part : new String[] {".weight", ".bias"}) {
        Block block = parameters.layout().block(name(message, boundary, k) + part);
        if (k == layers.length - 1) {
          Arrays.fill(values, block.offset(), block.end(), 0f);
        } else {
          streams.stream(Purpose.FEEDFORWARD_CEREBELLUM, index++)
              .fillUniform(values, block.offset(), block.length(), bound);
        }
      }
    }
  }

  void pack() {
    for (Linear layer : layers) {
      layer.pack();
    }
  }

  /**
   * Predicts.
   *
   * @param rows how many rows
   * @param trigger what it predicts from; not modified, and to be left alone until {@link
   *     #backward}
   * @return rows x H; the matrix itself, valid until the next call
   */
  FMatrixRMaj forward(int rows, FMatrixRMaj trigger) {
    this.trigger = trigger;
    FMatrixRMaj below = trigger;
    for (int k = 0; k < activity.length; k++) {
      layers[k].forward(rows, below, 0, activity[k], 0);
      elementwise.relu(rows * layers[k].out(), activity[k].data);
      below = activity[k];
    }
    layers[activity.length].forward(rows, below, 0, predicted, 0);
    return predicted;
  }

  /**
   * Writes the gradients for the last {@link #forward}.
   *
   * @param rows as in that call
   * @param dPredicted gradient arriving at the prediction: rows x H, not modified
   */
  void backward(int rows, FMatrixRMaj dPredicted) {
    FMatrixRMaj dAbove = dPredicted;
    for (int k = activity.length; k > 0; k--) {
      FMatrixRMaj dBelow = dActivity[k % 2];
      layers[k].gradients(rows, activity[k - 1], 0, dAbove, 0);
      layers[k].backward(rows, dAbove, 0, dBelow, 0);
      elementwise.reluBackward(rows * layers[k].in(), activity[k - 1].data, dBelow.data);
      dAbove = dBelow;
    }
    layers[0].gradients(rows, trigger, 0, dAbove, 0);
  }
}
