package ccrnn.pipeline.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * This machine's disk as a file system of Hadoop's that is none of this machine: nothing is renamed
 * into place, and big files are not read for a look at them.
 */
public final class FarFileSystem extends RawLocalFileSystem {
  private static final String SCHEME = "far";

  /** By which Hadoop finds it. */
  static final Map<String, String> SETTINGS =
      Map.of("fs." + SCHEME + ".impl", FarFileSystem.class.getName());

  /** The address of a folder. */
  static String location(Path folder) {
    return SCHEME + "://" + folder;
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }
}
