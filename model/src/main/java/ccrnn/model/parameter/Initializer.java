package ccrnn.model.parameter;

import ccrnn.model.random.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * Distributions of initial weights, in PyTorch's definitions. The published code trains with {@link
 * #UNIFORM}; it offers the others for the two weight matrices of the cortex and leaves biases and
 * all other layers as they are by default, so biases are to be filled with {@link #UNIFORM}
 * whatever the weights get.
 *
 * <p>A weight matrix is out x in; the four gates of an LSTM are one matrix of 4 H rows.
 */
public enum Initializer {
  /** PyTorch's default of the layer: uniform within a bound that the layer tells. */
  UNIFORM,
  /** Uniform within {@code sqrt(6 / (in + out))} (Glorot and Bengio, AISTATS 2010). */
  XAVIER,
  /**
   * A random matrix with orthonormal columns, or rows where there are fewer of them (Saxe,
   * McClelland and Ganguli, ICLR 2014).
   */
  ORTHOGONAL,
  /** Uniform within {@code sqrt(6 / in)}: variance 2 / in (He et al., ICCV 2015). */
  KAIMING;

  /**
   * Draws the elements of a block.
   *
   * @param values all parameters; those of the block are modified
   * @param block a matrix out x in
   * @param stream of this block alone
   * @param defaultBound of {@link #UNIFORM}; others do not read it
   */
  public void fill(float[] values, Block block, Stream stream, double defaultBound) {
    int in = block.columns();
    int out = block.rows();
    switch (this) {
      case UNIFORM -> uniform(values, block, stream, defaultBound);
      case XAVIER -> uniform(values, block, stream, StrictMath.sqrt(6.0 / (in + out)));
      case KAIMING -> uniform(values, block, stream, StrictMath.sqrt(6.0 / in));
      case ORTHOGONAL -> orthogonal(values, block, stream);
    }
  }

  private static void uniform(float[] values, Block block, Stream stream, double bound) {
    stream.fillUniform(values, block.offset(), block.length(), bound);
  }

  /**
   * The Q of a normally distributed matrix, with the signs that make it uniform (Mezzadri 2007).
   */
  private static void orthogonal(float[] values, Block block, Stream stream) {
    int longer = Math.max(block.rows(), block.columns());
    int shorter = Math.min(block.rows(), block.columns());
    DMatrixRMaj normal = new DMatrixRMaj(longer, shorter);
    for (int i = 0; i < normal.getNumElements(); i++) {
      normal.data[i] = stream.nextGaussian();
    }
    QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(longer, shorter);
    if (!qr.decompose(normal)) {
      throw new IllegalStateException("no orthogonal matrix for " + block.name());
    }
    DMatrixRMaj q = qr.getQ(null, true);
    DMatrixRMaj r = qr.getR(null, true);
    boolean tall = block.rows() == longer;
    for (int i = 0; i < longer; i++) {
      for (int j = 0; j < shorter; j++) {
        double element = r.get(j, j) < 0 ? -q.get(i, j) : q.get(i, j);
        int at = tall ? i * shorter + j : j * longer + i;
        values[block.offset() + at] = (float) element;
      }
    }
  }
}
