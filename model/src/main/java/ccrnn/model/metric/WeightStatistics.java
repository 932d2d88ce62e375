package ccrnn.model.metric;

import ccrnn.model.parameter.Block;

/**
 * What the weights of a block look like, as published in the code.
 *
 * @param mean of all
 * @param meanAbsolute mean of their sizes
 * @param meanAbsoluteOfNonZeros the same without zeros, such as absent mossy fibres; NaN if all are
 *     zero
 * @param standardDeviation of all, with n
 */
public record WeightStatistics(
    double mean, double meanAbsolute, double meanAbsoluteOfNonZeros, double standardDeviation) {

  /**
   * Computes the statistics of a block.
   *
   * @param values all parameters, not modified
   * @param block which of them
   * @return the statistics
   */
  public static WeightStatistics of(float[] values, Block block) {
    double sum = 0;
    double absolute = 0;
    int nonZeros = 0;
    for (int i = block.offset(); i < block.end(); i++) {
      sum += values[i];
      absolute += Math.abs(values[i]);
      nonZeros += values[i] != 0 ? 1 : 0;
    }
    double mean = sum / block.length();
    double squares = 0;
    for (int i = block.offset(); i < block.end(); i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return new WeightStatistics(
        mean,
        absolute / block.length(),
        absolute / nonZeros,
        StrictMath.sqrt(squares / block.length()));
  }
}
