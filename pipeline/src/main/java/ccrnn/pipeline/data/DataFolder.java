package ccrnn.pipeline.data;

import ccrnn.pipeline.Locations;
import ccrnn.pipeline.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder with data files, to read from. */
sealed interface DataFolder permits LocalFolder, HadoopFolder {
  /**
   * A file of the folder.
   *
   * @param name without the folder
   * @param bytes its size
   * @param modified when it was last written, in the file system's own unit
   */
  record Entry(String name, long bytes, long modified) {}

  /** The regular files, in order of their names. */
  List<Entry> list() throws IOException;

  /** The bytes of a file, as they lie there. */
  InputStream open(String name) throws IOException;

  /** The full address of a name, for messages. */
  String address(String name);

  /**
   * Opens a folder; whether it is there shows later.
   *
   * @param location a path, or a URI that the Hadoop file system understands
   * @param hadoop Hadoop settings for a URI, on top of Hadoop's own
   * @throws UserError if the location means nothing, or its file system cannot be reached
   */
  static DataFolder of(String location, Map<String, String> hadoop) {
    if (location.isBlank()) {
      throw new UserError("the data folder has no name: give a path");
    }
    try {
      if (!Locations.isUri(location)) {
        return new LocalFolder(Path.of(location));
      }
      // Hadoop takes half a second to start, which local files need not wait for.
      return location.startsWith("file:/")
          ? new LocalFolder(Path.of(URI.create(location).getPath()))
          : HadoopFolder.of(location, hadoop);
    } catch (InvalidPathException e) {
      throw new UserError(location + " is no valid path of a data folder", e);
    } catch (IllegalArgumentException e) {
      throw new UserError(location + " is no valid address of a data folder", e);
    } catch (IOException e) {
      throw unreadable("data folder " + location, e);
    }
  }

  /** A failure in the user's words. */
  static UserError unreadable(String what, IOException e) {
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return new UserError(what + " does not exist", e);
    }
    if (e instanceof NotDirectoryException) {
      return new UserError(what + " is a file, not a folder", e);
    }
    // Hadoop's AccessControlException by name: for a local folder Hadoop's classes stay unread.
    boolean denied =
        e instanceof AccessDeniedException
            || e.getClass().getSimpleName().equals("AccessControlException");
    return new UserError(
        what + " cannot be read: " + (denied ? "permission denied" : e.getMessage()), e);
  }
}
