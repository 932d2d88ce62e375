package ccrnn.jobs.figure;

import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.Panel.Point;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** The two axes. Their ticks depend on the numbers alone, not on fonts or the user's language. */
final class Axes {
  /**
   * A factor of about 300. The published line drawing spans a factor of 100 to 200, more or less by
   * seeds: its figure is linear in the papers and must not change its scale with the seeds.
   */
  private static final double MOST_DECADES_ON_A_LINEAR_AXIS = 2.5;

  /** Ratios to no effect: half and double are as far from it, which a linear axis hides. */
  private static final double MOST_DECADES_OF_RATIOS = 1;

  /** Ratios that are all nearer to no effect are shown around it: from 0 they would be one line. */
  private static final double SMALL_EFFECT = 1.2;

  private Axes() {}

  /** From 0 to the last epoch of any curve. */
  static ValueAxis epochs(List<Curve> curves) {
    int last = curves.stream().mapToInt(curve -> curve.last().epoch()).max().orElseThrow();
    NumberAxis axis = new NumberAxis("Epoch (training session)");
    axis.setRange(0, last * 1.01);
    axis.setTickUnit(unit(Math.max(1, niceStep(last, last < 10_000 ? 10 : 5))));
    return axis;
  }

  /** From 0, or a {@link LogAxis} where the means span too much for that. */
  static ValueAxis losses(String label, List<Curve> curves) {
    double least = curves.stream().flatMapToDouble(Curve::means).min().orElseThrow();
    double most = curves.stream().flatMapToDouble(Curve::means).max().orElseThrow();
    double top = curves.stream().mapToDouble(Curve::top).max().orElseThrow();
    if (least > 0 && Math.log10(most / least) > MOST_DECADES_ON_A_LINEAR_AXIS) {
      ValueAxis axis = new DecadeAxis(label);
      axis.setRange(niceFloor(least), top * 1.1);
      return axis;
    }
    NumberAxis axis = new NumberAxis(label);
    double end = top > 0 ? top * 1.03 : 1;
    axis.setRange(Math.min(0, least), end);
    axis.setTickUnit(unit(niceStep(end, 7)));
    return axis;
  }

  /** The horizontal axis of a panel, with room at both ends where it has single points. */
  static ValueAxis places(Panel panel, List<Trace> traces) {
    double least = points(traces).mapToDouble(Point::x).min().orElseThrow();
    double most = points(traces).mapToDouble(Point::x).max().orElseThrow();
    String label = panel.x().label();
    boolean lines = panel.picture() == Panel.Picture.LINES;
    switch (panel.picture()) {
      case PAIRS -> {
        // The panel's axis is that of the seeds; drawn are the sides of the pairs.
        SymbolAxis axis =
            new SymbolAxis(null, traces.stream().map(Trace::label).toArray(String[]::new));
        axis.setRange(-0.5, traces.size() - 0.5);
        axis.setGridBandsVisible(false);
        return axis;
      }
      case TRAJECTORIES -> {
        return centred(label, (least + most) / 2, reach(traces));
      }
      case LINES, POINTS -> {
        if (panel.x().scale() == Panel.Scale.LOG && least > 0) {
          ValueAxis axis = new DecadeAxis(label + ", log scale");
          axis.setRange(least / 1.1, most * 1.1);
          return axis;
        }
        List<Double> xs = points(traces).map(Point::x).distinct().sorted().toList();
        if (!lines && isCrowded(xs)) {
          ValueAxis axis = new PlacesAxis(label + ", log scale", xs);
          double room = Math.pow(most / least, 0.05);
          axis.setRange(least / room, most * room);
          return axis;
        }
        // Nothing is between two whole epochs or steps.
        double finest = points(traces).allMatch(point -> point.x() == Math.rint(point.x())) ? 1 : 0;
        if (lines && least >= 0 && most > 0 && least <= 0.3 * most) {
          return linear(label, 0, most * 1.01, 10, finest);
        }
        double room = most > least ? (most - least) * (lines ? 0.01 : 0.05) : around(most);
        return linear(label, least - room, most + room, 10, finest);
      }
    }
    throw new IllegalStateException("a picture without axes");
  }

