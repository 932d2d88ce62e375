package ccrnn.pipeline.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A figure over one results folder. The same folder gives an equal result, in whatever order its
 * rows are read.
 *
 * @param figure which
 * @param panels its pictures; empty if there are no data
 * @param tests all comparisons; Holm's p is over them
 * @param outcomes one per claim of the figure, in their order
 * @param verdict over the claims that were run: one that is contradicted contradicts the figure,
 *     and only if all are supported the figure is
 * @param sentence the verdict in words: effect, interval, p and n
 * @param gaps conditions or seeds that the design asks for and the folder lacks, a phrase each
 * @param query the SQL that gave the numbers, as it was run; statements end with semicolons
 * @param trials complete trials of the folder that take part
 */
public record FigureResult(
    PaperFigure figure,
    List<Panel> panels,
    List<Comparison> tests,
    List<Outcome> outcomes,
    Verdict verdict,
    String sentence,
    List<String> gaps,
    String query,
    int trials) {
  /** Copies the lists and checks that nothing is null. */
  public FigureResult {
    Objects.requireNonNull(figure, "figure");
    panels = List.copyOf(panels);
    tests = List.copyOf(tests);
    outcomes = List.copyOf(outcomes);
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(sentence, "sentence");
    gaps = List.copyOf(gaps);
    Objects.requireNonNull(query, "query");
  }

  /**
   * What became of a claim.
   *
   * @param claim which
   * @param verdict on it
   * @param sentence the verdict in words: effect, interval, p and n
   */
  public record Outcome(Claim claim, Verdict verdict, String sentence) {
    /** Checks that nothing is null. */
    public Outcome {
      Objects.requireNonNull(claim, "claim");
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(sentence, "sentence");
    }
  }

  /**
   * Chooses tests.
   *
   * @param claim position of a claim of the figure
   * @return the comparisons that judge it
   */
  public List<Comparison> testsOf(int claim) {
    return tests.stream()
        .filter(test -> test.claim().filter(index -> index == claim).isPresent())
        .toList();
  }

  /**
   * @return names of the columns of {@link #rows}
   */
  public static List<String> columns() {
    return List.of("panel", "series", "condition", "x", "mean", "lower", "upper", "n");
  }

  /**
   * @return everything that is plotted, in its order: text, or a {@link Double}, or an {@link
   *     Integer} for n
   */
  public List<List<Object>> rows() {
    List<List<Object>> rows = new ArrayList<>();
    for (Panel panel : panels) {
      for (Panel.Series series : panel.series()) {
        for (Panel.Point point : series.points()) {
          rows.add(
              List.of(
                  panel.title(),
                  series.label(),
                  series.condition(),
                  point.x(),
                  point.mean(),
                  point.lower(),
                  point.upper(),
                  point.n()));
        }
      }
    }
    return rows;
  }
}
