package ccrnn.pipeline.data.captions;

import ccrnn.pipeline.UserError;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The captions of a file in the format of COCO: an object with the arrays images (id, file_name)
 * and annotations (id, image_id, caption); everything else in it is passed over.
 *
 * @param images file names by id
 * @param captions in the order of the file, each of one of the images
 */
record CocoAnnotations(SortedMap<Long, String> images, List<Caption> captions) {

  /** What a person said of an image. */
  record Caption(long id, long image, String text) {}

  /**
   * @param file to read
   * @return what it holds, one image and one caption at least
   * @throws UserError if it cannot be read or is of another format
   */
  static CocoAnnotations read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file");
    }
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      return new Reader(file, json).read();
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : ", line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new UserError(file + where + ": no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Walks through one file. */
  private static final class Reader {
    private final Path file;
    private final JsonParser json;
    private final SortedMap<Long, String> images = new TreeMap<>();
    private final List<Caption> captions = new ArrayList<>();

    Reader(Path file, JsonParser json) {
      this.file = file;
      this.json = json;
    }

    /** Reads an element of an array. */
    private interface Element {
      void read() throws IOException;
    }

    CocoAnnotations read() throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw wrong("an object with images and annotations is expected");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "images" -> array(name, this::image);
          case "annotations" -> array(name, this::caption);
          default -> json.skipChildren();
        }
      }
      if (images.isEmpty() || captions.isEmpty()) {
        throw new UserError(
            "%s: no %s; COCO caption annotations have images and annotations"
                .formatted(file, images.isEmpty() ? "images" : "annotations"));
      }
      for (Caption caption : captions) {
        if (!images.containsKey(caption.image())) {
          throw new UserError(
              "%s: caption %d is of image %d, which is not among the images"
                  .formatted(file, caption.id(), caption.image()));
        }
      }
      return new CocoAnnotations(images, captions);
    }

    private void array(String name, Element element) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw wrong("'" + name + "' should be an array");
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
          throw wrong("'" + name + "' should hold objects");
        }
        element.read();
      }
    }

    private void image() throws IOException {
      int line = json.currentLocation().getLineNr();
      Long id = null;
      String name = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "id" -> id = number(field);
          case "file_name" -> name = text(field);
          default -> json.skipChildren();
        }
      }
      require(id, "image", "id", line);
      // Features from a file need no names.
      if (images.putIfAbsent(id, name == null ? "" : name) != null) {
        throw wrong("image " + id + " occurs twice");
      }
    }

    private void caption() throws IOException {
      int line = json.currentLocation().getLineNr();
      Long id = null;
      Long image = null;
      String text = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "id" -> id = number(field);
          case "image_id" -> image = number(field);
          case "caption" -> text = text(field);
          default -> json.skipChildren();
        }
      }
      require(image, "annotation", "image_id", line);
      if (text == null) {
        throw new UserError(
            "%s, line %d: an annotation has no caption; are these annotations of another kind?"
                .formatted(file, line));
      }
      captions.add(new Caption(id == null ? captions.size() : id, image, text));
    }

    private void require(Object value, String what, String field, int line) {
      if (value == null) {
        throw new UserError("%s, line %d: an %s has no %s".formatted(file, line, what, field));
      }
    }

    private long number(String field) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw wrong("'" + field + "' should be a whole number");
      }
      return json.getLongValue();
    }

    private String text(String field) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw wrong("'" + field + "' should be a text");
      }
      return json.getText();
    }

    private UserError wrong(String what) {
      return new UserError(
          "%s, line %d: %s".formatted(file, json.currentLocation().getLineNr(), what));
    }
  }
}
