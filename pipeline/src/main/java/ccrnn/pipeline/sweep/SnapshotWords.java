package ccrnn.pipeline.sweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a sweep file says under {@code snapshots}. */
final class SnapshotWords {
  private static final Pattern EVERY = Pattern.compile("every ([1-9][0-9]{0,5}) ?(s|min|h)");

  private SnapshotWords() {}

  /** Takes a word or two: nothing kept, the final state, or one every so often. */
  static Snapshotting read(Node node) {
    List<String> words = new ArrayList<>();
    if (node instanceof Node.Sequence sequence) {
      for (Node item : sequence.items()) {
        words.add(word(item, node));
      }
    } else {
      for (String word : word(node, node).split(",", -1)) {
        words.add(word.strip());
      }
    }
    if (words.equals(List.of("none"))) {
      return Snapshotting.NONE;
    }
    boolean last = words.remove("final");
    Optional<Duration> every = Optional.empty();
    if (words.size() == 1) {
      every = Optional.of(duration(words.get(0), node));
    }
    if (words.size() > 1 || (!last && every.isEmpty())) {
      throw mistake(node, Names.quote(String.join(", ", words)));
    }
    return new Snapshotting(last, every);
  }

  private static String word(Node node, Node whole) {
    if (!(node instanceof Node.Scalar scalar)) {
      throw mistake(whole, node.description());
    }
    return scalar.text();
  }

  private static Duration duration(String word, Node node) {
    Matcher every = EVERY.matcher(word.toLowerCase(Locale.ROOT));
    if (!every.matches()) {
      throw mistake(node, Names.quote(word));
    }
    long number = Long.parseLong(every.group(1));
    return switch (every.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "min" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static RuntimeException mistake(Node node, String found) {
    return node.place()
        .error(
            "snapshots %s: give none, final, 'every 10 min' (s, min or h), or [final, every 10 min]"
                .formatted(found));
  }
}
