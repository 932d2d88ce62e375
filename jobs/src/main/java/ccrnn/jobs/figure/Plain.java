package ccrnn.jobs.figure;

/** Makes text that nobody vouches for fit to be shown: in a page, a picture or a terminal. */
public final class Plain {
  private static final int REPLACEMENT = 0xFFFD;

  private Plain() {}

  /**
   * Replaces what is no character of its own: controls, so also the escapes that steer a terminal,
   * halves of pairs, and marks that would turn the direction of the text around them.
   *
   * @param text anything
   * @return the same with line breaks and tabs as spaces and U+FFFD for each of those
   */
  public static String text(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().map(Plain::shown).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /**
   * The same for text of several lines.
   *
   * @param text anything
   * @return as {@link #text}, but line breaks stay
   */
  public static String lines(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .map(each -> each == '\n' ? each : shown(each))
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static int shown(int character) {
    if (character == '\n' || character == '\r' || character == '\t') {
      return ' ';
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
          REPLACEMENT;
      case Character.FORMAT -> turnsDirection(character) ? REPLACEMENT : character;
      default -> character;
    };
  }

  private static boolean turnsDirection(int character) {
    return (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }
}
