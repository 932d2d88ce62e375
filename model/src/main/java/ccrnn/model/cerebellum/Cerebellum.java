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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * As published, the output layer starts at zero (L > 0: weight and bias; L = 0: the weight only),
 * so that before any learning d = 0, or the same for every state where L = 0. With context (cDNI)
 * the first layer has a second input, the right class x: {@code a_1 = W_0 s + b_0 + W_c x + b_c},
 * the same for all states of a sequence.
 */
public final class Cerebellum {
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";
  private static final String CONTEXT = "cerebellum.context";

  private final Parameters parameters;
  private final Optional<MossyFibres> fibres;
  private final Elementwise elementwise;
  private final Linear[] layers;
  private final Linear context; // null without; its bias is with that of layer 0
  private final FMatrixRMaj classes; // rows x O, one-hot
  private final List<Block> outputBlocks; // row j of each belongs to output j
  private SilencedOutputs silenced; // null for none
  private float[] held = new float[0]; // like the parameters, where outputs were ever silenced

  /** {@code activity[k]}: relu of granule layer k, rows R + N B x G. */
  private final FMatrixRMaj[] activity;

  private final FMatrixRMaj predicted; // R + N B x D
  private final FMatrixRMaj dActivity; // rows x G
  private final FMatrixRMaj dActivityBelow; // rows x G
  private FMatrixRMaj states; // of the last forward, not ours

  /**
   * Binds the cerebellum to its parameters and allocates the memory of a batch.
   *
   * @param parameters with the blocks of {@link #declare}
   * @param kernel of the hot loops
   * @param mostRows most states at once
   * @param shape its size
   * @param fibres which mossy fibres exist; empty for all
   */
  public Cerebellum(
      Parameters parameters,
      Kernel kernel,
      int mostRows,
      CerebellumShape shape,
      Optional<MossyFibres> fibres) {
    this.parameters = parameters;
    this.fibres = fibres;
    this.elementwise = kernel.elementwise();
    int hiddenLayers = shape.hiddenLayers();
    boolean hasContext = shape.context() == CerebellumShape.Context.TARGET;
    layers = new Linear[hiddenLayers + 1];
    for (int k = 0; k <= hiddenLayers; k++) {
      String[] biases =
          k == 0 && hasContext ? new String[] {bias(0), CONTEXT + BIAS} : new String[] {bias(k)};
      layers[k] = new Linear(parameters, kernel, mostRows, weight(k), biases);
    }
    context = hasContext ? new Linear(parameters, kernel, mostRows, CONTEXT + WEIGHT) : null;
    outputBlocks = outputBlocks(parameters.layout(), hiddenLayers, hasContext);
    classes = new FMatrixRMaj(hasContext ? mostRows : 0, hasContext ? context.in() : 0);
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
   * @param shape its size
   * @param outputs O of the network, the width of the context
   */
  public static void declare(
      Layout.Builder layout, int stateWidth, CerebellumShape shape, int outputs) {
    int hiddenLayers = shape.hiddenLayers();
    for (int k = 0; k <= hiddenLayers; k++) {
      int in = k == 0 ? stateWidth : shape.units();
      int out = k == hiddenLayers ? stateWidth : shape.units();
      layout.add(weight(k), out, in).add(bias(k), out, 1);
      if (k == 0 && shape.context() == CerebellumShape.Context.TARGET) {
        layout.add(CONTEXT + WEIGHT, out, outputs).add(CONTEXT + BIAS, out, 1);
      }
    }
  }

  private static List<Block> outputBlocks(Layout layout, int last, boolean hasContext) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(layout.block(weight(last)));
    blocks.add(layout.block(bias(last)));
    if (last == 0 && hasContext) {
      blocks.add(layout.block(CONTEXT + WEIGHT));
      blocks.add(layout.block(CONTEXT + BIAS));
    }
    return blocks;
  }

  private static String weight(int layer) {
    return name(layer) + WEIGHT;
  }

  private static String bias(int layer) {
    return name(layer) + BIAS;
  }

  private static String name(int layer) {
    return layer == 0 ? "cerebellum.input" : "cerebellum.hidden." + (layer - 1);
  }

  /** How the output layer starts. */
  public enum OutputLayer {
    /** At zero, as published: no feedback is predicted before any learning. */
    ZERO,
    /** Like the other layers: a cerebellum that predicts without having learnt, as a control. */
    RANDOM
  }

