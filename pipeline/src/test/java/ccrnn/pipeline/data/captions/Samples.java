package ccrnn.pipeline.data.captions;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Small files of the formats that captions are made of. */
final class Samples {
  private Samples() {}

  /** COCO annotations of images {@code first}, {@code first + 1}, ..., two captions each. */
  static Path annotations(Path file, long first, int images) throws IOException {
    List<String> names = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      long id = first + i;
      names.add("{\"license\": 1, \"file_name\": \"i%d.png\", \"id\": %d}".formatted(id, id));
      for (int j = 0; j < 2; j++) {
        captions.add(
            "{\"image_id\": %d, \"id\": %d, \"caption\": \"%s\"}"
                .formatted(id, 10 * id + j, caption(id, j)));
      }
    }
    return Files.writeString(
        file,
        "{\"info\": {\"year\": 2014, \"tags\": [1, {}]}, \"images\": [%s],\n \"annotations\": [%s]}"
            .formatted(String.join(",\n", names), String.join(",\n", captions)));
  }

  /** Of 10 to 13 words with the period, the last word but one of {@code id} only. */
  static String caption(long id, int variant) {
    return "A man and a dog are on the"
        + " big".repeat((int) (id % 3))
        + (variant == 0 ? " street." : " street with x" + id + ".");
  }

  /** A picture of one colour; its name is that in {@link #annotations}. */
  static void picture(Path folder, long id, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(20, 10 + (int) id, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, rgb);
      }
    }
    ImageIO.write(image, "png", folder.resolve("i" + id + ".png").toFile());
  }

  /** What numpy.save writes of a float32 array. */
  static Path npy(Path file, int rows, int width, float... values) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return npy(file, "<f4", "False", width == 0 ? rows + "," : rows + ", " + width, data);
  }

  /** What numpy.save writes of an int64 array. */
  static Path npyIds(Path file, long... values) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return npy(file, "<i8", "False", values.length + ",", data);
  }

  static Path npy(Path file, String type, String fortran, String shape, ByteBuffer data)
      throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }".formatted(type, fortran, shape);
    header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    ByteBuffer all =
        ByteBuffer.allocate(10 + header.length() + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    all.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    all.putShort((short) header.length());
    all.put(header.getBytes(StandardCharsets.US_ASCII)).put(data.rewind());
    return Files.write(file, all.array());
  }

  /**
   * A network in ONNX whose features are the means of red, green and blue.
   *
   * @param batch images at once, 0 for any number
   * @param side of the images, 0 for any
   */
  static Path onnx(Path file, int batch, int side) throws IOException {
    byte[] pool = node("GlobalAveragePool", "image", "means");
    byte[] flatten = node("Flatten", "means", "features");
    byte[] graph =
        join(
            field(1, pool),
            field(1, flatten),
            field(2, text("means")),
            field(
                11,
                value("image", dimension(batch), dimension(3), dimension(side), dimension(side))),
            field(12, value("features", dimension(batch), dimension(3))));
    byte[] operators = join(field(1, text("")), number(2, 13));
    return Files.write(file, join(number(1, 8), field(7, graph), field(8, operators)));
  }

  private static byte[] node(String operation, String input, String output) {
    return join(field(1, text(input)), field(2, text(output)), field(4, text(operation)));
  }

  private static byte[] value(String name, byte[]... dimensions) {
    byte[] shape = new byte[0];
    for (byte[] dimension : dimensions) {
      shape = join(shape, field(1, dimension));
    }
    byte[] tensor = join(number(1, 1), field(2, shape));
    return join(field(1, text(name)), field(2, field(1, tensor)));
  }

  private static byte[] dimension(int size) {
    return size == 0 ? field(2, text("any")) : number(1, size);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A protocol buffer's field of bytes. */
  private static byte[] field(int tag, byte[] content) {
    return join(varint((tag << 3) | 2), varint(content.length), content);
  }

  /** A protocol buffer's field that is a number. */
  private static byte[] number(int tag, int value) {
    return join(varint(tag << 3), varint(value));
  }

  private static byte[] varint(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = value;
    for (; rest >= 128; rest >>>= 7) {
      out.write((rest & 127) | 128);
    }
    out.write(rest);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
