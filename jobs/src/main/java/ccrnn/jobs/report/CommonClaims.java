package ccrnn.jobs.report;

import ccrnn.pipeline.analysis.Comparison;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Verdict;
import ccrnn.pipeline.figure.Figures;
import ccrnn.pipeline.figure.PaperFigures;
import ccrnn.pipeline.query.QueryEngine;
import java.util.ArrayList;
import java.util.List;

/** What two results folders say to the same claims. */
public final class CommonClaims {
  private CommonClaims() {}

  /**
   * A claim and both answers.
   *
   * @param figure name of its figure
   * @param claim what is claimed
   * @param first verdict and numbers of the first folder
   * @param second verdict and numbers of the second folder
   */
  public record Answers(String figure, String claim, String first, String second) {}

  /** The claims that both folders have data for. */
  static List<Answers> of(QueryEngine first, QueryEngine second) {
    Figures one = Figures.over(first);
    Figures other = Figures.over(second);
    List<Answers> answers = new ArrayList<>();
    for (PaperFigure figure : PaperFigures.all()) {
      FigureResult a = one.result(figure);
      FigureResult b = other.result(figure);
      for (int i = 0; i < figure.claims().size(); i++) {
        if (a.outcomes().get(i).verdict() != Verdict.NOT_RUN
            && b.outcomes().get(i).verdict() != Verdict.NOT_RUN) {
          answers.add(
              new Answers(
                  figure.name(), figure.claims().get(i).text(), answer(a, i), answer(b, i)));
        }
      }
    }
    return answers;
  }

  /** With effect and interval where one test decides. */
  private static String answer(FigureResult result, int claim) {
    List<Comparison> tests = result.testsOf(claim);
    String word = Verdicts.words(result.outcomes().get(claim).verdict());
    if (tests.size() != 1) {
      return word + ", " + Numbers.count(tests.size(), "test");
    }
    Comparison test = tests.get(0);
    return word
        + ": "
        + Numbers.of(test.mean())
        + " "
        + Numbers.interval(test.lower(), test.upper())
        + ", n = "
        + test.n();
  }
}
