package ccrnn.pipeline.family.feedback;

import ccrnn.pipeline.analysis.Analysis;
import ccrnn.pipeline.analysis.Facet;
import ccrnn.pipeline.analysis.FigureBuilder;
import ccrnn.pipeline.analysis.Filter;
import ccrnn.pipeline.analysis.Pair;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.Panel.Picture;
import ccrnn.pipeline.analysis.Panel.Point;
import ccrnn.pipeline.analysis.Panel.Series;
import ccrnn.pipeline.analysis.TrialIndex;
import ccrnn.pipeline.sweep.CommonRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What probes saw: likeness of feedback, correlations, trajectories. */
final class ProbeAnalysis {
  private final Analysis analysis;
  private final FigureBuilder figure;
  private final TrialIndex index;

  ProbeAnalysis(Analysis analysis) {
    this.analysis = analysis;
    this.figure = analysis.figure();
    this.index = analysis.index();
  }

  /** A number that a probe took; trials that differ only in what they record are one. */
  private record Seen(String trial, String series, double x, double value) {}

  private boolean probed(String probe) {
    return index.complete().values().stream()
        .anyMatch(
            settings -> ((String) settings.getOrDefault(CommonRows.PROBES, "")).contains(probe));
  }

  private List<Seen> ask(String sql) {
    List<Seen> seen = new ArrayList<>();
    for (List<Object> row : figure.ask(sql)) {
      seen.add(
          new Seen(
              (String) row.get(0),
              (String) row.get(1),
              Analysis.number(row.get(2)),
              Analysis.number(row.get(3))));
    }
    seen.forEach(each -> figure.uses(each.trial()));
    return seen;
  }

  private Pair pair(Seen seen, double a, double b) {
    return new Pair(seen.trial(), index.seed(seen.trial()), seen.x(), a, b);
  }

  /** Points by x over the seeds; of copies of a trial the first counts. */
  private List<Point> points(List<Seen> seen) {
    NavigableMap<Double, NavigableMap<Long, Pair>> xs = new TreeMap<>();
    seen.forEach(
        each ->
            xs.computeIfAbsent(each.x(), x -> new TreeMap<>())
                .putIfAbsent(index.seed(each.trial()), pair(each, each.value(), each.value())));
    return xs.entrySet().stream()
        .map(x -> Pair.point(x.getKey(), x.getValue().values(), Pair::a))
        .toList();
  }

  /** Cosine of predicted and true feedback. */
  void similarity(int claim) {
    if (!probed("similarity")) {
      return;
    }
    List<Seen> steps =
        ask(
            """
            SELECT trial_id, 'cosine' AS series, step, cosine
            FROM (
              SELECT *, max(epoch) OVER (PARTITION BY trial_id) AS last_epoch
              FROM feedback_similarity
              WHERE lesion = 'none') s
            WHERE epoch = last_epoch AND NOT isnan(cosine)
            ORDER BY trial_id, step
            """);
    String cosine = "cosine of predicted and true feedback";
    panels(steps, ", last probed epoch", "time step", cosine);
    List<Seen> epochs =
        ask(
            """
            SELECT trial_id, 'cosine' AS series, epoch, avg(cosine) AS cosine
            FROM feedback_similarity
            WHERE lesion = 'none' AND NOT isnan(cosine)
            GROUP BY trial_id, epoch
            ORDER BY trial_id, epoch
            """);
    panels(epochs, ", mean over time steps", "epoch", cosine);
    NavigableMap<Facet, List<Seen>> facets = Facet.group(steps, Seen::trial, index, Set.of());
    facets.forEach(
        (facet, members) -> {
          Map<String, Double> means =
              members.stream()
                  .collect(
                      Collectors.groupingBy(
                          Seen::trial, TreeMap::new, Collectors.averagingDouble(Seen::value)));
          NavigableMap<Long, Pair> pairs = new TreeMap<>();
          means.forEach(
              (trial, mean) ->
                  pairs.putIfAbsent(
                      index.seed(trial), new Pair(trial, index.seed(trial), Double.NaN, mean, 0)));
          figure.compare(
              facet.title(),
              "predicted feedback - none, mean over time steps",
              cosine,
              pairs.values(),
              Analysis.isClaimed(facet, facets.keySet()) ? claim : Analysis.NO_CLAIM);
        });
    analysis.tellFailed(
        Filter.of(CommonRows.NETWORK, FeedbackRows.CCRNN), Set.of(FeedbackRows.CCRNN));
  }

  /** One panel per task, one series per facet. */
  private void panels(List<Seen> seen, String suffix, String x, String y) {
    Analysis.byTask(Facet.group(seen, Seen::trial, index, Set.of()))
        .forEach(
            (task, facets) ->
                figure.panel(
                    new Panel(
                        task.replace('-', ' ') + suffix,
                        Picture.LINES,
                        Analysis.axis(x),
                        Analysis.axis(y),
                        Analysis.SEM,
                        OptionalDouble.of(0),
                        facets.entrySet().stream()
                            .map(
                                each ->
                                    new Series(
                                        name(each.getKey()),
                                        name(each.getKey()),
                                        points(each.getValue())))
                            .toList())));
  }

