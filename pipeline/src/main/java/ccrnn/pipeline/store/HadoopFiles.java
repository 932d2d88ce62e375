package ccrnn.pipeline.store;

import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Opens Hadoop's file systems.
 *
 * @param root the folder that was asked for
 * @param system Hadoop's shared instance for it, not ours to close
 * @param settings what it was opened with, on top of Hadoop's defaults; may hold secrets
 */
public record HadoopFiles(Path root, FileSystem system, Map<String, String> settings) {
  /** Longest reason in a message; file systems quote whole answers of servers. */
  private static final int LONGEST_REASON = 300;

  /** What AWS's SDK and s3a: put around a message: call, class, counts, and the message again. */
  private static final Pattern WRAPPING =
      Pattern.compile(
          "^.*?software\\.amazon\\.awssdk[\\w.$]*: | \\((Service|SDK Attempt Count):.*$");

  /** Copies the map. */
  public HadoopFiles {
    settings = Map.copyOf(settings);
  }

  /** Without the settings. */
  @Override
  public String toString() {
    return root.toString();
  }

  /**
   * Opens the file system of an address.
   *
   * @param location a URI
   * @param settings Hadoop settings such as {@code fs.s3a.endpoint}, on top of {@link
   *     HadoopSettings#here}
   * @return the folder and its file system
   * @throws UserError if it is no valid address, has keys in it, no file system serves the scheme,
   *     or the one that does lacks something
   * @throws IOException if the file system cannot be reached
   */
  public static HadoopFiles open(String location, Map<String, String> settings) throws IOException {
    Path root = path(location);
    Map<String, String> all = HadoopSettings.merged(HadoopSettings.here(), settings);
    Configuration configuration = new Configuration();
    all.forEach(configuration::set);
    HadoopUser.named();
    try {
      return new HadoopFiles(root, FileSystem.get(root.toUri(), configuration), all);
    } catch (UnsupportedFileSystemException e) {
      throw new UserError(
          "no file system for "
              + root.toUri().getScheme()
              + ": in "
              + location
              + "; put its jar on the class path, or give a local path",
          e);
    } catch (RuntimeException | LinkageError e) {
      if (missesClass(e)) {
        throw new UserError(
            location
                + " needs the jars of "
                + root.toUri().getScheme()
                + ":, which this Spark does not have"
                + ("s3a".equals(root.toUri().getScheme())
                    ? "; after --, add --packages org.apache.hadoop:hadoop-aws:VERSION with the"
                        + " version of its hadoop-client-api"
                    : "; put them on the class path"),
            e);
      }
      throw e;
    }
  }

  private static Path path(String location) {
    Path root;
    try {
      root = new Path(location);
    } catch (IllegalArgumentException e) {
      throw new UserError(location + " is no valid address of a folder", e);
    }
    if (holdsKeys(root.toUri())) {
      throw new UserError( // without the address
          "the address of a folder in "
              + root.toUri().getScheme()
              + ": has keys in it, which would end up in results and logs; give them as"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment");
    }
    return root;
  }

  /** Whether there is a KEY:SECRET@, in which a slash of the secret may end the authority. */
  private static boolean holdsKeys(URI address) {
    String authority = String.valueOf(address.getRawAuthority());
    int colon = authority.indexOf(':');
    return colon >= 0
        && (authority.indexOf('@', colon) > 0 || address.getScheme().startsWith("s3"));
  }

  private static boolean missesClass(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof ClassNotFoundException || e instanceof NoClassDefFoundError) {
        return true;
      }
    }
    return false;
  }

  /**
   * Says in a line why a file system failed.
   *
   * @param failure what it threw
   * @return the reason, cut if it is long
   */
  static String reason(IOException failure) {
    String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
    String plain = WRAPPING.matcher(first).replaceAll("");
    return plain.length() <= LONGEST_REASON ? plain : plain.substring(0, LONGEST_REASON) + "...";
  }
}
