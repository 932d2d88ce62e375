package ccrnn.pipeline.analysis;

import ccrnn.pipeline.query.QueryEngine;
import java.util.List;

/** The figures of one results folder. For one thread at a time. */
public final class Figures {
  private final QueryEngine engine;

  private Figures(QueryEngine engine) {
    this.engine = engine;
  }

  /**
   * Looks at what the folder has.
   *
   * @param engine over the results folder, which stays the caller's to close
   * @return its figures
   */
  public static Figures over(QueryEngine engine) {
    return new Figures(engine);
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
   * Asks, tests and judges. What the folder lacks becomes a gap.
   *
   * @param figure which
   * @return its result
   */
  public FigureResult result(PaperFigure figure) {
    return new FigureResult(
        figure,
        List.of(),
        List.of(),
        figure.claims().stream()
            .map(claim -> new FigureResult.Outcome(claim, Verdict.NOT_RUN, "not run"))
            .toList(),
        Verdict.NOT_RUN,
        "The folder has no trials for this figure.",
        List.of(),
        "",
        Math.toIntExact(
            (Long)
                engine
                    .run("SELECT count(*) FROM trials WHERE status = 'complete'")
                    .rows()
                    .get(0)
                    .get(0)));
  }
}
