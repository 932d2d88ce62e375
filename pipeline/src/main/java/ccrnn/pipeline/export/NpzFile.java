package ccrnn.pipeline.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's archive of arrays: a ZIP of {@code .npy} files of version 1.0, not compressed. The facts
 * are an array without dimensions, {@code metadata}, that holds a JSON object as text.
 */
final class NpzFile {
  private static final String METADATA = "metadata";

  /** Before it: magic, version, length of the header. */
  private static final int HEADER = 10;

  private static final int ALIGNMENT = 64;

  /** The first moment that a ZIP can name, so that equal networks make equal files. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzFile() {}

  static byte[] bytes(TrainedNetwork network) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Tensor tensor : network.tensors()) {
        if (tensor.name().equals(METADATA)) {
          throw new IllegalArgumentException("an array is named " + METADATA);
        }
        add(zip, tensor.name(), "<f4", tensor.shape(), tensor.bytes());
      }
      String facts = new ObjectMapper().writeValueAsString(network.facts());
      int characters = facts.codePointCount(0, facts.length());
      add(zip, METADATA, "<U" + characters, List.of(), utf32(facts, characters));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] utf32(String text, int characters) {
    ByteBuffer bytes =
        ByteBuffer.allocate(characters * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    text.codePoints().forEach(bytes::putInt);
    return bytes.array();
  }

  private static void add(
      ZipOutputStream zip, String name, String type, List<Integer> shape, byte[] data)
      throws IOException {
    byte[] header = header(type, shape);
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(EPOCH);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize((long) header.length + data.length);
    CRC32 crc = new CRC32();
    crc.update(header);
    crc.update(data);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(header);
    zip.write(data);
    zip.closeEntry();
  }

  private static byte[] header(String type, List<Integer> shape) {
    String sizes = shape.stream().map(size -> size + ",").collect(Collectors.joining(" "));
    String text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, sizes);
    int length = HEADER + text.length() + 1;
    int padding = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
    String padded = text + " ".repeat(padding) + "\n";
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + padded.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) padded.length());
    bytes.put(padded.getBytes(StandardCharsets.US_ASCII));
    return bytes.array();
  }
}