  private static String name(Facet facet) {
    return facet.label().isEmpty() ? FeedbackRows.CCRNN : facet.label();
  }

  /** Correlations of cortex with granule cells and with predicted feedback. */
  void correlations(int claim) {
    if (!probed("correlations")) {
      return;
    }
    List<Seen> all =
        ask(
            """
            SELECT trial_id, part, epoch, mean_absolute
            FROM feedback_correlations
            WHERE NOT isnan(mean_absolute)
            ORDER BY trial_id, part DESC, epoch
            """);
    String measure = "mean absolute correlation (Pearson, 0 to 1)";
    NavigableMap<Facet, List<Seen>> facets = Facet.group(all, Seen::trial, index, Set.of());
    facets.forEach(
        (facet, members) -> {
          Map<String, List<Seen>> parts =
              members.stream()
                  .collect(
                      Collectors.groupingBy(
                          Seen::series,
                          () -> new TreeMap<>(Comparator.reverseOrder()),
                          Collectors.toList()));
          figure.panel(
              new Panel(
                  facet.title(),
                  Picture.LINES,
                  Analysis.epochs(),
                  Analysis.axis(measure),
                  Analysis.SEM,
                  OptionalDouble.empty(),
                  parts.entrySet().stream()
                      .map(
                          part -> new Series(part.getKey(), part.getKey(), points(part.getValue())))
                      .toList()));
          parts.forEach(
              (part, some) ->
                  figure.compare(
                      facet.title(),
                      part + ", last probed epoch - first",
                      measure,
                      change(some),
                      part.equals("cortex-granule") && Analysis.isClaimed(facet, facets.keySet())
                          ? claim
                          : Analysis.NO_CLAIM));
        });
    analysis.tellFailed(
        Filter.of(CommonRows.NETWORK, FeedbackRows.CCRNN), Set.of(FeedbackRows.CCRNN));
  }

  /** Last against first of each trial that was probed more than once. */
  private List<Pair> change(List<Seen> seen) {
    NavigableMap<Long, NavigableMap<Double, Seen>> seeds = new TreeMap<>();
    seen.forEach(
        each ->
            seeds
                .computeIfAbsent(index.seed(each.trial()), seed -> new TreeMap<>())
                .putIfAbsent(each.x(), each));
    return seeds.values().stream()
        .filter(epochs -> epochs.size() > 1)
        .map(
            epochs ->
                pair(
                    epochs.lastEntry().getValue(),
                    epochs.lastEntry().getValue().value(),
                    epochs.firstEntry().getValue().value()))
        .toList();
  }

  /** Drawn lines of a ccrnn and its crnn, if both recorded examples. */
  void paths(List<String> ids) {
    if (ids.isEmpty() || !probed("examples")) {
      return;
    }
    String sql =
        """
        SELECT trial_id, example, step, x, y, target_x, target_y
        FROM (
          SELECT *, max(epoch) OVER (PARTITION BY trial_id) AS last_epoch
          FROM example_paths
          WHERE trial_id IN (%s)) s
        WHERE epoch = last_epoch
        ORDER BY trial_id, example, step
        """
            .formatted(ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", ")));
    List<List<Object>> rows = figure.ask(sql);
    List<Series> series = new ArrayList<>();
    paths(rows, row -> "target", 5).forEach(points -> series.add(distinct("target", points)));
    for (String id : ids) {
      String network = (String) index.settings(id).get(CommonRows.NETWORK);
      paths(rows.stream().filter(row -> row.get(0).equals(id)).toList(), row -> network, 3)
          .forEach(points -> series.add(distinct(network, points)));
    }
    List<Series> once = series.stream().distinct().toList();
    if (!once.isEmpty()) {
      figure.panel(
          new Panel(
              "drawn lines after the last epoch, seed " + index.seed(ids.get(0)),
              Picture.TRAJECTORIES,
              Analysis.axis("x (distance)"),
              Analysis.axis("y (distance)"),
              "",
              OptionalDouble.empty(),
              once));
    }
  }

  private static Series distinct(String name, List<Point> points) {
    return new Series(name, name, points);
  }

  /** One list of points per trial and example, of the columns at {@code column} and after it. */
  private static List<List<Point>> paths(
      List<List<Object>> rows, Function<List<Object>, String> name, int column) {
    Map<String, List<Point>> paths = new TreeMap<>();
    for (List<Object> row : rows) {
      double x = Analysis.number(row.get(column));
      double y = Analysis.number(row.get(column + 1));
      paths
          .computeIfAbsent(name.apply(row) + row.get(0) + row.get(1), key -> new ArrayList<>())
          .add(new Point(x, y, y, y, 1));
    }
    return List.copyOf(paths.values());
  }
}
