package ccrnn.pipeline.data.captions;

import ccrnn.pipeline.UserError;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array in NumPy's format (NEP 1): magic, version, a header that is a Python dictionary, then
 * the numbers. Read are little-endian whole and floating-point numbers of 4 and 8 bytes in C order.
 */
final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;
  private static final Pattern TYPE = Pattern.compile("'descr': *'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order': *(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

  private final Path file;
  private final Type type;
  private final long[] shape;
  private final long dataAt;

  /** Types of numbers. */
  private enum Type {
    FLOAT("<f4", 4),
    DOUBLE("<f8", 8),
    INT("<i4", 4),
    LONG("<i8", 8);

    private final String code;
    private final int bytes;

    Type(String code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }
  }

  private NpyFile(Path file, Type type, long[] shape, long dataAt) {
    this.file = file;
    this.type = type;
    this.shape = shape;
    this.dataAt = dataAt;
  }

  /**
   * Reads the header.
   *
   * @throws UserError if the file is absent, of another format or cut off
   */
  static NpyFile open(Path file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      byte[] magic = in.readNBytes(MAGIC.length);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new UserError(file + ": not a .npy file");
      }
      int version = in.readUnsignedByte();
      in.readUnsignedByte();
      int lengthBytes = version == 1 ? 2 : 4;
      long length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length |= (long) in.readUnsignedByte() << (8 * i);
      }
      if (version > 3 || length > LONGEST_HEADER) {
        throw new UserError(file + ": a .npy file of unknown version " + version);
      }
      byte[] header = new byte[(int) length];
      in.readFully(header);
      long dataAt = MAGIC.length + 2 + lengthBytes + length;
      return parse(file, new String(header, StandardCharsets.UTF_8), dataAt);
    } catch (EOFException e) {
      throw new UserError(file + ": cut off within its header", e);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static NpyFile parse(Path file, String header, long dataAt) throws IOException {
    Matcher code = TYPE.matcher(header);
    Matcher order = ORDER.matcher(header);
    Matcher shapeText = SHAPE.matcher(header);
    if (!code.find() || !order.find() || !shapeText.find()) {
      throw new UserError(
          file + ": a .npy file of plain numbers is expected, not " + header.strip());
    }
    List<Type> types = List.of(Type.values());
    Type type =
        types.stream()
            .filter(t -> t.code.equals(code.group(1)))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "%s: numbers of type %s; float32, float64, int32 or int64, little-endian,"
                                .formatted(file, code.group(1))
                            + " are read"));
    if (order.group(1).equals("True")) {
      throw new UserError(file + ": in Fortran order; save numpy.ascontiguousarray(...) instead");
    }
    long[] shape =
        Pattern.compile(",")
            .splitAsStream(shapeText.group(1))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    NpyFile npy = new NpyFile(file, type, shape, dataAt);
    long expected = dataAt + Arrays.stream(shape).reduce(type.bytes, Math::multiplyExact);
    if (Files.size(file) != expected) {
      throw new UserError(
          "%s: %,d bytes where its header asks for %,d"
              .formatted(file, Files.size(file), expected));
    }
    return npy;
  }

  Path file() {
    return file;
  }

  /** The first length of the shape. */
  long rows() {
    return shape.length == 0 ? 1 : shape[0];
  }

  /** The product of the other lengths. */
  int width() {
    return Math.toIntExact(Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact));
  }

  /** How many lengths the shape has. */
  int dimensions() {
    return shape.length;
  }

  /** The shape as NumPy writes it. */
  String shape() {
    return "(" + String.join(", ", Arrays.stream(shape).mapToObj(Long::toString).toList()) + ")";
  }

  /** Takes one row after the other. */
  interface Row {
    /**
     * @param index of the row
     * @param values only good during the call
     */
    void take(long index, float[] values);
  }

  /** Reads all rows as floats, a row at a time. */
  void forEachRow(Row row) throws IOException {
    int width = width();
    float[] values = new float[width];
    try (DataInputStream in = data()) {
      ByteBuffer bytes =
          ByteBuffer.allocate(Math.multiplyExact(width, type.bytes)).order(ByteOrder.LITTLE_ENDIAN);
      for (long i = 0; i < rows(); i++) {
        in.readFully(bytes.array());
        for (int j = 0; j < width; j++) {
          values[j] =
              switch (type) {
                case FLOAT -> bytes.getFloat(4 * j);
                case DOUBLE -> (float) bytes.getDouble(8 * j);
                case INT -> bytes.getInt(4 * j);
                case LONG -> bytes.getLong(8 * j);
              };
        }
        row.take(i, values);
      }
    }
  }

  /** Reads all numbers as floats. */
  float[] floats() throws IOException {
    int width = width();
    float[] all = new float[Math.multiplyExact(Math.toIntExact(rows()), width)];
    forEachRow((i, values) -> System.arraycopy(values, 0, all, (int) i * width, width));
    return all;
  }

  /**
   * Reads all numbers as whole numbers.
   *
   * @throws UserError if they are of another type
   */
  long[] wholeNumbers() throws IOException {
    if (type != Type.INT && type != Type.LONG) {
      throw new UserError(file + ": whole numbers are expected, not " + type.code);
    }
    long[] all = new long[Math.multiplyExact(Math.toIntExact(rows()), width())];
    try (DataInputStream in = data()) {
      for (int i = 0; i < all.length; i++) {
        all[i] =
            type == Type.INT
                ? Integer.reverseBytes(in.readInt())
                : Long.reverseBytes(in.readLong());
      }
    }
    return all;
  }

  private DataInputStream data() throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    in.skipNBytes(dataAt);
    return in;
  }
}
