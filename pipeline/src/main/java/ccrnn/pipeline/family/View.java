package ccrnn.pipeline.family;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A view that a family offers beside the tables, in the SQL that all engines understand: a file
 * {@code NAME.sql} with one {@code CREATE OR REPLACE TEMPORARY VIEW NAME}. It stands on the tables
 * {@code trials}, {@code epochs} and {@code measures}, on {@code complete_trials}, and on views
 * that its family names before it.
 *
 * <p>The program fills in what depends on the installed families:
 *
 * <ul>
 *   <li><code>${settings}</code>: every setting of {@code t}, the trial that a row is about;
 *   <li><code>${settings T but A B}</code>: every setting of {@code T} but those that {@link
 *       Family#comparisons} calls {@code A} and {@code B};
 *   <li><code>${same T U but A B}</code>: that {@code T} and {@code U} are alike in those settings,
 *       in which nothing equals nothing.
 * </ul>
 *
 * @param name snake_case
 * @param beside a class of the package in whose folder the file is
 */
public record View(String name, Class<?> beside) {
  /** Checks that nothing is null. */
  public View {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(beside, "beside");
  }

  /**
   * Reads the file.
   *
   * @return its text, as it is
   * @throws IllegalStateException if there is none
   */
  public String text() {
    String file = name + ".sql";
    try (InputStream in = beside.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "missing on the class path: " + beside.getPackageName().replace('.', '/') + "/" + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
