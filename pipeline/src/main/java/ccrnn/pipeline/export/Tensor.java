package ccrnn.pipeline.export;

import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Parameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** A named array of a network. */
public final class Tensor {
  private final String name;
  private final List<Integer> shape;
  private final float[] values;

  /**
   * Checks the sizes.
   *
   * @param name as the network names the block, such as {@code cortex.weight_hh}
   * @param shape rows and columns, or the length alone for a bias
   * @param values row-major; kept, not copied
   * @throws IllegalArgumentException if the shape has another number of values
   */
  Tensor(String name, List<Integer> shape, float[] values) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.values = values;
    if (shape.stream().reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          name + " of " + shape + " with " + values.length + " values");
    }
  }

  /** As the network names the block. */
  String name() {
    return name;
  }

  /** Rows and columns, or the length alone for a bias. */
  List<Integer> shape() {
    return shape;
  }

  /**
   * Copies all blocks of some parameters.
   *
   * @param parameters not modified
   * @return in the order of memory
   */
  static List<Tensor> of(Parameters parameters) {
    return parameters.layout().blocks().stream()
        .map(
            block ->
                new Tensor(
                    block.name(),
                    isBias(block) ? List.of(block.rows()) : List.of(block.rows(), block.columns()),
                    Arrays.copyOfRange(parameters.values(), block.offset(), block.end())))
        .toList();
  }

  /** A bias is a single column, and named so: a weight of one input has a single column too. */
  private static boolean isBias(Block block) {
    String last = block.name().substring(block.name().lastIndexOf('.') + 1);
    return block.columns() == 1 && last.startsWith("bias");
  }

  /** The values, each 4 bytes, little-endian. */
  byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
