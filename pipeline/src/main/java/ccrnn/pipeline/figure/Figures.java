package ccrnn.pipeline.figure;

import ccrnn.pipeline.analysis.Answers;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.TrialIndex;
import ccrnn.pipeline.analysis.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The figures of one results folder. For one thread at a time. */
public final class Figures {
  private final Answers answers;
  private final TrialIndex index;
  private final Map<String, FigureResult> results = new HashMap<>();

  private Figures(Answers answers) {
    this.answers = answers;
    this.index = TrialIndex.read(answers);
  }

  /**
   * Looks at what the folder has.
   *
   * @param answers of the results folder, such as an engine's, which stays the caller's to close
   * @return its figures
   */
  public static Figures over(Answers answers) {
    return new Figures(answers);
  }

  /**
   * @return those figures that the folder has data for, in the order of {@link PaperFigures#all}
   */
  public List<PaperFigure> present() {
    return PaperFigures.all().stream()
        .filter(figure -> result(figure).verdict() != Verdict.NOT_RUN)
        .toList();
  }

  /**
   * Asks, tests and judges. What the folder lacks becomes a gap. A second call for a figure answers
   * with the first's result.
   *
   * @param figure which
   * @return its result
   */
  public FigureResult result(PaperFigure figure) {
    return results.computeIfAbsent(
        figure.name(), name -> PaperFigures.recipe(figure).make(answers, index));
  }
}
