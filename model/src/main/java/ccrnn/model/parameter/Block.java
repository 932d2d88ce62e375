package ccrnn.model.parameter;

/**
 * A named matrix among the parameters.
 *
 * @param name such as {@code cortex.weight_hh}; the names of the recorded reference runs
 * @param rows rows, 1 or more
 * @param columns columns, 1 or more; 1 for a bias
 * @param offset index of its first element in the flat arrays, row-major from there
 */
public record Block(String name, int rows, int columns, int offset) {
  /** Checks the numbers. */
  public Block {
    if (rows < 1 || columns < 1 || offset < 0) {
      throw new IllegalArgumentException(
          "block " + name + " of " + rows + " x " + columns + " at " + offset);
    }
  }

  /**
   * Counts the elements.
   *
   * @return rows x columns
   */
  public int length() {
    return rows * columns;
  }

  /**
   * Finds the end.
   *
   * @return index after its last element in the flat arrays
   */
  public int end() {
    return offset + length();
  }
}
