package ccrnn.pipeline.data.captions;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ccrnn.pipeline.UserError;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A network of the user that turns images into features: one input, N x 3 x height x width floats,
 * and one output (others are not looked at) whose numbers are the features, such as a ResNet
 * without its last layer. The only class that knows ONNX Runtime.
 */
final class OnnxModel implements AutoCloseable {
  private static final int CHANNELS = 3;

  /** Side of images where the model takes any; source: the published code's validation. */
  private static final int FREE_SIDE = 256;

  /** Images at a time where the model takes any number. */
  private static final int FREE_BATCH = 16;

  private final Path file;
  private final OrtSession session;
  private final String input;
  private final int batch;
  private final int height;
  private final int width;
  private int features; // known when a batch has been computed

  private OnnxModel(Path file, OrtSession session, String input, long[] shape) {
    this.file = file;
    this.session = session;
    this.input = input;
    this.batch = shape[0] > 0 ? (int) shape[0] : FREE_BATCH;
    this.height = shape[2] > 0 ? (int) shape[2] : FREE_SIDE;
    this.width = shape[3] > 0 ? (int) shape[3] : FREE_SIDE;
  }

  /**
   * Loads a model and tries it on black images.
   *
   * @throws UserError if it is absent, cannot be loaded or wants other inputs
   */
  static OnnxModel open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file");
    }
    try {
      return load(file);
    } catch (NoClassDefFoundError e) {
      throw new UserError(
          "features from images need ONNX Runtime: put the jar com.microsoft.onnxruntime:onnxruntime"
              + " on the class path",
          e);
    } catch (UnsatisfiedLinkError e) {
      throw new UserError(
          "ONNX Runtime cannot be loaded from "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + e.getMessage()
              + "); where programs may not run from there, name another folder by"
              + " CCRNN_JAVA_OPTS=-Djava.io.tmpdir=DIR",
          e);
    }
  }

  private static OnnxModel load(Path file) {
    OrtSession session;
    try {
      session =
          OrtEnvironment.getEnvironment()
              .createSession(file.toString(), new OrtSession.SessionOptions());
    } catch (OrtException e) {
      throw new UserError(file + ": ONNX Runtime cannot load it: " + e.getMessage(), e);
    }
    try {
      Map<String, NodeInfo> inputs = session.getInputInfo();
      NodeInfo only = inputs.size() == 1 ? inputs.values().iterator().next() : null;
      if (only == null
          || !(only.getInfo() instanceof TensorInfo tensor)
          || tensor.type != OnnxJavaType.FLOAT
          || tensor.getShape().length != 4
          || (tensor.getShape()[1] > 0 && tensor.getShape()[1] != CHANNELS)) {
        throw new UserError(
            file
                + ": its input should be one array of floats, images x 3 x height x width, not "
                + inputs.values());
      }
      OnnxModel model = new OnnxModel(file, session, only.getName(), tensor.getShape());
      model.features = model.run(new float[model.batch * model.pixels()])[0].length;
      return model;
    } catch (OrtException e) {
      close(session);
      throw new UserError(file + ": ONNX Runtime cannot use it: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close(session);
      throw e;
    }
  }

  /** How many images are computed at once. */
  int batch() {
    return batch;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** Numbers for each image. */
  int features() {
    return features;
  }

  /** Numbers that an image takes: 3 x height x width. */
  int pixels() {
    return CHANNELS * height * width;
  }

  /**
   * Computes a whole batch.
   *
   * @param images batch x 3 x height x width
   * @return features by image
   * @throws UserError if the model fails
   */
  float[][] run(float[] images) {
    long[] shape = {batch, CHANNELS, height, width};
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(images), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      if (!(result.get(0) instanceof OnnxTensor output)
          || output.getInfo().type != OnnxJavaType.FLOAT) {
        throw new UserError(file + ": its first output is no array of floats");
      }
      FloatBuffer numbers = output.getFloatBuffer();
      int each = numbers.remaining() / batch;
      if (each == 0 || output.getInfo().getShape()[0] != batch) {
        throw new UserError(
            "%s: its first output is of shape %s for %d images"
                .formatted(file, Arrays.toString(output.getInfo().getShape()), batch));
      }
      float[][] features = new float[batch][each];
      for (float[] row : features) {
        numbers.get(row);
      }
      return features;
    } catch (OrtException e) {
      throw new UserError(file + ": ONNX Runtime cannot run it: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("closing a session of ONNX Runtime failed", e);
    }
  }
}
