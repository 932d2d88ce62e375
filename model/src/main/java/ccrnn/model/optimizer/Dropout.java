package ccrnn.model.optimizer;

import ccrnn.model.cortex.Truncations;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import org.ejml.data.FMatrixRMaj;

/**
 * Dropout of the cortex's inputs in training, as in the published caption runs: each input is zero
 * with probability p and else divided by 1 - p, drawn afresh for every update.
 */
public final class Dropout {
  private final float probability;
  private final float scale;
  private final Streams streams;
  private final Stream stream; // of the present update
  private final float[] mask; // rows steps x B, I, time-major: 0 or 1 / (1 - p)

  /**
   * Allocates the mask.
   *
   * @param probability p, above 0 and below 1
   * @param elements most inputs of an update: steps x B x I
   * @param streams of the trial's seed
   */
  public Dropout(double probability, int elements, Streams streams) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("dropout of " + probability);
    }
    this.probability = (float) probability;
    this.scale = (float) (1 / (1 - probability));
    this.streams = streams;
    this.stream = streams.stream(Purpose.INPUT_DROPOUT, 0);
    this.mask = new float[elements];
  }

  /**
   * Draws the mask of an update and writes the remaining inputs.
   *
   * @param size B
   * @param steps of the sequences
   * @param input rows steps x B, time-major, not modified
   * @param x as the input, modified; may be the input
   * @param update number of the update, 0 or more; each has a mask of its own
   * @return x
   */
  public FMatrixRMaj forward(int size, int steps, FMatrixRMaj input, FMatrixRMaj x, long update) {
    streams.reopen(stream, Purpose.INPUT_DROPOUT, update);
    int elements = steps * size * input.numCols;
    for (int i = 0; i < elements; i += 2) { // two decisions from each draw of 64 bits
      long bits = stream.nextLong();
      mask[i] = keep(bits >>> 40);
      if (i + 1 < elements) {
        mask[i + 1] = keep((bits >>> 8) & 0xFF_FFFF);
      }
    }
    for (int i = 0; i < elements; i++) {
      x.data[i] = input.data[i] * mask[i];
    }
    return x;
  }

  private float keep(long bits) {
    return bits * 0x1p-24f < probability ? 0f : scale;
  }

  /**
   * Lets the gradient through where the input was kept in the last forward pass.
   *
   * @param size B
   * @param truncations order of the stacked rows
   * @param dX stacked rows, modified
   */
  public void backward(int size, Truncations truncations, FMatrixRMaj dX) {
    int block = size * dX.numCols;
    for (int t = 0; t < truncations.steps(); t++) {
      int at = truncations.position(t) * block;
      for (int j = 0; j < block; j++) {
        dX.data[at + j] *= mask[t * block + j];
      }
    }
  }
}
