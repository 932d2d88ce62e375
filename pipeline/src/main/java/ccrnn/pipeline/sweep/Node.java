package ccrnn.pipeline.sweep;

import java.util.List;
import java.util.Map;

/** A piece of YAML that remembers where it was written. Scalars keep their text as written. */
sealed interface Node {
  /**
   * @return where it begins
   */
  Place place();

  /**
   * @return what it is, for a message
   */
  String description();

  /** A key without a value, or an explicit null. */
  record Empty(Place place) implements Node {
    @Override
    public String description() {
      return "nothing";
    }
  }

  /** A word, number or quoted text. */
  record Scalar(Place place, String text) implements Node {
    @Override
    public String description() {
      return Names.quote(text);
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String description() {
      return "a list";
    }
  }

  /** A map, in the order of the file. */
  record Mapping(Place place, Map<String, Entry> entries) implements Node {
    @Override
    public String description() {
      return "a map";
    }
  }

  /** A key's place and its value. */
  record Entry(Place place, Node value) {}
}
