package ccrnn.jobs.report;

import ccrnn.pipeline.analysis.Claim;
import ccrnn.pipeline.analysis.Claim.Direction;
import ccrnn.pipeline.analysis.Claim.Knowledge;
import ccrnn.pipeline.analysis.Comparison;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.Panel.Axis;
import ccrnn.pipeline.analysis.Panel.Point;
import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.analysis.Panel.Series;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Made-up results with every kind of picture and verdict. */
final class Samples {
  private static final Claim CLAIM =
      new Claim("ccrnn ends with a lower loss than crnn", Direction.LOWER, Knowledge.KNOWN);

  private Samples() {}

  static FigureResult curves(String label) {
    return result(
        "sample-curves",
        List.of(
            new Panel(
                "",
                Panel.Picture.LINES,
                new Axis("Epoch (training session)", Scale.LINEAR),
                new Axis("Validation loss (squared distance)", Scale.LINEAR),
                "SEM over seeds",
                OptionalDouble.empty(),
                List.of(
                    new Series(label, "crnn", falling(100, 30, 8)),
                    new Series("ccrnn", "ccrnn", falling(100, 30, 1)),
                    new Series("ccrnn, lesion=cerebellum at 30", "cerebellum", falling(100, 30, 5)),
                    new Series(
                        "ccrnn, lesion=inferior-olive at 30",
                        "inferior-olive",
                        falling(100, 30, 12))))),
        Verdict.SUPPORTS);
  }

  static FigureResult horizons() {
    return result(
        "sample-horizons",
        List.of(
            points("", "ccrnn relative to crnn (%)", OptionalDouble.of(100), 40, 12),
            points("digit drawing", "Change of loss", OptionalDouble.empty(), -30, 8)),
        Verdict.CONTRADICTS);
  }

  static FigureResult pairs() {
    List<Point> crnn = new ArrayList<>();
    List<Point> ccrnn = new ArrayList<>();
    for (int seed = 1; seed <= 10; seed++) {
      double value = 5 + Math.sin(seed);
      crnn.add(new Point(seed, value, value, value, 1));
      double other = 2 + Math.cos(seed * 1.3);
      ccrnn.add(new Point(seed, other, other, other, 1));
    }
    return result(
        "sample-pairs",
        List.of(
            new Panel(
                "line drawing",
                Panel.Picture.PAIRS,
                new Axis("Network", Scale.LINEAR),
                new Axis("Dysmetria (squared distance)", Scale.LINEAR),
                "",
                OptionalDouble.empty(),
                List.of(new Series("crnn", "crnn", crnn), new Series("ccrnn", "ccrnn", ccrnn)))),
        Verdict.UNDECIDED);
  }

