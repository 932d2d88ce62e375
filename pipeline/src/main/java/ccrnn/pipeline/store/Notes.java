package ccrnn.pipeline.store;

import ccrnn.pipeline.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Small files beside the tables of a results folder: what was asked, who is at work, states that
 * trials may go on from. Names have a folder and a file, such as {@code sweeps/quickstart.json}.
 */
public final class Notes {
  /** The names that notes are given; copies of them have a space or a bracket. */
  private static final Pattern NOTE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** What Syncthing puts into the names of copies. */
  private static final String CONFLICT = ".sync-conflict-";

  /** Bytes of the largest text that is read; a folder may come from anyone. */
  static final int LARGEST = 32 << 20;

  /** Block size hint for files that need none. */
  private static final long NO_BLOCKS = 0;

  private final String location;
  private final Storage storage;

  Notes(String location, Storage storage) {
    this.location = location;
    this.storage = storage;
  }

  /**
   * Writes a small text beside the tables, at once or not at all where the storage can.
   *
   * @param name a folder and a file, such as {@code sweeps/quickstart.json}; replaced if it exists
   * @param text its content
   * @throws UncheckedIOException if the storage fails
   */
  public void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file beside the tables, at once or not at all where the storage can.
   *
   * @param name a folder and a file, such as {@code snapshots/1a2b}; replaced if it exists
   * @param bytes its content, not modified
   * @throws UncheckedIOException if the storage fails
   */
  public void write(String name, byte[] bytes) {
    String target = storage.renamesAtomically() ? TableNames.temporary(name) : name;
    try {
      try (PositionOutputStream out = storage.output(target).createOrOverwrite(NO_BLOCKS)) {
        out.write(bytes);
      }
      if (!target.equals(name)) {
        storage.publish(target, name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write " + name + " in " + location + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads the small texts of a folder.
   *
   * @param folder such as {@code sweeps}
   * @return text by name below that folder, in order of the names; those that vanish meanwhile are
   *     left out, and files that are no notes: what desktops and synchronizing services leave
   * @throws UserError if one is too large to be a note
   * @throws UncheckedIOException if the storage fails
   */
  public SortedMap<String, String> texts(String folder) {
    SortedMap<String, String> texts = new TreeMap<>();
    try {
      for (Storage.Entry entry : storage.list(folder)) {
        if (isOurs(entry.name())) {
          read(folder + "/" + entry.name()).ifPresent(text -> texts.put(entry.name(), text));
        }
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + folder + " in " + location + ": " + e.getMessage(), e);
    }
  }

  /**
   * Lists the files of a folder beside the tables.
   *
   * @param folder such as {@code snapshots}
   * @return names below that folder, in order
   * @throws UncheckedIOException if the storage fails
   */
  public List<String> names(String folder) {
    try {
      return storage.list(folder).stream()
          .map(Storage.Entry::name)
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder + " in " + location, e);
    }
  }

  /**
   * Reads a file beside the tables.
   *
   * @param name as given to {@link #write(String, byte[])}
   * @return its content; empty where there is none
   * @throws UncheckedIOException if the storage fails
   */
  public Optional<byte[]> bytes(String name) {
    try {
      return readBytes(name, Integer.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + name + " in " + location + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a small text.
   *
   * @param name as given to {@link #write(String, String)}
   * @return its content; empty where there is none
   * @throws UserError if it is too large to be a note
   * @throws UncheckedIOException if the storage fails
   */
  public Optional<String> text(String name) {
    try {
      return read(name);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + name + " in " + location + ": " + e.getMessage(), e);
    }
  }

  private Optional<String> read(String name) throws IOException {
    Optional<byte[]> bytes = readBytes(name, LARGEST + 1);
    if (bytes.isPresent() && bytes.get().length > LARGEST) {
      throw new UserError(
          "%s/%s is larger than any note of this program; it may be removed"
              .formatted(location, name));
    }
    return bytes.map(text -> new String(text, StandardCharsets.UTF_8));
  }

  private Optional<byte[]> readBytes(String name, int most) throws IOException {
    // Parquet's own stream of a local file reads byte by byte.
    Optional<Path> local = storage.localPath();
    try (InputStream in =
        local.isPresent()
            ? Files.newInputStream(local.get().resolve(name))
            : storage.input(name).newStream()) {
      return Optional.of(in.readNBytes(most));
    } catch (NoSuchFileException | FileNotFoundException vanished) {
      return Optional.empty();
    }
  }

  /**
   * Removes a file; does nothing where there is none.
   *
   * @param name as given to {@code write}
   * @throws UncheckedIOException if the storage fails
   */
  public void delete(String name) {
    try {
      storage.delete(name);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot remove " + name + " in " + location + ": " + e.getMessage(), e);
    }
  }

  private static boolean isOurs(String name) {
    return NOTE.matcher(name).matches() && !name.contains(CONFLICT);
  }
}
