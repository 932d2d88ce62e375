package ccrnn.pipeline.analysis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A figure of a paper, as a question to a results folder. {@link Recipe} says how it is made.
 *
 * @param name kebab-case, such as {@code natcomm-3b}
 * @param title a phrase
 * @param question what it asks, a sentence
 * @param design what is compared and by which measure, a sentence or two
 * @param source where it is from, and what could not be read
 * @param claims what it is said to show; empty where it only shows
 * @param views names of the SQL views that it asks
 * @param sweep file below {@code conf/paper} that runs it; empty for a figure of any sweep
 */
public record PaperFigure(
    String name,
    String title,
    String question,
    String design,
    String source,
    List<Claim> claims,
    List<String> views,
    Optional<String> sweep) {
  /** Copies the lists and checks that nothing is null. */
  public PaperFigure {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(design, "design");
    Objects.requireNonNull(source, "source");
    claims = List.copyOf(claims);
    views = List.copyOf(views);
    Objects.requireNonNull(sweep, "sweep");
  }
}
