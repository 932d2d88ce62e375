package ccrnn.pipeline.store;

import java.io.ByteArrayInputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A small file that was read in one go: the many short reads of a footer then cost nothing. */
final class MemoryInputFile implements InputFile {
  private final byte[] bytes;

  MemoryInputFile(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long getLength() {
    return bytes.length;
  }

  @Override
  public SeekableInputStream newStream() {
    return new MemoryStream(new Cursor(bytes));
  }

  /** A byte array stream that can be moved. */
  private static final class Cursor extends ByteArrayInputStream {
    Cursor(byte[] bytes) {
      super(bytes);
    }

    synchronized long position() {
      return pos;
    }

    synchronized void moveTo(long position) {
      pos = Math.toIntExact(Math.min(position, count));
    }
  }

  private static final class MemoryStream extends DelegatingSeekableInputStream {
    private final Cursor cursor;

    MemoryStream(Cursor cursor) {
      super(cursor);
      this.cursor = cursor;
    }

    @Override
    public long getPos() {
      return cursor.position();
    }

    @Override
    public void seek(long position) {
      cursor.moveTo(position);
    }
  }
}
