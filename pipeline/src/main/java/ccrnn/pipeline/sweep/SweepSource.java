package ccrnn.pipeline.sweep;

import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that a sweep is read from: its file and, where that says {@code like: other.yaml}, the other
 * one. So a sweep can be kept and read again where its files are not.
 *
 * @param own the sweep file
 * @param like the file that it changes, which is like no third
 */
public record SweepSource(Text own, Optional<Text> like) {
  /** The key that names the other file. */
  static final String LIKE = "like";

  /** A file of the same folder: no separator, nothing hidden, no way up. */
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,98}");

  /**
   * A file.
   *
   * @param file its name, for messages
   * @param text YAML
   */
  public record Text(String file, String text) {
    /** Checks that nothing is null. */
    public Text {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(text, "text");
    }
  }

  /** Checks that nothing is null. */
  public SweepSource {
    Objects.requireNonNull(own, "own");
    Objects.requireNonNull(like, "like");
  }

  /**
   * Reads a sweep file and the one that it is like.
   *
   * @param file YAML in UTF-8
   * @return both texts
   * @throws UserError if one cannot be read or is no YAML, or if the other one is not in the same
   *     folder or is itself like another; one line with the place
   */
  public static SweepSource read(Path file) {
    Text own = text(file);
    Optional<Node.Entry> entry = likeEntry(own);
    return new SweepSource(own, entry.map(found -> other(file, found)));
  }

  private static Text other(Path file, Node.Entry entry) {
    Place place = entry.place();
    if (!(entry.value() instanceof Node.Scalar name) || !FILE.matcher(name.text()).matches()) {
      throw place.error(
          "like needs the name of a sweep file in the same folder, not "
              + entry.value().description());
    }
    Path path = file.resolveSibling(name.text());
    if (path.getFileName().equals(file.getFileName())) {
      throw place.error("like names this file itself; name another");
    }
    Text text;
    try {
      text = text(path);
    } catch (UserError e) {
      throw place.error("like: " + e.getMessage(), e);
    }
    likeEntry(text)
        .ifPresent(
            second -> {
              throw place.error(
                  "like names a file that is itself like another (%s); name a whole sweep"
                      .formatted(second.place().text()));
            });
    return text;
  }

  private static Optional<Node.Entry> likeEntry(Text text) {
    return Optional.ofNullable(YamlTree.parse(text.text(), text.file()).entries().get(LIKE));
  }

  private static Text text(Path file) {
    Place place = Place.file(file.toString());
    if (Files.isDirectory(file)) {
      throw place.error("is a directory, not a sweep file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(YamlTree.MAX_CHARACTERS + 1);
      if (bytes.length > YamlTree.MAX_CHARACTERS) {
        throw place.error("is larger than 1 MiB; a sweep file is a page of text");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Text(file.toString(), text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw place.error("is not a text in UTF-8", e);
    } catch (NoSuchFileException e) {
      throw place.error("no such file" + similarFile(file), e);
    } catch (AccessDeniedException e) {
      throw place.error("may not be read by you", e);
    } catch (IOException e) {
      throw place.error("cannot be read: " + Names.printable(String.valueOf(e.getMessage())), e);
    }
  }

  private static String similarFile(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try (Stream<Path> siblings = Files.list(folder)) {
      var names =
          siblings
              .map(sibling -> sibling.getFileName().toString())
              .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
              .sorted()
              .toList();
      return Names.nearest(file.getFileName().toString(), names)
          .map(name -> "; did you mean " + Names.quote(file.resolveSibling(name).toString()) + "?")
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
