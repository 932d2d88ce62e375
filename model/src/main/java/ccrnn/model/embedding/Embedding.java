package ccrnn.model.embedding;

import ccrnn.model.cortex.Truncations;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * The input of the caption network, as published in the code: the image's features at step 0, then
 * at step t the row of the embedding that belongs to word t - 1 (the right word, not the network's
 * own: teacher forcing).
 */
public final class Embedding {
  private static final String WEIGHT = "embedding.weight";

  private final Parameters parameters;
  private final Block weight; // V x I
  private final int width;

  /**
   * Binds the embedding to its parameters.
   *
   * @param parameters with the blocks of {@link #declare}
   */
  public Embedding(Parameters parameters) {
    this.parameters = parameters;
    this.weight = parameters.layout().block(WEIGHT);
    this.width = weight.columns();
  }

  /**
   * Declares the block of an embedding.
   *
   * @param layout gets the block
   * @param words V, size of the vocabulary
   * @param width I
   */
  public static void declare(Layout.Builder layout, int words, int width) {
    layout.add(WEIGHT, words, width);
  }

  /**
   * Draws the rows from the standard normal distribution (PyTorch's default).
   *
   * @param streams of the trial's seed
   */
  public void initialise(Streams streams) {
    Stream stream = streams.stream(Purpose.EMBEDDING_WEIGHTS, 0);
    for (int i = weight.offset(); i < weight.end(); i++) {
      parameters.values()[i] = (float) stream.nextGaussian();
    }
  }

  /**
   * Fills the inputs of some steps.
   *
   * @param size B
   * @param features input of step 0: rows B, columns I, not modified
   * @param words the right words, time-major, at least those before the last of the steps; not
   *     modified
   * @param first first step
   * @param steps how many steps
   * @param x receives rows steps x B, columns I, time-major, modified
   */
  public void forward(
      int size, FMatrixRMaj features, int[] words, int first, int steps, FMatrixRMaj x) {
    for (int t = first; t < first + steps; t++) {
      int at = (t - first) * size * width;
      if (t == 0) {
        System.arraycopy(features.data, 0, x.data, at, size * width);
      } else {
        for (int b = 0; b < size; b++) {
          copyWord(words[(t - 1) * size + b], x, at / width + b);
        }
      }
    }
  }

  /**
   * Copies the row of a word.
   *
   * @param word 0 .. V - 1
   * @param x columns I, modified
   * @param row the row of x that receives it
   */
  public void copyWord(int word, FMatrixRMaj x, int row) {
    System.arraycopy(
        parameters.values(), weight.offset() + word * width, x.data, row * width, width);
  }

  /**
   * Writes the gradient of the embedding: the sum over all places where a word was the input.
   *
   * @param size B of the forward pass
   * @param words of the forward pass, not modified
   * @param first first step of the forward pass
   * @param truncations order of the stacked rows
   * @param dX gradient at the inputs: stacked rows, columns I, not modified
   */
  public void gradients(int size, int[] words, int first, Truncations truncations, FMatrixRMaj dX) {
    float[] gradients = parameters.gradients();
    Arrays.fill(gradients, weight.offset(), weight.end(), 0f);
    for (int t = Math.max(first, 1); t < first + truncations.steps(); t++) {
      int row = truncations.position(t - first) * size;
      for (int b = 0; b < size; b++) {
        int to = weight.offset() + words[(t - 1) * size + b] * width;
        int from = (row + b) * width;
        for (int j = 0; j < width; j++) {
          gradients[to + j] += dX.data[from + j];
        }
      }
    }
  }

  /**
   * Tells the size of the vocabulary.
   *
   * @return V
   */
  public int words() {
    return weight.rows();
  }
}
