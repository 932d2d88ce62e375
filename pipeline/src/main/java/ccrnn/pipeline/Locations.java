package ccrnn.pipeline;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a user's folder is: a path of this machine, or an address that Hadoop understands. */
public final class Locations {
  private static final Pattern URI_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");

  private Locations() {}

  /**
   * Tells addresses from paths. A drive letter is no scheme.
   *
   * @param location as the user wrote it
   * @return whether it has a scheme, such as {@code hdfs:} or {@code s3a:}
   */
  public static boolean isUri(String location) {
    return URI_SCHEME.matcher(location).matches();
  }

  /**
   * Makes a path independent of the working directory.
   *
   * @param location as the user wrote it
   * @return addresses as they are, paths absolute
   */
  public static String absolute(String location) {
    return isUri(location) ? location : Path.of(location).toAbsolutePath().toString();
  }
}
