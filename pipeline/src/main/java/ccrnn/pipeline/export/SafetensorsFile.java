package ccrnn.pipeline.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Safetensors: the length of the header in 8 bytes, the header as JSON with type, shape and place
 * of each array, the arrays one after the other. All little-endian; the facts are {@code
 * __metadata__}. Spaces after the header bring the arrays to a multiple of 8 bytes.
 */
final class SafetensorsFile {
  private static final int ALIGNMENT = 8;

  private SafetensorsFile() {}

  static byte[] bytes(TrainedNetwork network) {
    ObjectMapper json = new ObjectMapper();
    ObjectNode header = json.createObjectNode();
    ObjectNode facts = header.putObject("__metadata__");
    network.facts().forEach(facts::put);
    int end = 0;
    List<byte[]> arrays = new ArrayList<>();
    for (Tensor tensor : network.tensors()) {
      byte[] array = tensor.bytes();
      ObjectNode entry = header.putObject(tensor.name()).put("dtype", "F32");
      tensor.shape().forEach(entry.withArray("shape")::add);
      entry.putArray("data_offsets").add(end).add(Math.addExact(end, array.length));
      end += array.length;
      arrays.add(array);
    }
    byte[] text;
    try {
      text = json.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are JSON", e);
    }
    int padding = (ALIGNMENT - text.length % ALIGNMENT) % ALIGNMENT;
    int length = text.length + padding;
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.addExact(Long.BYTES + length, end)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(text).put(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
    arrays.forEach(bytes::put);
    return bytes.array();
  }
}
