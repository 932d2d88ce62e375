package ccrnn.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this program was built from, part of every trial's provenance.
 *
 * @param version the project's version
 * @param gitId abbreviated commit id, followed by {@code -dirty} when tracked files had changes
 *     that were not committed; {@code unknown} when it was built outside a git checkout
 */
public record BuildInfo(String version, String gitId) {
  /**
   * @return what the build baked in
   * @throws IllegalStateException if the build left nothing
   */
  public static BuildInfo current() {
    Properties baked = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("build.properties is not on the class path");
      }
      baked.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(baked.getProperty("version"), baked.getProperty("git-id"));
  }
}
