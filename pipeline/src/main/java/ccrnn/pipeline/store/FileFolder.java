package ccrnn.pipeline.store;

import ccrnn.pipeline.Locations;
import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** A folder with data to train on, local or wherever the Hadoop file system reaches. */
public final class FileFolder {
  private static final long NO_BLOCKS = 0;

  private final String location;
  private final Storage storage;

  private FileFolder(String location, Storage storage) {
    this.location = location;
    this.storage = storage;
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes it.
     *
     * @param file where to
     * @throws IOException if the storage fails
     */
    void writeTo(OutputFile file) throws IOException;
  }

  /**
   * Names a folder; it need not exist.
   *
   * @param location a path, or a URI that the Hadoop file system understands
   * @param hadoop Hadoop settings for a URI, on top of Hadoop's own; not used for a path
   * @return the folder
   * @throws UserError if it is no valid path or address, or no file system serves it
   * @throws IOException if the file system cannot be reached
   */
  public static FileFolder at(String location, Map<String, String> hadoop) throws IOException {
    if (location.isBlank()) {
      throw new UserError("the data folder has no name: give a path");
    }
    if (Locations.isUri(location)) {
      return new FileFolder(location, HadoopStorage.of(location, hadoop));
    }
    try {
      return new FileFolder(location, new LocalStorage(Path.of(location)));
    } catch (InvalidPathException e) {
      throw new UserError(location + " is no valid path of a data folder", e);
    }
  }

  /**
   * Tells where it is.
   *
   * @return the folder as it was given
   */
  public String location() {
    return location;
  }

  /**
   * Tells whether it is there.
   *
   * @return whether the location is a folder
   * @throws UserError if it is a file
   * @throws IOException if the storage fails
   */
  public boolean exists() throws IOException {
    Storage.Kind kind = storage.kind("");
    if (kind == Storage.Kind.FILE) {
      throw new UserError(location + " is a file; a data folder is a folder");
    }
    return kind == Storage.Kind.FOLDER;
  }

  /**
   * Tells whether it holds a file.
   *
   * @param name of the file
   * @return whether there is such a file
   * @throws IOException if the storage fails
   */
  public boolean holds(String name) throws IOException {
    return storage.kind(name) == Storage.Kind.FILE;
  }

  /**
   * Opens a file for reading.
   *
   * @param name of the file
   * @return the file
   * @throws IOException if there is none or the storage fails
   */
  public InputFile input(String name) throws IOException {
    return storage.input(name);
  }

  /**
   * Reads a small text.
   *
   * @param name of the file
   * @return all of it, from UTF-8
   * @throws IOException if there is none or the storage fails
   */
  public String text(String name) throws IOException {
    try (SeekableInputStream in = storage.input(name).newStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Writes a file, which appears whole or not at all; folders are made on demand.
   *
   * @param name of the file; it is replaced if it exists
   * @param content writes it
   * @throws IOException if the storage fails
   */
  public void write(String name, Content content) throws IOException {
    String target = storage.renamesAtomically() ? TableNames.temporary(name) : name;
    try {
      content.writeTo(storage.output(target));
      if (!target.equals(name)) {
        storage.publish(target, name);
      }
    } catch (IOException | RuntimeException e) {
      try {
        storage.delete(target);
      } catch (IOException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  /**
   * Writes a small text, which appears whole or not at all.
   *
   * @param name of the file; it is replaced if it exists
   * @param text its content
   * @throws IOException if the storage fails
   */
  public void write(String name, String text) throws IOException {
    write(
        name,
        file -> {
          try (PositionOutputStream out = file.createOrOverwrite(NO_BLOCKS)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
          }
        });
  }
}
