package ccrnn.pipeline.figure;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.Amount;
import ccrnn.pipeline.analysis.CurveAnalysis;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Family;
import ccrnn.pipeline.sweep.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures that a sweep can ask for: one of any sweep, then those of the families. */
public final class PaperFigures {
  private static final Amount VALIDATION_LOSS =
      new Amount(
          "validation_loss",
          "validation_loss",
          task ->
              new Amount.Words(
                  "validation loss", Families.learning(task).validationLoss(task).label()));

  private static final Recipe CURVES =
      Recipe.of(
          new PaperFigure(
              "curves",
              "Learning curves of all conditions",
              "How does each condition learn?",
              "Every complete trial, over epochs, mean and SEM over the seeds of each condition:"
                  + " validation loss.",
              "no paper; shown of every sweep",
              List.of(),
              List.of("curves"),
              Optional.empty()),
          analysis -> new CurveAnalysis(analysis).all(VALIDATION_LOSS));

  private PaperFigures() {}

  /**
   * Lists figures.
   *
   * @param families whose figures there are, after that of any sweep
   * @return figures by name, in the order of a report
   * @throws UserError if two have one name
   */
  static Map<String, Recipe> of(List<? extends Family> families) {
    List<Recipe> all = new ArrayList<>(List.of(CURVES));
    for (Family family : families) {
      int next = all.size();
      for (Recipe recipe : family.figures()) {
        String name = recipe.figure().name();
        if (place(name, all) >= 0) {
          throw new UserError(
              "figure '%s' of family %s is there already; give it a name of its own"
                  .formatted(name, family.name()));
        }
        if (recipe.after().isPresent()) {
          int before = place(recipe.after().get(), all);
          next = before < 0 ? all.size() : before + 1;
        }
        all.add(next++, recipe);
      }
    }
    Map<String, Recipe> names = new LinkedHashMap<>();
    all.forEach(recipe -> names.put(recipe.figure().name(), recipe));
    return names;
  }

  /** Where a figure is, or -1. */
  private static int place(String name, List<Recipe> recipes) {
    return recipes.stream().map(each -> each.figure().name()).toList().indexOf(name);
  }

  private static Map<String, Recipe> installed() {
    return of(Families.all());
  }

  /**
   * @return all figures, in the order of a report
   */
  public static List<PaperFigure> all() {
    return installed().values().stream().map(Recipe::figure).toList();
  }

  /**
   * Finds a figure.
   *
   * @param name as in {@link PaperFigure#name}
   * @return the figure
   * @throws UserError if there is none of that name
   */
  public static PaperFigure named(String name) {
    Recipe recipe = installed().get(name);
    if (recipe == null) {
      throw new UserError("unknown figure '" + name + "'; " + advice(name));
    }
    return recipe.figure();
  }

  /** How a figure is made. */
  static Recipe recipe(PaperFigure figure) {
    Recipe recipe = installed().get(figure.name());
    if (recipe == null) {
      throw new IllegalArgumentException("no analysis of " + figure.name());
    }
    return recipe;
  }

  private static String advice(String name) {
    List<String> names = List.copyOf(installed().keySet());
    return Names.nearest(name, names)
        .map(nearest -> "did you mean '" + nearest + "'?")
        .orElseGet(() -> "valid: " + String.join(", ", names));
  }
}
