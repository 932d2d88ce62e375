package ccrnn.pipeline.sweep;

import ccrnn.pipeline.UserError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML into {@link Node}s. Built on parser events, so no tag ever makes an object; aliases
 * are refused, depth and size are bounded.
 */
final class YamlTree {
  /** Characters of a sweep file; a page of text is a hundredth of it. */
  static final int MAX_CHARACTERS = 1 << 20;

  private static final int MAX_DEPTH = 6;

  /** What {@code !!} stands for. */
  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final String origin;
  private final YAMLParser parser;

  private YamlTree(String origin, YAMLParser parser) {
    this.origin = origin;
    this.parser = parser;
  }

  /**
   * @param text the YAML
   * @param origin the file's name, for messages
   * @return the document, which is a map
   * @throws UserError if the text is no YAML, holds no map, or a key stands twice in one map
   */
  static Node.Mapping parse(String text, String origin) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(2 * MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    YAMLFactory factory = YAMLFactory.builder().loaderOptions(options).build();
    try (YAMLParser parser = factory.createParser(text)) {
      return new YamlTree(origin, parser).document();
    } catch (JsonProcessingException e) {
      throw notYaml(text, origin, e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from a string cannot fail", e);
    }
  }

  private Node.Mapping document() throws IOException {
    if (parser.nextToken() == null) {
      throw Place.file(origin).error("is empty; a sweep begins with a line like 'name: my-sweep'");
    }
    Node root = node(place(), 0);
    if (!(root instanceof Node.Mapping mapping)) {
      throw root.place()
          .error("a sweep is made of 'key: value' lines, not of " + root.description());
    }
    if (parser.nextToken() != null) {
      throw place().error("a second YAML document begins here; a file holds one sweep");
    }
    return mapping;
  }

  /** Reads the value at the current token; {@code key} is where an empty value is reported. */
  private Node node(Place key, int depth) throws IOException {
    Place here = place();
    if (depth > MAX_DEPTH) {
      throw here.error("nested too deep for a sweep");
    }
    if (parser.isCurrentAlias()) {
      throw here.error(
          "YAML aliases are not supported; write the value of "
              + Names.quote("*" + parser.getText())
              + " out");
    }
    Object tag = parser.getTypeId();
    if (tag != null) {
      String written = ("!" + tag).replace("!" + STANDARD_TAG, "!!");
      throw here.error("YAML tags are not supported; leave " + Names.quote(written) + " out");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(here, depth);
      case START_ARRAY -> sequence(here, depth);
      case VALUE_NULL -> new Node.Empty(key);
      default -> scalar(key, here, parser.getText().strip());
    };
  }

  private static Node scalar(Place key, Place here, String text) {
    return text.isEmpty() ? new Node.Empty(key) : new Node.Scalar(here, text);
  }

  private Node mapping(Place here, int depth) throws IOException {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place key = place();
      String name = parser.currentName();
      Node.Entry first = entries.get(name);
      if (first != null) {
        throw key.error(
            Names.quote(name) + " stands twice in one map, first in " + first.place().brief());
      }
      parser.nextToken();
      entries.put(name, new Node.Entry(key, node(key, depth + 1)));
    }
    return new Node.Mapping(here, entries);
  }

  private Node sequence(Place here, int depth) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(place(), depth + 1));
    }
    return new Node.Sequence(here, items);
  }

  private Place place() {
    return Place.line(origin, parser.currentTokenLocation().getLineNr());
  }

  private static UserError notYaml(String text, String origin, JsonProcessingException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYAMLException marked) {
        int line =
            Optional.ofNullable(marked.getProblemMark()).map(mark -> mark.getLine() + 1).orElse(1);
        return Place.line(origin, line)
            .error("not YAML: " + Names.printable(marked.getProblem()), failure);
      }
      if (cause instanceof ReaderException strange) {
        int end = Math.min(strange.getPosition(), text.length());
        int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        return Place.line(origin, line)
            .error(
                "not YAML: character U+%04X is not allowed".formatted(strange.getCodePoint()),
                failure);
      }
    }
    int line = failure.getLocation() == null ? 1 : Math.max(1, failure.getLocation().getLineNr());
    // what follows the comma is the print-out of a parser event
    String problem = failure.getOriginalMessage().split(", got this|\n", 2)[0];
    return Place.line(origin, line).error("not YAML: " + Names.printable(problem), failure);
  }
}
