package ccrnn.pipeline.data.captions;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.FileFolder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The last file of a folder of captions: words and where all comes from.
 *
 * @param words by number
 * @param identity of the whole content
 */
record VocabularyFile(List<String> words, String identity) {
  static final String NAME = "vocabulary.json";
  private static final String FORMAT = "ccrnn.captions";

  VocabularyFile {
    words = List.copyOf(words);
  }

  void write(Map<String, String> provenance, FileFolder folder) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    root.put("format", FORMAT).put("version", CaptionFiles.VERSION).put("identity", identity);
    provenance.forEach(root.putObject("provenance")::put);
    words.forEach(root.putArray("words")::add);
    folder.write(NAME, json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  /**
   * @throws UserError if it is of another format
   */
  static VocabularyFile read(FileFolder folder) throws IOException {
    String name = folder.location() + "/" + NAME;
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(folder.text(NAME));
    } catch (JsonProcessingException e) {
      throw new UserError(name + ": damaged: " + e.getOriginalMessage(), e);
    }
    if (!FORMAT.equals(root.path("format").asText())) {
      throw new UserError(name + ": foreign: `ccrnn data captions` did not write it");
    }
    int version = root.path("version").asInt();
    if (version != CaptionFiles.VERSION) {
      throw new UserError(
          "%s: format version %d, this program reads %d; prepare the captions again"
              .formatted(name, version, CaptionFiles.VERSION));
    }
    List<String> words = new ArrayList<>();
    root.path("words").forEach(word -> words.add(word.asText()));
    return new VocabularyFile(words, root.path("identity").asText());
  }
}
