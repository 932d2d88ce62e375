package ccrnn.jobs.report;

import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.Panel.Point;
import ccrnn.pipeline.analysis.Panel.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Words for a picture: for those who see it and for those who don't. */
final class Captions {
  /** A description goes through so many conditions one by one. */
  private static final int DESCRIBED = 12;

  private Captions() {}

  /** What marks, lines and bands are, and n. */
  static String caption(Panel panel) {
    List<String> parts = new ArrayList<>();
    String spread = panel.spread();
    switch (panel.picture()) {
      case LINES -> parts.add("Lines: means" + (spread.isEmpty() ? "" : "; bands: " + spread));
      case POINTS -> parts.add("Points: means" + (spread.isEmpty() ? "" : "; bars: " + spread));
      case PAIRS -> parts.add("Points: seeds, those of one seed joined; long bars: means");
      case TRAJECTORIES ->
          parts.add("Paths in the plane, both axes of one scale; marks: where they end");
    }
    panel.reference().ifPresent(level -> parts.add("Dotted line: no effect, " + plain(level)));
    String counts = counts(panel);
    if (!counts.isEmpty()) {
      parts.add(counts);
    }
    return String.join(". ", parts) + ".";
  }

  private static String counts(Panel panel) {
    Map<String, String> bySeries = new LinkedHashMap<>();
    for (Series series : panel.series()) {
      if (!series.points().isEmpty()) {
        bySeries.putIfAbsent(series.label(), count(panel, series));
      }
    }
    if (bySeries.isEmpty()) {
      return "";
    }
    if (bySeries.values().stream().distinct().count() == 1) {
      String n = bySeries.values().iterator().next();
      return "n = " + n + (n.equals("1") ? " seed" : " seeds");
    }
    return "n of seeds: "
        + bySeries.entrySet().stream()
            .map(entry -> entry.getValue() + " (" + entry.getKey() + ")")
            .collect(Collectors.joining(", "));
  }

  /** A point of a pair is one seed. */
  private static String count(Panel panel, Series series) {
    if (panel.picture() == Panel.Picture.PAIRS) {
      return String.valueOf(series.points().size());
    }
    return Numbers.range(
        series.points().stream().mapToInt(Point::n).min().orElse(0),
        series.points().stream().mapToInt(Point::n).max().orElse(0));
  }

  /** The picture in words. */
  static String description(Panel panel) {
    String axes = panel.y().label() + " over " + panel.x().label() + ". ";
    List<Series> all = panel.series().stream().filter(each -> !each.points().isEmpty()).toList();
    String some =
        all.stream()
            .limit(DESCRIBED)
            .map(series -> series.label() + ": " + course(panel, series))
            .collect(Collectors.joining("; "));
    int rest = all.size() - DESCRIBED;
    return axes + some + (rest > 0 ? "; and " + rest + " more" : "") + ".";
  }

  private static String course(Panel panel, Series series) {
    List<Point> points = series.points();
    if (panel.picture() == Panel.Picture.PAIRS) {
      return "mean "
          + Numbers.of(points.stream().mapToDouble(Point::mean).average().orElse(Double.NaN));
    }
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    String start = Numbers.of(first.mean()) + " at " + place(first);
    return points.size() == 1
        ? start
        : "from " + start + " to " + Numbers.of(last.mean()) + " at " + place(last);
  }

  private static String place(Point point) {
    return plain(point.x());
  }

  /** A round number without its zeros. */
  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : Numbers.of(value);
  }
}
