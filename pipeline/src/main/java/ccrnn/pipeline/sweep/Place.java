package ccrnn.pipeline.sweep;

import ccrnn.pipeline.UserError;

/**
 * Where the user wrote something: a line of the sweep file, or an override of the command line.
 *
 * @param text how an error message begins, for example {@code quickstart.yaml:7}
 * @param brief how another message refers to it, for example {@code line 7}
 */
record Place(String text, String brief) {
  private static final int LONGEST = 100;

  static Place file(String name) {
    return new Place(Names.printable(name), "the sweep file");
  }

  static Place line(String name, int line) {
    return new Place(Names.printable(name) + ":" + line, "line " + line);
  }

  static Place override(String argument) {
    String shown = Names.printable(argument);
    String text = "-o " + (shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown);
    return new Place(text, text);
  }

  /**
   * @return the same place, which is told apart from places of other files in the brief form too
   */
  Place whole() {
    return new Place(text, text);
  }

  UserError error(String message) {
    return new UserError(text + ": " + message);
  }

  UserError error(String message, Throwable cause) {
    return new UserError(text + ": " + message, cause);
  }
}
