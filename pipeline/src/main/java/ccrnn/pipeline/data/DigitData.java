package ccrnn.pipeline.data;

import ccrnn.model.task.Digits;

/**
 * Digits for a trial.
 *
 * @param training images for training and validation
 * @param test images for the test
 * @param identity tells these data from others in results: {@code mnist}, {@code mnist-train} or
 *     {@code mnist-t10k} where they are the published ones, whole or one of their two parts; {@link
 *     ccrnn.model.task.DrawnDigits#IDENTITY} where they were drawn; else {@code sha256:} and 16
 *     hexadecimal digits
 */
public record DigitData(Digits training, Digits test, String identity) {
  /**
   * How many images data hold.
   *
   * @param training for training and validation
   * @param test for the test
   */
  public record Sizes(int training, int test) {}
}
