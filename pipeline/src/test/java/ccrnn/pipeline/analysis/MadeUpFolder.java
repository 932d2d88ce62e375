package ccrnn.pipeline.analysis;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.Rows;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A results folder of trials whose numbers a test chooses, asked by one analysis at a time for a
 * figure of no paper, and its answers as short texts.
 */
public final class MadeUpFolder {
  /** The networks of the views of pairs. */
  public static final Couple COUPLE =
      new Couple("ccrnn", "crnn", List.of("bptt"), "paired_results", "paired_curves");

  private final ResultsFolder folder;

  public MadeUpFolder(Path path) {
    folder = ResultsFolder.create(path.toString());
  }

  /** Settings of a trial of two epochs. */
  public static Map<Setting, Object> settings(Object... pairs) {
    Map<Setting, Object> settings = new TreeMap<>();
    settings.put(CommonRows.EPOCHS, 2L);
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put((Setting) pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  /** The same and more. */
  public static Map<Setting, Object> with(Map<Setting, Object> settings, Object... pairs) {
    Map<Setting, Object> more = settings(pairs);
    settings.forEach(more::putIfAbsent);
    return more;
  }

  /**
   * A trial that ends at this validation loss, from 10 above it. Its training loss is half of that,
   * its dysmetria in the test a tenth; captions have twice as many bits per word and a hundredth as
   * score.
   *
   * @return its id
   */
  public String add(double loss, Map<Setting, Object> settings, MeasureRow... seen) {
    Trial trial = Trial.of(settings);
    boolean captions = trial.word(CommonRows.TASK).equals("captions");
    List<EpochRow> epochs =
        IntStream.of(1, 2)
            .mapToObj(epoch -> new EpochRow(epoch, seen(loss + (2 - epoch) * 10, captions), 0.1))
            .toList();
    Measured<TestMetric> test =
        Measured.nothing(TestMetric.class)
            .with(TestMetric.LOSS, loss)
            .with(TestMetric.DYSMETRIA, loss / 10);
    folder.commit(
        Rows.row(
            trial,
            new Outcome.Complete(captions ? test.with(TestMetric.CAPTION_F, loss / 100) : test)),
        epochs,
        List.of(seen));
    return trial.id();
  }

  private static Measured<Metric> seen(double loss, boolean captions) {
    Measured<Metric> seen =
        Measured.nothing(Metric.class)
            .with(Metric.TRAIN_LOSS, loss / 2)
            .with(Metric.VALIDATION_LOSS, loss);
    return captions ? seen.with(Metric.BITS_PER_WORD, 2 * loss) : seen;
  }

  /** A trial that diverged in its second epoch. */
  public void addDiverged(Map<Setting, Object> settings) {
    folder.commit(
        Rows.row(Trial.of(settings), new Outcome.Diverged(2, "the loss is not finite")),
        List.of(),
        List.of());
  }

  /** A number that a probe took. */
  public static MeasureRow measure(
      int epoch, String probe, String part, String statistic, double value) {
    return new MeasureRow(
        epoch, probe, part, statistic, OptionalInt.empty(), value, Optional.empty());
  }

  /** A number that a probe took at a time step. */
  public static MeasureRow measure(
      int epoch, String probe, String part, String statistic, int step, double value) {
    return new MeasureRow(
        epoch, probe, part, statistic, OptionalInt.of(step), value, Optional.empty());
  }

  public QueryEngine engine() {
    return QueryEngine.duckDb(folder);
  }

  /** Asks for a figure with five claims, all of which expect a positive difference. */
  public static FigureResult ask(QueryEngine engine, Consumer<Analysis> asking) {
    List<Claim> claims =
        IntStream.range(0, 5)
            .mapToObj(
                i -> new Claim("claim " + i, Claim.Direction.HIGHER, Claim.Knowledge.INFERRED))
            .toList();
    FigureBuilder figure =
        new FigureBuilder(
            new PaperFigure(
                "none", "of no paper", "?", "", "", claims, List.of(), Optional.empty()),
            engine);
    asking.accept(new Analysis(figure, TrialIndex.read(engine)));
    return figure.build();
  }

  public FigureResult ask(Consumer<Analysis> asking) {
    try (QueryEngine engine = engine()) {
      return ask(engine, asking);
    }
  }

  /** One a comparison, such as {@code lines: a - b, loss: -0.25 of 3, claim 1}. */
  public static List<String> tests(FigureResult result) {
    return result.tests().stream()
        .map(
            test ->
                "%s: %s, %s: %s of %d%s"
                    .formatted(
                        test.panel(),
                        test.label(),
                        test.measure(),
                        number(test.mean()),
                        test.n(),
                        test.claim().map(claim -> ", claim " + claim).orElse("")))
        .toList();
  }

  /** One a series, such as {@code lines | crnn: 1=0.5 (3) 2=0.25 (3)}: x, mean and n of points. */
  public static List<String> series(FigureResult result) {
    List<String> texts = new ArrayList<>();
    for (Panel panel : result.panels()) {
      for (Panel.Series series : panel.series()) {
        String name =
            series.label().equals(series.condition())
                ? series.label()
                : series.label() + " as " + series.condition();
        texts.add(
            panel.title()
                + " | "
                + name
                + ": "
                + series.points().stream()
                    .map(
                        point ->
                            number(point.x()) + "=" + number(point.mean()) + " (" + point.n() + ")")
                    .collect(Collectors.joining(" ")));
      }
    }
    return texts;
  }

  /** One a panel: its picture, axes, spread and level of no effect. */
  public static List<String> panels(FigureResult result) {
    return result.panels().stream()
        .map(
            panel ->
                "%s | %s: %s %s, %s %s, %s, %s"
                    .formatted(
                        panel.title(),
                        panel.picture(),
                        panel.x().label(),
                        panel.x().scale(),
                        panel.y().label(),
                        panel.y().scale(),
                        panel.spread(),
                        panel.reference().isPresent()
                            ? number(panel.reference().getAsDouble())
                            : "-"))
        .toList();
  }

  /** Six digits at most. */
  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.5f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
