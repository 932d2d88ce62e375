package ccrnn.model.cerebellum;

import ccrnn.model.kernel.Elementwise;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Linear;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * Cortical state in, predicted feedback out, over many stacked states at once. With L granule
 * layers, as published in the code (BasicSynthesizer):
 *
 * <pre>
 * L = 0:  d = W_0 s + b_0
 * L > 0:  a_1 = W_0 s + b_0;  a_{k+1} = W_k relu(a_k) + b_k for k = 1 .. L;  d = a_{L+1}
 * </pre>
 *
 * The output layer starts at zero (L > 0: weight and bias; L = 0: the weight only), so that d = 0
 * before any learning.
 */
public final class Cerebellum {
  private final Parameters parameters;
  private final Optional<MossyFibres> fibres;
  private final Elementwise elementwise;
  private final Linear[] layers;

  /** {@code activity[k]}: relu of granule layer k, rows 1 + N B x G. */
  private final FMatrixRMaj[] activity;

  private final FMatrixRMaj predicted; // 1 + N B x D
  private final FMatrixRMaj dActivity; // rows x G
  private final FMatrixRMaj dActivityBelow; // rows x G
  private FMatrixRMaj states; // of the last forward, not ours

  /**
   * Binds the cerebellum to its parameters and allocates the memory of a batch.
   *
   * @param parameters with the blocks of {@link #declare}
   * @param kernel of the hot loops
   * @param mostRows most states at once
   * @param hiddenLayers L
   * @param fibres which mossy fibres exist; empty for all
   */
  public Cerebellum(
      Parameters parameters,
      Kernel kernel,
      int mostRows,
      int hiddenLayers,
      Optional<MossyFibres> fibres) {
    this.parameters = parameters;
    this.fibres = fibres;
    this.elementwise = kernel.elementwise();
    layers = new Linear[hiddenLayers + 1];
    for (int k = 0; k <= hiddenLayers; k++) {
      layers[k] = new Linear(parameters, kernel, mostRows, weight(k), bias(k));
    }
    activity = new FMatrixRMaj[hiddenLayers];
    for (int k = 0; k < hiddenLayers; k++) {
      activity[k] = new FMatrixRMaj(mostRows, layers[k].out());
    }
    predicted = new FMatrixRMaj(mostRows, layers[hiddenLayers].out());
    int width = hiddenLayers == 0 ? 0 : layers[0].out();
    dActivity = new FMatrixRMaj(mostRows, width);
    dActivityBelow = new FMatrixRMaj(hiddenLayers > 1 ? mostRows : 0, width);
  }

  /**
   * Declares the blocks of a cerebellum.
   *
   * @param layout gets the blocks
   * @param stateWidth D
   * @param units G, the granule cells of each hidden layer
   * @param hiddenLayers L
   */
  public static void declare(Layout.Builder layout, int stateWidth, int units, int hiddenLayers) {
    for (int k = 0; k <= hiddenLayers; k++) {
      int in = k == 0 ? stateWidth : units;
      int out = k == hiddenLayers ? stateWidth : units;
      layout.add(weight(k), out, in).add(bias(k), out, 1);
    }
  }

  private static String weight(int layer) {
    return name(layer) + ".weight";
  }

  private static String bias(int layer) {
    return name(layer) + ".bias";
  }

  private static String name(int layer) {
    return layer == 0 ? "cerebellum.input" : "cerebellum.hidden." + (layer - 1);
  }

  /**
   * Draws initial weights and biases, uniform within 1 / sqrt(inputs of the layer), zeroes the
   * output layer and the absent mossy fibres.
   *
   * @param streams of the trial's seed
   */
  public void initialise(Streams streams) {
    float[] values = parameters.values();
    for (int k = 0; k < layers.length; k++) {
      Block weight = parameters.layout().block(weight(k));
      Block bias = parameters.layout().block(bias(k));
      double bound = 1 / StrictMath.sqrt(layers[k].in());
      Stream ofWeight = streams.stream(Purpose.CEREBELLUM_WEIGHTS, 2L * k);
      Stream ofBias = streams.stream(Purpose.CEREBELLUM_WEIGHTS, 2L * k + 1);
      ofWeight.fillUniform(values, weight.offset(), weight.length(), bound);
      ofBias.fillUniform(values, bias.offset(), bias.length(), bound);
      if (k == layers.length - 1) {
        Arrays.fill(values, weight.offset(), weight.end(), 0f);
        if (k > 0) {
          Arrays.fill(values, bias.offset(), bias.end(), 0f);
        }
      }
    }
    fibres.ifPresent(mask -> mask.apply(values, inputWeight().offset()));
  }

  private Block inputWeight() {
    return parameters.layout().block(weight(0));
  }

  /** Takes over the present values of the parameters; due after every change of them. */
  public void pack() {
    for (Linear layer : layers) {
      layer.pack();
    }
  }

  /**
   * Predicts the feedback to many states.
   *
   * @param rows number of states
   * @param states rows x D, not modified, and to be left alone until {@link #backward}
   * @return predicted feedback, rows x D; the matrix itself, to be read only
   */
  public FMatrixRMaj forward(int rows, FMatrixRMaj states) {
    this.states = states;
    FMatrixRMaj below = states;
    for (int k = 0; k < activity.length; k++) {
      layers[k].forward(rows, below, 0, activity[k], 0);
      elementwise.relu(rows * layers[k].out(), activity[k].data);
      below = activity[k];
    }
    layers[activity.length].forward(rows, below, 0, predicted, 0);
    return predicted;
  }

  /**
   * Writes the gradients of the cerebellum for the first states of the last {@link #forward}.
   *
   * @param rows number of states, at most those of the forward pass
   * @param dPredicted gradient arriving at the predicted feedback: rows x D, not modified
   */
  public void backward(int rows, FMatrixRMaj dPredicted) {
    FMatrixRMaj dAbove = dPredicted;
    FMatrixRMaj dBelow = dActivity;
    FMatrixRMaj spare = dActivityBelow;
    for (int k = activity.length; k > 0; k--) {
      layers[k].gradients(rows, activity[k - 1], 0, dAbove, 0);
      layers[k].backward(rows, dAbove, 0, dBelow, 0);
      elementwise.reluBackward(rows * layers[k].in(), activity[k - 1].data, dBelow.data);
      dAbove = dBelow;
      dBelow = spare;
      spare = dAbove;
    }
    layers[0].gradients(rows, states, 0, dAbove, 0);
    fibres.ifPresent(mask -> mask.apply(parameters.gradients(), inputWeight().offset()));
  }

  /**
   * Activity of a granule layer after the last {@link #forward}.
   *
   * @param layer 0 for the layer that the mossy fibres reach
   * @return rows x G, after the ReLU; the matrix itself, to be read only
   */
  public FMatrixRMaj granuleActivity(int layer) {
    return activity[layer];
  }
}