  /**
   * The vertical axis of a panel: from 0, or to it; around no effect where all are near to it;
   * logarithmic where the panel asks for it or its numbers span as much as losses or ratios may.
   */
  static ValueAxis values(Panel panel, List<Trace> traces) {
    double least = points(traces).mapToDouble(Point::mean).min().orElseThrow();
    double most = points(traces).mapToDouble(Point::mean).max().orElseThrow();
    String label = panel.y().label();
    if (panel.picture() == Panel.Picture.TRAJECTORIES) {
      return centred(label, (least + most) / 2, reach(traces));
    }
    double bottom = points(traces).mapToDouble(Trace::lower).min().orElseThrow();
    double top = points(traces).mapToDouble(Trace::upper).max().orElseThrow();
    double level = panel.reference().orElse(0);
    double decades = level > 0 ? MOST_DECADES_OF_RATIOS : MOST_DECADES_ON_A_LINEAR_AXIS;
    boolean wide = panel.picture() != Panel.Picture.PAIRS && Math.log10(most / least) > decades;
    if (least > 0 && (panel.y().scale() == Panel.Scale.LOG || wide)) {
      ValueAxis axis = new DecadeAxis(label + ", log scale");
      // No effect is not to lie on the edge.
      double end = level > 0 ? Math.min(least, 0.9 * level) : least;
      axis.setRange(niceFloor(end), Math.max(top, level) * 1.1);
      return axis;
    }
    if (level > 0 && bottom > level / SMALL_EFFECT && top < level * SMALL_EFFECT) {
      double around = Math.max(Math.max(level - bottom, top - level), level * 0.01) * 1.1;
      return linear(label, level - around, level + around, 7);
    }
    double low = Math.min(Math.min(0, level), bottom);
    double high = Math.max(Math.max(0, level), top);
    double room = high > low ? (high - low) * 0.04 : 1;
    return linear(label, low < 0 ? low - room : 0, high > 0 || low == 0 ? high + room : 0, 7);
  }

  /** Such as 1, 2, 4, 8, 50: most of them in the first quarter of a linear axis. */
  private static boolean isCrowded(List<Double> xs) {
    double least = xs.get(0);
    double quarter = least + (xs.get(xs.size() - 1) - least) / 4;
    return least > 0
        && xs.size() > 3
        && 2 * xs.stream().filter(x -> x < quarter).count() > xs.size();
  }

  private static NumberAxis linear(String label, double low, double high, int parts) {
    return linear(label, low, high, parts, 0);
  }

  private static NumberAxis linear(
      String label, double low, double high, int parts, double finest) {
    NumberAxis axis = new NumberAxis(label);
    axis.setRange(low, high);
    axis.setTickUnit(unit(Math.max(finest, niceStep(high - low, parts))));
    return axis;
  }

  private static NumberAxis centred(String label, double centre, double reach) {
    return linear(label, centre - reach, centre + reach, 8);
  }

  /** Half the length of an axis that both coordinates fit on. */
  private static double reach(List<Trace> traces) {
    DoubleSummaryStatistics x = points(traces).mapToDouble(Point::x).summaryStatistics();
    DoubleSummaryStatistics y = points(traces).mapToDouble(Point::mean).summaryStatistics();
    double span = Math.max(x.getMax() - x.getMin(), y.getMax() - y.getMin());
    return span > 0 ? span * 0.54 : around(Math.max(Math.abs(x.getMax()), Math.abs(y.getMax())));
  }

  /** The room on either side of a single place: 1, or as much as a number so large can show. */
  private static double around(double place) {
    return Math.max(1, Math.abs(place) * 1e-9);
  }

  private static Stream<Point> points(List<Trace> traces) {
    return traces.stream().flatMap(trace -> trace.points().stream());
  }

