package ccrnn.pipeline.store;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * A folder of this machine, reached without Hadoop: its local file system would write a checksum
 * file beside each file and start a process for its permissions.
 */
final class LocalStorage implements Storage {
  /** Files up to this many bytes are read in one go. */
  private static final long SMALL = 1 << 20;

  private final Path root;

  LocalStorage(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public Kind kind(String name) {
    Path path = path(name);
    if (Files.isDirectory(path)) {
      return Kind.FOLDER;
    }
    return Files.exists(path) ? Kind.FILE : Kind.ABSENT;
  }

  @Override
  public List<Entry> list(String folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (kind(folder) != Kind.FOLDER) {
      return entries;
    }
    // A walk hands out the attributes that the listing needs; a plain listing would ask again. It
    // does not follow links, so the folder itself must not be one.
    Files.walkFileTree(
        path(folder).toRealPath(),
        EnumSet.noneOf(FileVisitOption.class),
        1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isDirectory()) {
              entries.add(
                  new Entry(
                      file.getFileName().toString(),
                      attributes.lastModifiedTime().toInstant(),
                      attributes.size()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // renamed or removed since it was listed
            }
            throw e;
          }
        });
    return entries;
  }

  @Override
  public void createFolder(String folder) throws IOException {
    Files.createDirectories(path(folder));
  }

  @Override
  public InputFile input(String name) throws IOException {
    Path path = path(name);
    return Files.size(path) <= SMALL
        ? new MemoryInputFile(Files.readAllBytes(path))
        : new LocalInputFile(path);
  }

  @Override
  public OutputFile output(String name) throws IOException {
    Path path = path(name);
    Files.createDirectories(path.getParent());
    return new LocalOutputFile(path);
  }

  @Override
  public boolean renamesAtomically() {
    return true;
  }

  @Override
  public void publish(String temporary, String name) throws IOException {
    Files.move(path(temporary), path(name), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void persist(String name) throws IOException {
    Path file = path(name);
    force(file, StandardOpenOption.WRITE);
    if (File.separatorChar == '/') { // elsewhere a folder cannot be opened
      force(file.getParent(), StandardOpenOption.READ);
    }
  }

  private static void force(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  @Override
  public String address(String name) {
    return path(name).toString();
  }

  @Override
  public Optional<Path> localPath() {
    return Optional.of(root);
  }

  @Override
  public Map<String, String> hadoopSettings() {
    return Map.of();
  }

  private Path path(String name) {
    return root.resolve(name);
  }
}
