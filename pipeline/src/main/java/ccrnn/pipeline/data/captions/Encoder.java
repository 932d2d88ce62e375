package ccrnn.pipeline.data.captions;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Streams;
import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Brings features to the width of the network's input, as the published encoder does: a linear
 * layer, then batch normalisation, which at evaluation is one more linear map. The published runs
 * keep both frozen at weights that came with a tutorial and are not part of this program. So either
 * the user gives the weights ({@link #given}), or the linear layer is a fixed random one and the
 * statistics of the normalisation are those of the training images ({@link #random}): distances
 * between images are then about those of the features, but no direction was learned. Features that
 * have the width already are taken as they are ({@link #none}).
 */
final class Encoder {
  /** Added to variances; source: PyTorch's batch normalisation. */
  private static final double EPSILON = 1e-5;

  private static final long RANDOM_SEED = 2048;

  private final String description;
  private final int inputs;
  private final int outputs;
  private final float[] weights; // inputs x outputs; empty where nothing is to be done
  private final float[] biases;
  private final Optional<Normalisation> normalisation;

  /** y = scale x + shift, for each output. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Normalisation(double[] scale, double[] shift) {}

  private Encoder(
      String description,
      int inputs,
      int outputs,
      float[] weights,
      float[] biases,
      Optional<Normalisation> normalisation) {
    this.description = description;
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = weights;
    this.biases = biases;
    this.normalisation = normalisation;
  }

  /** Leaves features as they are. */
  static Encoder none(int width) {
    return new Encoder("none", width, width, new float[0], new float[0], Optional.empty());
  }

  /** A fixed random linear layer, as PyTorch initialises one, without biases. */
  static Encoder random(int inputs, int outputs) {
    float[] weights = new float[Math.multiplyExact(inputs, outputs)];
    new Streams(RANDOM_SEED)
        .stream(Purpose.READOUT_WEIGHTS, 0)
            .fillUniform(weights, 0, weights.length, 1 / StrictMath.sqrt(inputs));
    return new Encoder(
        "fixed random projection, normalised over the training images",
        inputs,
        outputs,
        weights,
        new float[outputs],
        Optional.empty());
  }

  /**
   * The encoder of a user: a folder with {@code linear.weight.npy} (outputs x inputs), {@code
   * linear.bias.npy}, {@code bn.weight.npy}, {@code bn.bias.npy}, {@code bn.running_mean.npy} and
   * {@code bn.running_var.npy} (outputs), named after the state of the published encoder.
   *
   * @throws UserError if a file is missing or of another shape
   */
  static Encoder given(Path folder, int inputs, int outputs) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UserError(folder + ": no such folder; it should hold linear.weight.npy and others");
    }
    float[] byOutput = array(folder.resolve("linear.weight.npy"), outputs, inputs);
    float[] weights = new float[byOutput.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        weights[i * outputs + o] = byOutput[o * inputs + i];
      }
    }
    float[] biases = array(folder.resolve("linear.bias.npy"), outputs, 1);
    float[] gain = array(folder.resolve("bn.weight.npy"), outputs, 1);
    float[] offset = array(folder.resolve("bn.bias.npy"), outputs, 1);
    float[] mean = array(folder.resolve("bn.running_mean.npy"), outputs, 1);
    float[] variance = array(folder.resolve("bn.running_var.npy"), outputs, 1);
    double[] scale = new double[outputs];
    double[] shift = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      scale[o] = gain[o] / Math.sqrt(variance[o] + EPSILON);
      shift[o] = offset[o] - scale[o] * mean[o];
    }
    return new Encoder(
        "weights from " + folder.toAbsolutePath().getFileName(),
        inputs,
        outputs,
        weights,
        biases,
        Optional.of(new Normalisation(scale, shift)));
  }

  private static float[] array(Path file, int rows, int width) throws IOException {
    NpyFile array = NpyFile.open(file);
    if (array.rows() != rows || array.width() != width) {
      throw new UserError(
          "%s: of shape %s where (%s) is expected"
              .formatted(file, array.shape(), width == 1 ? rows + "," : rows + ", " + width));
    }
    return array.floats();
  }

  String description() {
    return description;
  }

  int outputs() {
    return outputs;
  }

  /** The linear layer, for one image. */
  void linear(float[] features, float[] into, int at) {
    if (weights.length == 0) {
      System.arraycopy(features, 0, into, at, outputs);
      return;
    }
    float[] sums = Arrays.copyOf(biases, outputs);
    for (int i = 0; i < inputs; i++) {
      float feature = features[i];
      for (int o = 0; o < outputs; o++) {
        sums[o] += feature * weights[i * outputs + o];
      }
    }
    System.arraycopy(sums, 0, into, at, outputs);
  }

  /** The normalisation, for all images at once. */
  void normalise(FeatureTable table, LongPredicate training) {
    if (weights.length == 0) {
      return;
    }
    Normalisation by = normalisation.orElseGet(() -> statistics(table, training));
    float[] values = table.values();
    for (int i = 0; i < values.length; i++) {
      int o = i % outputs;
      values[i] = (float) (by.scale()[o] * values[i] + by.shift()[o]);
    }
  }

  private Normalisation statistics(FeatureTable table, LongPredicate training) {
    double[] scale = new double[outputs];
    double[] shift = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      double sum = 0;
      int count = 0;
      for (int row = 0; row < table.count(); row++) {
        if (training.test(table.id(row))) {
          sum += table.values()[row * outputs + o];
          count++;
        }
      }
      double mean = sum / count;
      double squares = 0;
      for (int row = 0; row < table.count(); row++) {
        if (training.test(table.id(row))) {
          double deviation = table.values()[row * outputs + o] - mean;
          squares += deviation * deviation;
        }
      }
      scale[o] = 1 / Math.sqrt(squares / count + EPSILON);
      shift[o] = -scale[o] * mean;
    }
    return new Normalisation(scale, shift);
  }
}
