package ccrnn.pipeline.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A message of protocol buffers, field by field; only what ONNX needs. */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int WIRE_TYPE_BITS = 3;
  private static final int GROUP = 7;
  private static final long LOW = (1L << GROUP) - 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Protobuf number(int field, long value) {
    varint(((long) field << WIRE_TYPE_BITS) | VARINT);
    varint(value);
    return this;
  }

  Protobuf text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf message(int field, Protobuf value) {
    return bytes(field, value.bytes.toByteArray());
  }

  Protobuf bytes(int field, byte[] value) {
    varint(((long) field << WIRE_TYPE_BITS) | LENGTH_DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** Groups of seven bits, the lowest first, each but the last with its highest bit set. */
  private void varint(long value) {
    long left = value;
    while ((left & ~LOW) != 0) {
      bytes.write((int) ((left & LOW) | (LOW + 1)));
      left >>>= GROUP;
    }
    bytes.write((int) left);
  }
}