  static FigureResult paths() {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<Point> target = new ArrayList<>();
      List<Point> drawn = new ArrayList<>();
      for (int t = 0; t < 10; t++) {
        double x = t / 9.0 * 10 * Math.cos(i * Math.PI / 3);
        double y = t / 9.0 * 10 * Math.sin(i * Math.PI / 3);
        target.add(new Point(x, y, y, y, 1));
        double off = Math.sin(t) * 0.6;
        drawn.add(new Point(x + off, y - off, y - off, y - off, 1));
      }
      series.add(new Series("target", "target", target));
      series.add(new Series("ccrnn", "ccrnn", drawn));
    }
    return result(
        "sample-paths",
        List.of(
            new Panel(
                "",
                Panel.Picture.TRAJECTORIES,
                new Axis("x (distance)", Scale.LINEAR),
                new Axis("y (distance)", Scale.LINEAR),
                "",
                OptionalDouble.empty(),
                series)),
        Verdict.NO_CLAIM);
  }

  /** A figure over values of a setting; its claim is about the first. */
  static FigureResult facets(int count) {
    List<Panel> panels = new ArrayList<>();
    List<Comparison> tests = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String title = "setting=" + i;
      panels.add(points(title, "Change of loss", OptionalDouble.empty(), -30, 8));
      tests.add(
          new Comparison(
              title,
              "ccrnn - crnn",
              "loss",
              3,
              -1,
              -2,
              -0.5,
              -1,
              -1,
              -4,
              0.01,
              0.25,
              0.25,
              0.02,
              i == 1 ? Optional.of(0) : Optional.empty(),
              "3 pairs cannot reach p < .05 in a sign-flip test"));
    }
    PaperFigure figure =
        new PaperFigure(
            "sample-facets-" + count,
            "Sample of facets",
            "Does it depend?",
            "ccrnn paired with crnn.",
            "nowhere",
            List.of(CLAIM),
            List.of("curves"),
            Optional.empty());
    return new FigureResult(
        figure,
        panels,
        tests,
        List.of(new FigureResult.Outcome(CLAIM, Verdict.SUPPORTS, "Supported.")),
        Verdict.SUPPORTS,
        "Supported.",
        List.of(),
        "",
        6);
  }

  static List<FigureResult> all() {
    return List.of(curves("crnn"), horizons(), pairs(), paths(), gap());
  }

  /** A figure that a folder has nothing for. */
  static FigureResult gap() {
    return result("sample-gap", List.of(), Verdict.NOT_RUN);
  }

  private static Panel points(
      String title, String label, OptionalDouble level, double start, double step) {
    List<Point> ccrnn = new ArrayList<>();
    List<Point> other = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      double y = start + step * i;
      ccrnn.add(new Point(i, y, y - 6, y + 6, 10));
      other.add(new Point(i, y + 9, y + 5, y + 13, 9));
    }
    return new Panel(
        title,
        Panel.Picture.POINTS,
        new Axis("Feedback horizon (steps)", Scale.LINEAR),
        new Axis(label, Scale.LINEAR),
        "95 % interval",
        level,
        List.of(new Series("ccrnn", "ccrnn", ccrnn), new Series("fibres=4", "fibres=4", other)));
  }

  private static List<Point> falling(int epochs, double from, double to) {
    List<Point> points = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double y = to + (from - to) * Math.exp(-epoch / 25.0);
      points.add(new Point(epoch, y, y * 0.93, y * 1.07, 5));
    }
    return points;
  }

  private static FigureResult result(String name, List<Panel> panels, Verdict verdict) {
    boolean run = verdict != Verdict.NOT_RUN;
    PaperFigure figure =
        new PaperFigure(
            name,
            "Sample of " + name.substring(7),
            "Does a cerebellum help?",
            "ccrnn paired with crnn by seed, all other settings equal.",
            "nowhere",
            verdict == Verdict.NO_CLAIM ? List.of() : List.of(CLAIM),
            List.of("curves"),
            Optional.empty());
    Comparison test =
        new Comparison(
            "",
            "ccrnn - crnn",
            "validation loss",
            10,
            -4.321,
            -5.5,
            -2.1,
            -1.4,
            -0.98,
            -5.7,
            0.00031,
            0.00195,
            0.00195,
            0.00062,
            Optional.of(0),
            "");
    Comparison small =
        new Comparison(
            "",
            "horizon 3",
            "validation loss",
            3,
            0.00012,
            -0.0005,
            0.0011,
            0.1,
            0.3,
            0.5,
            0.66,
            0.75,
            0.75,
            1,
            Optional.empty(),
            "3 pairs cannot reach p < .05 in a sign-flip test");
    String sentence =
        run
            ? "ccrnn - crnn: −4.321 [−5.5, −2.1], g_z −1.4, p = .0006 (Holm), n = 10."
            : "The folder has no trials for this figure.";
    return new FigureResult(
        figure,
        panels,
        run ? List.of(test, small) : List.of(),
        figure.claims().stream()
            .map(claim -> new FigureResult.Outcome(claim, verdict, sentence))
            .toList(),
        verdict,
        sentence,
        run ? List.of() : List.of("crnn at horizon 3: no complete trial"),
        run ? "SELECT epoch, avg(validation_loss)\nFROM curves\nWHERE epoch < 5 AND 1 > 0" : "",
        run ? 20 : 0);
  }
}
