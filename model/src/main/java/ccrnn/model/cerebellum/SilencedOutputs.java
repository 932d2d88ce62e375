package ccrnn.model.cerebellum;

import ccrnn.model.parameter.Block;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;

/**
 * The Purkinje outputs that a partial lesion of the cerebellum silences: they predict nothing and
 * learn nothing. A fraction of the D outputs, drawn without replacement.
 */
public final class SilencedOutputs {
  private final int[] columns; // ascending

  private SilencedOutputs(int[] columns) {
    this.columns = columns;
  }

  /**
   * Draws the outputs.
   *
   * @param width D
   * @param fraction of the outputs, above 0 up to 1; the nearest number of outputs, at least one
   * @param streams of the trial's seed
   * @return which are silent
   * @throws IllegalArgumentException if the fraction is out of range
   */
  public static SilencedOutputs draw(int width, double fraction, Streams streams) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("a lesion of the fraction " + fraction);
    }
    int count = Math.max(1, (int) StrictMath.floor(fraction * width + 0.5));
    Stream stream = streams.stream(Purpose.PURKINJE_LESION, 0);
    int[] columns = new int[count];
    int chosen = 0;
    for (int column = 0; column < width; column++) { // selection sampling keeps their order
      if (stream.nextInt(width - column) < count - chosen) {
        columns[chosen++] = column;
      }
    }
    return new SilencedOutputs(columns);
  }

  /**
   * Counts the silent outputs.
   *
   * @return 1 .. D
   */
  public int count() {
    return columns.length;
  }

  /**
   * Zeroes the columns of silent outputs.
   *
   * @param rows how many rows from the first on
   * @param width D
   * @param matrix rows x D, modified
   */
  void apply(int rows, int width, float[] matrix) {
    for (int r = 0; r < rows; r++) {
      for (int column : columns) {
        matrix[r * width + column] = 0f;
      }
    }
  }

  /** Copies the rows of silent outputs in a block. */
  void copyRows(Block block, float[] from, float[] to) {
    for (int row : columns) {
      int at = block.offset() + row * block.columns();
      System.arraycopy(from, at, to, at, block.columns());
    }
  }
}
