package ccrnn.pipeline.store;

import ccrnn.pipeline.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A folder that the Hadoop file system reaches, such as {@code hdfs:} or {@code s3a:}. */
final class HadoopStorage implements Storage {
  /** File systems whose rename is one atomic step. On all others a file is written in place. */
  private static final Set<String> ATOMIC_RENAME =
      Set.of("file", "hdfs", "webhdfs", "viewfs", "ofs", "o3fs", "abfs", "abfss");

  /** Files up to this many bytes are read in one go. */
  private static final long SMALL = 1 << 20;

  private static final String READ_WHOLE = "whole-file";

  private final Path root;
  private final String scheme;
  private final Map<String, String> settings;
  private final FileSystem files;

  /**
   * What listings and writing told of files that nobody has read since. On an object store asking
   * for a file's length is a request as dear as reading it; should the file have changed, its tag
   * tells.
   */
  private final Map<String, FileStatus> known = new ConcurrentHashMap<>();

  /** For renaming; made once, since it may hold a connection. */
  private FileContext context;

  private HadoopStorage(Path root, FileSystem files, Map<String, String> settings) {
    this.root = root;
    this.scheme = root.toUri().getScheme();
    this.files = files;
    this.settings = settings;
  }

  /**
   * @param location a URI
   * @param settings Hadoop settings such as {@code fs.s3a.endpoint}, on top of {@link
   *     HadoopSettings#here}
   * @throws UserError if no file system serves the scheme
   * @throws IOException if the file system cannot be reached
   */
  static HadoopStorage of(String location, Map<String, String> settings) throws IOException {
    if (!location.startsWith("file:")) {
      HadoopFiles opened = HadoopFiles.open(location, settings);
      return new HadoopStorage(opened.root(), opened.system(), opened.settings());
    }
    Path root = new Path(location);
    // The usual local file system keeps checksum files, which go stale when other programs write.
    FileSystem raw = new RawLocalFileSystem();
    raw.initialize(root.toUri(), configuration(settings));
    return new HadoopStorage(root, raw, Map.copyOf(settings));
  }

  private static Configuration configuration(Map<String, String> settings) {
    Configuration configuration = new Configuration();
    settings.forEach(configuration::set);
    return configuration;
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
          if (!renamesAtomically()) {
            known.put(named(folder, status.getPath().getName()), status);
          }
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
    FileStatus told = known.remove(name);
    if (told != null) {
      try {
        return input(told);
      } catch (FileNotFoundException e) {
        throw e;
      } catch (IOException e) {
        // Replaced meanwhile, or worse: the second look tells.
        return input(files.getFileStatus(path(name)));
      }
    }
    return input(files.getFileStatus(path(name)));
  }

  private InputFile input(FileStatus status) throws IOException {
    if (status.getLen() <= SMALL) {
      try (FSDataInputStream in = open(status, READ_WHOLE)) {
        return new MemoryInputFile(in.readAllBytes());
      }
    }
    return new InputFile() {
      @Override
      public long getLength() {
        return status.getLen();
      }

      @Override
      public SeekableInputStream newStream() throws IOException {
        return HadoopStreams.wrap(open(status, "parquet, random"));
      }
    };
  }

  /** What is known of the file goes along, so that an object store is not asked again. */
  private FSDataInputStream open(FileStatus status, String policy) throws IOException {
    return FutureIO.awaitFuture(
        files
            .openFile(status.getPath())
            .withFileStatus(status)
            .opt(Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY, policy)
            .build());
  }

  @Override
  public OutputFile output(String name) {
    Path path = path(name);
    known.remove(name);
    if (renamesAtomically() || !TableNames.isPartOfTable(path.getName())) {
      return new HadoopOutput(files, path, length -> {});
    }
    // Read again at once, to check it.
    return new HadoopOutput(
        files,
        path,
        length ->
            known.put(name, new FileStatus(length, false, 1, 0, System.currentTimeMillis(), path)));
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
      context().rename(path(temporary), path(name), Options.Rename.OVERWRITE);
    }
  }

  private synchronized FileContext context() throws IOException {
    if (context == null) {
      context = FileContext.getFileContext(root.toUri(), configuration(settings));
    }
    return context;
  }

  @Override
  public void delete(String name) throws IOException {
    Path path = path(name);
    if (!files.hasPathCapability(path, CommonPathCapabilities.BULK_DELETE)) {
      files.delete(path, false);
      return;
    }
    // An object store is not asked first whether there is such a file, or a folder of that name.
    try (BulkDelete objects = files.createBulkDelete(root)) {
      for (Map.Entry<Path, String> failed : objects.bulkDelete(List.of(path))) {
        throw new IOException(failed.getValue());
      }
    }
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

  @Override
  public Map<String, String> hadoopSettings() {
    return settings;
  }

  private static String named(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private Path path(String name) {
    return name.isEmpty() ? root : new Path(root, name);
  }
}
