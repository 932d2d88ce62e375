package ccrnn.pipeline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Results folders of an older build; see old-folders/README.md in the tests of the pipeline. */
public final class OldFolders {
  /** From the folder of any module. */
  private static final Path OLD = Path.of("../pipeline/src/test/resources/old-folders");

  /** All that there are; their trials are of two families. */
  public static final List<String> NAMES = List.of("lines", "digits", "captions", "reaching");

  private OldFolders() {}

  /** A file beside them, such as a sweep or what that build said. */
  public static Path file(String name) {
    return OLD.resolve(name);
  }

  /** Copies some of them into one. */
  public static String together(Path into, List<String> names) throws IOException {
    for (String name : names) {
      Path from = OLD.resolve(name);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = into.resolve(from.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
    return into.toString();
  }
}
