package ccrnn.pipeline.analysis;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A figure and how it is made: what it asks a folder, what it shows of the answers and which tests
 * its claims rest on.
 *
 * @param figure what is asked
 * @param steps the way to its panels and tests; adds nothing where the folder has no trials for it
 * @param after name of the figure that it follows where the figures of several families are listed;
 *     empty for the one before it in its family
 */
public record Recipe(PaperFigure figure, Consumer<Analysis> steps, Optional<String> after) {
  /** Checks that nothing is null. */
  public Recipe {
    Objects.requireNonNull(figure, "figure");
    Objects.requireNonNull(steps, "steps");
    Objects.requireNonNull(after, "after");
  }

  /**
   * A figure that follows the one before it in its family.
   *
   * @param figure what is asked
   * @param steps the way to its panels and tests
   * @return figure and way
   */
  public static Recipe of(PaperFigure figure, Consumer<Analysis> steps) {
    return new Recipe(figure, steps, Optional.empty());
  }

  /**
   * Says where it stands.
   *
   * @param name of a figure of a family before; where there is none of that name it is the last
   * @return the same after that figure
   */
  public Recipe after(String name) {
    return new Recipe(figure, steps, Optional.of(name));
  }

  /**
   * Asks, tests and judges.
   *
   * @param answers of a folder
   * @param index of the trials of that folder
   * @return what has become of the figure
   */
  public FigureResult make(Answers answers, TrialIndex index) {
    FigureBuilder builder = new FigureBuilder(figure, answers);
    steps.accept(new Analysis(builder, index));
    return builder.build();
  }
}