  /**
   * Draws initial weights and biases, uniform within 1 / sqrt(inputs of the layer), and zeroes the
   * absent mossy fibres.
   *
   * @param output how the output layer starts
   * @param streams of the trial's seed
   */
  public void initialise(OutputLayer output, Streams streams) {
    float[] values = parameters.values();
    for (int k = 0; k < layers.length; k++) {
      Block weight = parameters.layout().block(weight(k));
      Block bias = parameters.layout().block(bias(k));
      double bound = 1 / StrictMath.sqrt(layers[k].in());
      Stream ofWeight = streams.stream(Purpose.CEREBELLUM_WEIGHTS, 2L * k);
      Stream ofBias = streams.stream(Purpose.CEREBELLUM_WEIGHTS, 2L * k + 1);
      ofWeight.fillUniform(values, weight.offset(), weight.length(), bound);
      ofBias.fillUniform(values, bias.offset(), bias.length(), bound);
      if (k == layers.length - 1 && output == OutputLayer.ZERO) {
        Arrays.fill(values, weight.offset(), weight.end(), 0f);
        if (k > 0) {
          Arrays.fill(values, bias.offset(), bias.end(), 0f);
        }
      }
    }
    if (context != null) {
      initialiseContext(output, streams);
    }
    fibres.ifPresent(mask -> mask.apply(values, inputWeight().offset()));
  }

  /** As the other layers; the weight is zero where it reaches the output directly (L = 0). */
  private void initialiseContext(OutputLayer output, Streams streams) {
    Block weight = parameters.layout().block(CONTEXT + WEIGHT);
    Block bias = parameters.layout().block(CONTEXT + BIAS);
    double bound = 1 / StrictMath.sqrt(context.in());
    long index = 2L * layers.length;
    streams.stream(Purpose.CEREBELLUM_WEIGHTS, index)
        .fillUniform(parameters.values(), weight.offset(), weight.length(), bound);
    streams.stream(Purpose.CEREBELLUM_WEIGHTS, index + 1)
        .fillUniform(parameters.values(), bias.offset(), bias.length(), bound);
    if (layers.length == 1 && output == OutputLayer.ZERO) {
      Arrays.fill(parameters.values(), weight.offset(), weight.end(), 0f);
    }
  }

  private Block inputWeight() {
    return parameters.layout().block(weight(0));
  }

  /** Takes over the present values of the parameters; due after every change of them. */
  public void pack() {
    for (Linear layer : layers) {
      layer.pack();
    }
    if (context != null) {
      context.pack();
    }
  }

  /**
   * Silences Purkinje outputs from now on: they predict zero and get no gradient.
   *
   * @param outputs which; null for none
   */
  public void silence(SilencedOutputs outputs) {
    silenced = outputs;
    if (outputs != null && held.length == 0) {
      held = new float[parameters.values().length];
    }
  }

  /** Remembers the parameters of the silenced outputs until {@link #putBackSilenced}. */
  public void holdSilenced() {
    for (int i = 0; silenced != null && i < outputBlocks.size(); i++) {
      silenced.copyRows(outputBlocks.get(i), parameters.values(), held);
    }
  }

  /**
   * Undoes what an optimizer did to the parameters of the silenced outputs: momentum and penalty
   * move them even without a gradient.
   */
  public void putBackSilenced() {
    for (int i = 0; silenced != null && i < outputBlocks.size(); i++) {
      silenced.copyRows(outputBlocks.get(i), held, parameters.values());
    }
  }

  /**
   * Tells whether the right class is an input.
   *
   * @return true where {@link #context} must be given before every forward pass
   */
  public boolean hasContext() {
    return context != null;
  }

  /**
   * Gives the right classes of the sequences.
   *
   * @param rows number of states, a multiple of the number of sequences
   * @param size B; state r belongs to sequence r modulo B
   * @param right B classes, not modified
   */
  public void context(int rows, int size, int[] right) {
    Arrays.fill(classes.data, 0, rows * classes.numCols, 0f);
    for (int r = 0; r < rows; r++) {
      classes.data[r * classes.numCols + right[r % size]] = 1f;
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
      if (k == 0 && context != null) {
        context.addForward(rows, classes, 0, activity[k], 0);
      }
      elementwise.relu(rows * layers[k].out(), activity[k].data);
      below = activity[k];
    }
    layers[activity.length].forward(rows, below, 0, predicted, 0);
    if (activity.length == 0 && context != null) {
      context.addForward(rows, classes, 0, predicted, 0);
    }
    if (silenced != null) {
      silenced.apply(rows, predicted.numCols, predicted.data);
    }
    return predicted;
  }

  /**
   * Writes the gradients of the cerebellum for the first states of the last {@link #forward}.
   *
   * @param rows number of states, at most those of the forward pass
   * @param dPredicted gradient arriving at the predicted feedback: rows x D; the columns of
   *     silenced outputs are zeroed
   */
  public void backward(int rows, FMatrixRMaj dPredicted) {
    if (silenced != null) {
      silenced.apply(rows, dPredicted.numCols, dPredicted.data);
    }
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
    if (context != null) {
      context.gradients(rows, classes, 0, dAbove, 0);
    }
    if (fibres.isPresent()) { // a lambda that captures would be allocated for every batch
      fibres.get().apply(parameters.gradients(), inputWeight().offset());
    }
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
