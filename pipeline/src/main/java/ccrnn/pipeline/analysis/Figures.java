package ccrnn.pipeline.analysis;

import static ccrnn.pipeline.family.feedback.FeedbackRows.FEEDBACK_HORIZON;
import static ccrnn.pipeline.family.feedback.FeedbackRows.FEEDBACK_INTERVAL;
import static ccrnn.pipeline.family.rows.CerebellumRows.CEREBELLUM_LAYERS;
import static ccrnn.pipeline.family.rows.CerebellumRows.CEREBELLUM_UNITS;
import static ccrnn.pipeline.family.rows.CerebellumRows.LESION;
import static ccrnn.pipeline.family.rows.CortexRows.CORTEX;
import static ccrnn.pipeline.family.task.CaptionRows.MAX_LENGTH;
import static ccrnn.pipeline.family.task.CaptionRows.MIN_LENGTH;
import static ccrnn.pipeline.sweep.CommonRows.TASK;

import ccrnn.pipeline.analysis.PairAnalysis.About;
import ccrnn.pipeline.analysis.PairAnalysis.Swept;
import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.query.QueryEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The figures of one results folder. For one thread at a time. */
public final class Figures {
  private static final Filter INTACT = Filter.of(LESION, "none");
  private static final Filter GATED = INTACT.and(CORTEX, "lstm");
  private static final Filter LINES = GATED.and(TASK, "line-drawing");
  private static final Filter PUBLISHED_LINES =
      LINES.and(FEEDBACK_HORIZON, 1L).and(FEEDBACK_INTERVAL, 2L);
  private static final Filter DIGITS =
      GATED.and(TASK, "digit-line-drawing", "digit-drawing", "digit-recognition");
  private static final Filter CAPTIONS = GATED.and(TASK, "captions");
  private static final Swept HORIZONS =
      Swept.by(FEEDBACK_HORIZON, "feedback horizon (time steps)", "horizon");

  private final QueryEngine engine;
  private final TrialIndex index;
  private final Map<String, FigureResult> results = new HashMap<>();

  private Figures(QueryEngine engine) {
    this.engine = engine;
    this.index = TrialIndex.read(engine);
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
   * Asks, tests and judges. What the folder lacks becomes a gap. A second call for a figure answers
   * with the first's result.
   *
   * @param figure which
   * @return its result
   */
  public FigureResult result(PaperFigure figure) {
    return results.computeIfAbsent(figure.name(), name -> ask(figure));
  }

  private FigureResult ask(PaperFigure figure) {
    FigureBuilder builder = new FigureBuilder(figure, engine);
    Analysis analysis = new Analysis(builder, index);
    CurveAnalysis curves = new CurveAnalysis(analysis);
    PairAnalysis pairs = new PairAnalysis(analysis);
    ProbeAnalysis probes = new ProbeAnalysis(analysis);
    Amount loss = Amount.VALIDATION_LOSS;
    switch (figure.name()) {
      case "curves" -> curves.all();
      case "natcomm-2" -> {
        List<String> shown = curves.paired(loss, PUBLISHED_LINES, Scale.LINEAR, 0);
        pairs.seeds(Amount.DYSMETRIA, PUBLISHED_LINES, 1);
        pairs.swept(loss, LINES.and(FEEDBACK_INTERVAL, 2L), HORIZONS, Map.of(About.TREND, 2));
        probes.paths(shown);
      }
      case "natcomm-3b" -> curves.paired(loss, DIGITS.and(FEEDBACK_HORIZON, 3L), Scale.LINEAR, 0);
      case "natcomm-3c" -> pairs.seeds(Amount.DYSMETRIA, DIGITS.and(FEEDBACK_HORIZON, 3L), 0);
      case "natcomm-3d" ->
          pairs.swept(loss, DIGITS, HORIZONS, Map.of(About.FIRST, 0, About.TREND, 1));
      case "natcomm-4" ->
          pairs.swept(
              loss,
              GATED,
              Swept.by(FEEDBACK_INTERVAL, "external feedback interval (time steps)", "interval"),
              Map.of(About.MIDDLE, 0));
      case "natcomm-5" -> probes.similarity(0);
      case "natcomm-6" -> probes.correlations(0);
      case "natcomm-7" -> new LesionAnalysis(analysis).onsets(0, 1, 2);
      case "natcomm-8b" ->
          curves.paired(Amount.BITS_PER_WORD, CAPTIONS.and(FEEDBACK_HORIZON, 4L), Scale.LINEAR, 0);
      case "natcomm-8d" ->
          pairs.swept(
              Amount.BITS_PER_WORD, CAPTIONS, HORIZONS, Map.of(About.FIRST, 0, About.TREND, 1));
      case "natcomm-8e" ->
          pairs.swept(
              Amount.CAPTION_F,
              CAPTIONS.and(FEEDBACK_HORIZON, 4L),
              new Swept(
                  Set.of(MIN_LENGTH, MAX_LENGTH),
                  "CASE WHEN max_length - min_length <= 1 THEN (min_length + max_length) / 2e0 END",
                  "length of captions (words)",
                  "length",
                  2),
              Map.of(About.LAST, 0));
      case "neurips-2" -> curves.paired(Amount.TRAIN_LOSS, PUBLISHED_LINES, Scale.LINEAR, 0);
      case "neurips-s3" ->
          curves.paired(
              Amount.TRAIN_LOSS,
              GATED.and(TASK, "digit-line-drawing", "digit-drawing"),
              Scale.LOG,
              0);
      case "iclr-reaching" -> curves.decoupled(0);
      case "iclr-sparsity" -> new FibreAnalysis(analysis).few(0, 1);
      case "supp-size" ->
          pairs.swept(
              loss,
              INTACT,
              Swept.by(CEREBELLUM_UNITS, "granule cells", "granule cells"),
              Map.of(About.EACH, 0));
      case "supp-depth" ->
          pairs.swept(
              loss,
              INTACT,
              Swept.by(CEREBELLUM_LAYERS, "hidden layers of the cerebellum", "layers"),
              Map.of(About.EACH, 0));
      case "supp-tanh" -> curves.paired(loss, INTACT.and(CORTEX, "tanh"), Scale.LINEAR, 0);
      default -> throw new IllegalArgumentException("no analysis of " + figure.name());
    }
    return builder.build();
  }
}
