package ccrnn.jobs.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheet of all pages. */
final class Style {
  private static final String FILE = "report.css";

  private Style() {}

  static String text() {
    try (InputStream in = Style.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
