package ccrnn.pipeline.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A storage that can be halted before any of its operations, and that tells of each. */
final class FaultyStorage implements Storage {
  /** What a halted process does no more: also nothing that would clean up. */
  static final class Halted extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** How files come to their names. */
  enum Naming {
    RENAME,
    IN_PLACE
  }

  private final Storage storage;
  private final Naming naming;
  private final Consumer<String> before;
  private int left;

  /**
   * @param before hears of every operation before it is made
   * @param operations how many are made before the halt
   */
  FaultyStorage(Storage storage, Naming naming, int operations, Consumer<String> before) {
    this.storage = storage;
    this.naming = naming;
    this.left = operations;
    this.before = before;
  }

  private synchronized void count(String operation, String name) throws IOException {
    if (left == 0) {
      throw new Halted();
    }
    left--;
    before.accept(operation + " " + name);
  }

  /** Operations that were not made. */
  int left() {
    return left;
  }

  @Override
  public Kind kind(String name) throws IOException {
    return storage.kind(name);
  }

  @Override
  public List<Entry> list(String folder) throws IOException {
    count("list", folder);
    return storage.list(folder);
  }

  @Override
  public void createFolder(String folder) throws IOException {
    count("create-folder", folder);
    storage.createFolder(folder);
  }

  @Override
  public InputFile input(String name) throws IOException {
    count("read", name);
    return storage.input(name);
  }

  @Override
  public OutputFile output(String name) throws IOException {
    count("write", name);
    if (naming == Naming.RENAME) {
      return storage.output(name);
    }
    String upload = TableNames.temporary(name);
    return new Upload(storage.output(upload), () -> publish(upload, name));
  }

  private interface Closing {
    void close() throws IOException;
  }

  /** A file that is not there before it is closed, as on object stores. */
  private record Upload(OutputFile file, Closing closing) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
      return createOrOverwrite(blockSizeHint);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
      PositionOutputStream out = file.createOrOverwrite(blockSizeHint);
      return new PositionOutputStream() {
        private boolean closed;

        @Override
        public long getPos() throws IOException {
          return out.getPos();
        }

        @Override
        public void write(int b) throws IOException {
          out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
          if (!closed) {
            closed = true;
            out.close();
            closing.close();
          }
        }
      };
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  @Override
  public boolean renamesAtomically() {
    return naming == Naming.RENAME;
  }

  @Override
  public void publish(String temporary, String name) throws IOException {
    count("publish", name);
    storage.publish(temporary, name);
  }

  @Override
  public void persist(String name) throws IOException {
    count("persist", name);
    storage.persist(name);
  }

  @Override
  public void delete(String name) throws IOException {
    count("delete", name);
    storage.delete(name);
  }

  @Override
  public String address(String name) {
    return storage.address(name);
  }

  @Override
  public Optional<Path> localPath() {
    return storage.localPath();
  }

  @Override
  public Map<String, String> hadoopSettings() {
    return storage.hadoopSettings();
  }
}
