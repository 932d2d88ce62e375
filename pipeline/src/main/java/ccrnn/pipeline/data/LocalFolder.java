package ccrnn.pipeline.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of this machine, read without Hadoop.
 *
 * @param path of the folder
 */
record LocalFolder(Path path) implements DataFolder {
  @Override
  public List<Entry> list() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.add(
            new Entry(
                file.getFileName().toString(),
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis()));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return entries;
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(path.resolve(name));
  }

  @Override
  public String address(String name) {
    return path.resolve(name).toString();
  }
}
