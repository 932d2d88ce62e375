package ccrnn.pipeline.store;

import java.io.IOException;
import java.util.function.LongConsumer;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file of Hadoop's to write, once. */
final class HadoopOutput implements OutputFile {
  private final FileSystem files;
  private final Path path;
  private final LongConsumer whenWritten;
  private FSDataOutputStream stream;

  /**
   * @param whenWritten told how many bytes the file has once it is closed
   */
  HadoopOutput(FileSystem files, Path path, LongConsumer whenWritten) {
    this.files = files;
    this.path = path;
    this.whenWritten = whenWritten;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return wrap(files.create(path, false));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return wrap(files.create(path, true));
  }

  private PositionOutputStream wrap(FSDataOutputStream opened) {
    stream = opened;
    return new DelegatingPositionOutputStream(opened) {
      private boolean closed;

      @Override
      public long getPos() {
        return opened.getPos();
      }

      @Override
      public void close() throws IOException {
        super.close();
        if (!closed) {
          closed = true;
          whenWritten.accept(opened.getPos());
        }
      }
    };
  }

  /**
   * Gives up what was written so far. An object store shows what it was given when the stream is
   * closed, half a file as well as a whole one; after this it shows nothing.
   */
  void abandon() {
    if (stream != null && stream.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
      stream.abort();
    }
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return files.getDefaultBlockSize(path);
  }
}
