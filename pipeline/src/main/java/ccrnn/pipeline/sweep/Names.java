package ccrnn.pipeline.sweep;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Suggestions for misspelt names, and user text made fit for a one-line message. */
public final class Names {
  private static final int LONGEST = 60;
  private static final int SHORTEST_PART = 4;
  private static final int FEW = 3;

  private Names() {}

  /**
   * Advice on an unknown name.
   *
   * @return {@code did you mean 'x'?} where one of the names is close, else {@code valid: a, b, c}
   */
  static String advice(String unknown, Collection<String> valid) {
    return nearest(unknown, valid)
        .map(name -> "did you mean '" + name + "'?")
        .orElseGet(() -> "valid: " + String.join(", ", valid));
  }

  /**
   * Advice on an unknown name among many.
   *
   * @param all how to see all names
   * @return {@code did you mean 'x'?} where one of the names is close, else the three that are
   *     nearest, and how to see all
   */
  static String advice(String unknown, Collection<String> valid, String all) {
    return nearest(unknown, valid)
        .map(name -> "did you mean '" + name + "'?")
        .orElseGet(
            () -> {
              String text = unknown.substring(0, Math.min(unknown.length(), LONGEST));
              return "nearest: "
                  + valid.stream()
                      .sorted(Comparator.comparingInt(name -> distance(text, name)))
                      .limit(FEW)
                      .collect(Collectors.joining(", "))
                  + "; "
                  + all
                  + " lists all";
            });
  }

  /**
   * Finds the name that a user may have meant.
   *
   * @param unknown what was written
   * @param valid names that exist
   * @return the name with the smallest edit distance, if that is at most a third of its length (at
   *     least 1), or else the first name that contains the text
   */
  public static Optional<String> nearest(String unknown, Collection<String> valid) {
    if (unknown.length() > LONGEST) {
      return Optional.empty();
    }
    String normal = unknown.toLowerCase(Locale.ROOT).replace('_', '-');
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : valid) {
      int distance = distance(normal, name.toLowerCase(Locale.ROOT));
      if (distance < least && distance <= Math.max(1, name.length() / 3)) {
        least = distance;
        best = name;
      }
    }
    return Optional.ofNullable(best)
        .or(
            () ->
                valid.stream()
                    .filter(name -> normal.length() >= SHORTEST_PART && name.contains(normal))
                    .findFirst());
  }

  /**
   * @return the text in single quotes, on one line and of bearable length
   */
  static String quote(String text) {
    String shown = printable(text);
    return "'" + (shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown) + "'";
  }

  /**
   * Makes a text fit for a terminal and for one line.
   *
   * @param text from anywhere
   * @return the text with control and formatting characters, line breaks included, replaced by '?'
   */
  public static String printable(String text) {
    return text.codePoints()
        .map(c -> c == ' ' || isVisible(c) ? c : '?')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** Edits that turn one text into the other: insert, delete, replace, swap of neighbours. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        least = Math.min(least, cost[i - 1][j - 1] + replace);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
