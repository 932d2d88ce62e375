package ccrnn.model.parameter;

import java.util.Arrays;

/**
 * Values and gradients of all parameters of one network. Both arrays are open to the parts of the
 * trainer, which read and write their own blocks.
 */
public final class Parameters {
  private final Layout layout;
  private final float[] values;
  private final float[] gradients;

  /**
   * Allocates parameters, all zero.
   *
   * @param layout where each block lies
   */
  public Parameters(Layout layout) {
    this.layout = layout;
    this.values = new float[layout.length()];
    this.gradients = new float[layout.length()];
  }

  /**
   * Tells where each block lies.
   *
   * @return the layout
   */
  public Layout layout() {
    return layout;
  }

  /**
   * The values themselves.
   *
   * @return the array itself; whoever changes it must let the parts pack their weights again
   */
  public float[] values() {
    return values;
  }

  /**
   * The gradients of the last batch, before clipping.
   *
   * @return the array itself
   */
  public float[] gradients() {
    return gradients;
  }

  /**
   * Copies a block of values.
   *
   * @param name its name
   * @return a copy, row-major
   */
  public float[] copyOfValues(String name) {
    Block block = layout.block(name);
    return Arrays.copyOfRange(values, block.offset(), block.end());
  }

  /**
   * Copies a block of gradients.
   *
   * @param name its name
   * @return a copy, row-major
   */
  public float[] copyOfGradients(String name) {
    Block block = layout.block(name);
    return Arrays.copyOfRange(gradients, block.offset(), block.end());
  }

  /**
   * Replaces a block of values.
   *
   * @param name its name
   * @param source row-major, not modified
   * @throws IllegalArgumentException if the length differs
   */
  public void replaceValues(String name, float[] source) {
    Block block = layout.block(name);
    if (source.length != block.length()) {
      throw new IllegalArgumentException(
          name + " has " + block.length() + " elements, not " + source.length);
    }
    System.arraycopy(source, 0, values, block.offset(), source.length);
  }
}