  /** The smallest of 1, 2 and 5 times a power of ten that divides the range in few parts. */
  private static double niceStep(double range, int parts) {
    double decade = Math.pow(10, Math.floor(Math.log10(range / parts)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * decade * parts >= range) {
        return factor * decade;
      }
    }
    return 10 * decade;
  }

  /** The largest of 1, 2 and 5 times a power of ten that is not above the value. */
  private static double niceFloor(double value) {
    double decade = Math.pow(10, Math.floor(Math.log10(value)));
    return decade * (value >= 5 * decade ? 5 : value >= 2 * decade ? 2 : 1);
  }

  private static NumberTickUnit unit(double step) {
    return new NumberTickUnit(step) {
      private static final long serialVersionUID = 1L;

      @Override
      public String valueToString(double value) {
        return text(value, step);
      }
    };
  }

  /** A multiple of a step, with the digits that the step needs: 0.50 for 0.05, 2e9 for 1e9. */
  private static String text(double value, double step) {
    if (value == 0) {
      return "0";
    }
    int exponent = (int) Math.floor(Math.log10(step) + 1e-9);
    String pattern = exponent < 0 ? "0." + "0".repeat(-exponent) : "0";
    if (exponent < -4 || exponent > 5) {
      pattern = "0.##E0";
    }
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value)
        .replace('E', 'e');
  }

  /** A logarithmic axis with a number at each place that has points, if there is room for it. */
  private static final class PlacesAxis extends LogAxis {
    private static final long serialVersionUID = 1L;

    /** Of the axis. */
    private static final double ROOM = 0.04;

    private final List<Double> places;

    PlacesAxis(String label, List<Double> places) {
      super(label);
      this.places = places;
    }

    @Override
    protected List<ValueTick> refreshTicksHorizontal(
        Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
      List<ValueTick> ticks = new ArrayList<>();
      double width = Math.log(getUpperBound() / getLowerBound());
      double last = Double.NEGATIVE_INFINITY;
      for (double place : places) {
        double at = Math.log(place / getLowerBound()) / width;
        boolean named = at - last >= ROOM;
        last = named ? at : last;
        ticks.add(
            new NumberTick(
                place,
                named ? text(place, place == Math.rint(place) ? 1 : 0.1) : "",
                TextAnchor.TOP_CENTER,
                TextAnchor.TOP_CENTER,
                0));
      }
      return ticks;
    }
  }

  /**
   * A logarithmic axis with a number at each power of ten and small ticks between. Its labels are
   * plain text: those of the parent are attributed strings, which would be outlines in the SVG.
   */
  private static final class DecadeAxis extends LogAxis {
    private static final long serialVersionUID = 1L;

    DecadeAxis(String label) {
      super(label);
      setMinorTickMarksVisible(true);
    }

    @Override
    protected List<ValueTick> refreshTicksHorizontal(
        Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
      return ticks(TextAnchor.TOP_CENTER);
    }

    @Override
    protected List<ValueTick> refreshTicksVertical(
        Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
      return ticks(TextAnchor.CENTER_RIGHT);
    }

    private List<ValueTick> ticks(TextAnchor anchor) {
      List<ValueTick> ticks = new ArrayList<>();
      int lowest = (int) Math.floor(Math.log10(getLowerBound()));
      int highest = (int) Math.floor(Math.log10(getUpperBound()));
      // Within two decades or so the powers of ten alone would be too few to read from.
      boolean few = Math.log10(getUpperBound() / getLowerBound()) < 2.5;
      for (int exponent = lowest; exponent <= highest; exponent++) {
        for (int factor = 1; factor <= 9; factor++) {
          double value = factor * Math.pow(10, exponent);
          if (getRange().contains(value)) {
            boolean named = factor == 1 || (few && (factor == 2 || factor == 5));
            ticks.add(
                new NumberTick(
                    named ? TickType.MAJOR : TickType.MINOR,
                    value,
                    named ? text(value, Math.pow(10, exponent)) : "",
                    anchor,
                    anchor,
                    0));
          }
        }
      }
      return ticks;
    }
  }
}
