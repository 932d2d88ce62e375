package ccrnn.model.parameter;

import java.util.ArrayList;
import java.util.List;

/** Where each block of parameters lies: the order of declaration is the order in memory. */
public final class Layout {
  private final List<Block> blocks;
  private final int length;

  private Layout(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
    this.length = blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).end();
  }

  /**
   * Starts an empty layout.
   *
   * @return collects blocks
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Lists the blocks.
   *
   * @return in the order of memory, unmodifiable
   */
  public List<Block> blocks() {
    return blocks;
  }

  /**
   * Counts all parameters.
   *
   * @return length of the flat arrays
   */
  public int length() {
    return length;
  }

  /**
   * Finds a block.
   *
   * @param name its name
   * @return the block
   * @throws IllegalArgumentException if there is none of that name
   */
  public Block block(String name) {
    for (Block block : blocks) {
      if (block.name().equals(name)) {
        return block;
      }
    }
    throw new IllegalArgumentException("no block " + name);
  }

  /** Collects blocks. */
  public static final class Builder {
    private final List<Block> blocks = new ArrayList<>();
    private int length;

    private Builder() {}

    /**
     * Appends a block.
     *
     * @param name its name, not used before
     * @param rows rows, 1 or more
     * @param columns columns, 1 or more
     * @return this
     * @throws IllegalArgumentException if the name is taken or a size is not positive
     */
    public Builder add(String name, int rows, int columns) {
      if (blocks.stream().anyMatch(block -> block.name().equals(name))) {
        throw new IllegalArgumentException("block " + name + " is declared twice");
      }
      Block block = new Block(name, rows, columns, length);
      blocks.add(block);
      length = block.end();
      return this;
    }

    /**
     * Counts what is there so far.
     *
     * @return index at which the next block would begin
     */
    public int length() {
      return length;
    }

    /**
     * Finishes.
     *
     * @return the layout of the blocks added so far
     */
    public Layout build() {
      return new Layout(blocks);
    }
  }
}
