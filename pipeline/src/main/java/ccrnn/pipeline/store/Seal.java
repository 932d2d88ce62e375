package ccrnn.pipeline.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A checksum of a whole file, kept in its own key-value metadata: CRC-32 of all its bytes, with
 * zeros in place of the checksum's digits. Parquet itself has checksums of pages only, which not
 * every reader looks at; half of a small file is its footer.
 */
final class Seal {
  /** Metadata key of the checksum. */
  static final String KEY = "ccrnn.seal";

  private static final String MARK = "ccrnn-crc32=";
  private static final String ZEROS = "00000000";
  private static final byte[] MARK_BYTES = MARK.getBytes(StandardCharsets.US_ASCII);

  /** Magic and length of the footer, which end a Parquet file. */
  private static final int END = 8;

  private static final int CHUNK = 1 << 16;

  private Seal() {}

  /** What the footer must have for {@link Output} to fill in. */
  static Map<String, String> unfilled() {
    return Map.of(KEY, MARK + ZEROS);
  }

  /**
   * Checks a file. One without seal, from before there were any, passes.
   *
   * @param file a Parquet file whose last eight bytes are sound
   * @throws UnreadableFileException if a bit of it has changed
   * @throws IOException if the storage fails
   */
  static void check(InputFile file) throws IOException {
    long length = file.getLength();
    try (SeekableInputStream in = file.newStream()) {
      in.seek(length - END);
      byte[] end = new byte[Integer.BYTES];
      in.readFully(end);
      int footer =
          (end[0] & 0xff) | (end[1] & 0xff) << 8 | (end[2] & 0xff) << 16 | (end[3] & 0xff) << 24;
      byte[] tail = new byte[footer + END];
      in.seek(length - tail.length);
      in.readFully(tail);
      int mark = find(tail, tail.length);
      if (mark < 0) {
        return;
      }
      int digits = mark + MARK_BYTES.length;
      String sealed = new String(tail, digits, ZEROS.length(), StandardCharsets.US_ASCII);
      fill(tail, digits, ZEROS);
      CRC32 crc = new CRC32();
      in.seek(0);
      byte[] chunk = new byte[CHUNK];
      for (long left = length - tail.length; left > 0; ) {
        int count = (int) Math.min(left, chunk.length);
        in.readFully(chunk, 0, count);
        crc.update(chunk, 0, count);
        left -= count;
      }
      crc.update(tail);
      if (!hex(crc).equals(sealed)) {
        throw new UnreadableFileException("damaged: its checksum does not match");
      }
    }
  }

  private static int find(byte[] bytes, int length) {
    for (int at = length - MARK_BYTES.length - ZEROS.length(); at >= 0; at--) {
      int i = 0;
      while (i < MARK_BYTES.length && bytes[at + i] == MARK_BYTES[i]) {
        i++;
      }
      if (i == MARK_BYTES.length) {
        return at;
      }
    }
    return -1;
  }

  private static void fill(byte[] bytes, int at, String digits) {
    System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, digits.length());
  }

  private static String hex(CRC32 crc) {
    return "%08x".formatted(crc.getValue());
  }

  /**
   * A file that is sealed while it is written. Rows go through; from the start of the footer on
   * bytes are kept until the file is closed, when the checksum is filled in.
   */
  static final class Output implements OutputFile {
    private final OutputFile file;
    private Sealing stream;

    Output(OutputFile file) {
      this.file = file;
    }

    /** Must be told when all rows are written and before the footer is. */
    void startFooter() {
      stream.footer = new ByteArrayOutputStream(CHUNK);
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
      stream = new Sealing(file.create(blockSizeHint));
      return stream;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
      stream = new Sealing(file.createOrOverwrite(blockSizeHint));
      return stream;
    }

    @Override
    public boolean supportsBlockSize() {
      return file.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
      return file.defaultBlockSize();
    }
  }

  private static final class Sealing extends PositionOutputStream {
    private final PositionOutputStream out;
    private final CRC32 crc = new CRC32();
    private long position;
    private ByteArrayOutputStream footer;
    private boolean closed;

    Sealing(PositionOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      position += length;
      if (footer != null) {
        footer.write(bytes, offset, length);
      } else {
        crc.update(bytes, offset, length);
        out.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try (out) {
        if (footer != null) {
          byte[] bytes = footer.toByteArray();
          crc.update(bytes);
          int mark = find(bytes, bytes.length);
          if (mark >= 0) {
            fill(bytes, mark + MARK_BYTES.length, hex(crc));
          }
          out.write(bytes);
        }
      }
    }
  }
}
