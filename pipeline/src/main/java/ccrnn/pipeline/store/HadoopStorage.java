package ccrnn.pipeline.store;

import ccrnn.pipeline.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** A folder that the Hadoop file system reaches, such as {@code hdfs:} or {@code s3a:}. */
final class HadoopStorage implements Storage {
  /** File systems whose rename is one atomic step. On all others a file is written in place. */
  private static final Set<String> ATOMIC_RENAME =
      Set.of("file", "hdfs", "webhdfs", "viewfs", "ofs", "o3fs", "abfs", "abfss");

  private final Path root;
  private final String scheme;
  private final Configuration configuration;
  private final FileSystem files;

  private HadoopStorage(Path root, String scheme, Configuration configuration, FileSystem files) {
    this.root = root;
    this.scheme = scheme;
    this.configuration = configuration;
    this.files = files;
  }

  /**
   * @param location a URI
   * @param settings Hadoop settings such as {@code fs.s3a.endpoint}, on top of the defaults
   * @throws UserError if no file system serves the scheme
   * @throws IOException if the file system cannot be reached
   */
  static HadoopStorage of(String location, Map<String, String> settings) throws IOException {
    Configuration configuration = new Configuration();
    settings.forEach(configuration::set);
    Path root;
    try {
      root = new Path(location);
    } catch (IllegalArgumentException e) {
      throw new UserError(location + " is no valid address of a folder", e);
    }
    URI uri = root.toUri();
    try {
      return new HadoopStorage(root, uri.getScheme(), configuration, open(uri, configuration));
    } catch (UnsupportedFileSystemException e) {
      throw new UserError(
          "no file system for "
              + uri.getScheme()
              + ": in "
              + location
              + "; put its jar on the class path, or give a local path",
          e);
    }
  }

  private static FileSystem open(URI uri, Configuration configuration) throws IOException {
    if (!"file".equals(uri.getScheme())) {
      return FileSystem.get(uri, configuration);
    }
    // The usual local file system keeps checksum files, which go stale when other programs write.
    FileSystem raw = new RawLocalFileSystem();
    raw.initialize(uri, configuration);
    return raw;
  }

  @Override
  public Kind kind(String name) throws IOException {
    try {
      return files.getFileStatus(path(name)).isDirectory() ? Kind.FOLDER : Kind.FILE;
    } catch (FileNotFoundException e) {
      return Kind.ABSENT;
    }
  }

  @Override
  public List<Entry> list(String folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(path(folder))) {
        if (status.isFile()) {
          entries.add(
              new Entry(
                  status.getPath().getName(),
                  Instant.ofEpochMilli(status.getModificationTime()),
                  status.getLen()));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return entries;
  }

  @Override
  public void createFolder(String folder) throws IOException {
    files.mkdirs(path(folder));
  }

  @Override
  public InputFile input(String name) throws IOException {
    FileStatus status = files.getFileStatus(path(name));
    return new InputFile() {
      @Override
      public long getLength() {
        return status.getLen();
      }

      @Override
      public SeekableInputStream newStream() throws IOException {
        return HadoopStreams.wrap(files.open(status.getPath()));
      }
    };
  }

  @Override
  public OutputFile output(String name) {
    Path path = path(name);
    return new OutputFile() {
      @Override
      public PositionOutputStream create(long blockSizeHint) throws IOException {
        return HadoopStreams.wrap(files.create(path, false));
      }

      @Override
      public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return HadoopStreams.wrap(files.create(path, true));
      }

      @Override
      public boolean supportsBlockSize() {
        return false;
      }

      @Override
      public long defaultBlockSize() {
        return files.getDefaultBlockSize(path);
      }
    };
  }

  @Override
  public boolean renamesAtomically() {
    return ATOMIC_RENAME.contains(scheme);
  }

  @Override
  public void publish(String temporary, String name) throws IOException {
    if ("file".equals(scheme)) {
      // Hadoop's rename onto an existing local file removes it first: not atomic.
      Files.move(
          java.nio.file.Path.of(path(temporary).toUri().getPath()),
          java.nio.file.Path.of(path(name).toUri().getPath()),
          StandardCopyOption.ATOMIC_MOVE);
    } else {
      FileContext.getFileContext(root.toUri(), configuration)
          .rename(path(temporary), path(name), Options.Rename.OVERWRITE);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    files.delete(path(name), false);
  }

  @Override
  public String address(String name) {
    return path(name).toString();
  }

  @Override
  public Optional<java.nio.file.Path> localPath() {
    return "file".equals(scheme)
        ? Optional.of(java.nio.file.Path.of(root.toUri().getPath()))
        : Optional.empty();
  }

  private Path path(String name) {
    return name.isEmpty() ? root : new Path(root, name);
  }
}
