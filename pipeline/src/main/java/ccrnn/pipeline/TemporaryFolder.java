package ccrnn.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for scratch files that goes, with all that is in it, when it is closed. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes a new folder where the system keeps temporary files.
   *
   * @param prefix beginning of its name
   * @return the empty folder
   * @throws UserError if none can be made there
   */
  public static TemporaryFolder create(String prefix) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw new UserError(
          "cannot make a temporary folder in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Tells where it is.
   *
   * @return its path
   */
  public Path path() {
    return path;
  }

  /** Removes what is left; files that vanish meanwhile, or that another thread adds, are let be. */
  @Override
  public void close() {
    try (Stream<Path> inside = Files.walk(path)) {
      List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // Spark's own shutdown may be at the same files. They lie where temporary files are.
      return;
    }
  }
}
