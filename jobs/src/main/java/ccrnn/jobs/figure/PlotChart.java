package ccrnn.jobs.figure;

import ccrnn.pipeline.analysis.Mark;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.Panel.Picture;
import ccrnn.pipeline.analysis.Panel.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** A {@link Panel} as JFreeChart draws it, above its legend. */
final class PlotChart implements Drawing {
  private static final int WIDTH = 720;
  private static final int PLOT_HEIGHT = 400;
  private static final double SIZE = 8;
  private static final int TOP = 10;
  private static final int LEFT = 8;
  private static final int BOTTOM = 4;
  private static final int RIGHT = 14;

  /** For numbers and title of an axis, where the other axis must have the same. */
  private static final int MARGIN = 60;

  /** A line with more points has marks at about so many of them. */
  private static final int MARKED = 12;

  /** With more lines than these, marks and bands are fewer and paler. */
  private static final int MANY = 6;

  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Color GRID = new Color(0xE4E4E4);
  private static final Color PAIR = new Color(0xA3A3A3);

  private final Panel panel;
  private final List<Trace> traces;
  private final JFreeChart chart;
  private final Key key;

  /**
   * @param traces of the panel, at least one
   */
  PlotChart(Panel panel, List<Trace> traces) {
    this.panel = panel;
    this.traces = traces;
    // The horizontal axis names the sides of a pair.
    key = new Key(panel.picture() == Picture.PAIRS ? List.of() : traces, WIDTH);
    chart = new JFreeChart(null, null, plot(), false);
    moveLongLabel();
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(TOP, LEFT, BOTTOM, RIGHT));
  }

  /** A vertical axis title that is longer than its axis goes above the plot. */
  private void moveLongLabel() {
    ValueAxis axis = chart.getXYPlot().getRangeAxis();
    String label = axis.getLabel();
    if (LABEL.getStringBounds(label, Legend.TEXT).getWidth() > PLOT_HEIGHT - 60) {
      axis.setLabel(null);
      TextTitle title = new TextTitle(label, LABEL);
      title.setPaint(CurvesChart.INK);
      title.setHorizontalAlignment(HorizontalAlignment.LEFT);
      title.setTextAlignment(HorizontalAlignment.LEFT);
      title.setPadding(new RectangleInsets(0, 4, 8, 0));
      chart.addSubtitle(title);
    }
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return (int) Math.ceil(plotHeight() + key.height());
  }

  @Override
  public void draw(Graphics2D graphics) {
    // A setting of the whole library. Its default turns the vertical axis title into outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, width(), height()));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, plotHeight()));
    key.draw(graphics, plotHeight());
  }

  /** A plane of one scale is as high as it is wide between its axes and the edges. */
  private int plotHeight() {
    return panel.picture() == Picture.TRAJECTORIES
        ? WIDTH - LEFT - RIGHT + TOP + BOTTOM
        : PLOT_HEIGHT;
  }

  private XYPlot plot() {
    ValueAxis x = Axes.places(panel, traces);
    ValueAxis y = Axes.values(panel, traces);
    for (ValueAxis axis : List.of(x, y)) {
      axis.setLabelFont(LABEL);
      axis.setTickLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
      axis.setLabelPaint(CurvesChart.INK);
      axis.setTickLabelPaint(CurvesChart.INK);
      axis.setAxisLinePaint(CurvesChart.INK);
      axis.setTickMarkPaint(CurvesChart.INK);
    }
    XYPlot result = new XYPlot(null, x, y, null);
    result.setBackgroundPaint(Color.WHITE);
    result.setOutlineVisible(false);
    result.setDomainGridlinesVisible(false);
    result.setRangeGridlinePaint(GRID);
    result.setRangeGridlineStroke(new BasicStroke(0.8f));
    result.setAxisOffset(RectangleInsets.ZERO_INSETS);
    result.setInsets(RectangleInsets.ZERO_INSETS);
    addLevels(result, y);
    switch (panel.picture()) {
      case LINES -> {
        // The dataset with the lowest number is drawn last.
        addMarks(result, 0);
        addLines(result, 1, 2.0f);
        addBands(result, 2);
      }
      case POINTS -> {
        addBars(result, 0);
        addLines(result, 1, 1.0f);
      }
      case PAIRS -> {
        addMeans(result, 0);
        addSides(result, 1);
        addPairs(result, 2);
      }
      case TRAJECTORIES -> {
        AxisSpace left = new AxisSpace();
        left.setLeft(MARGIN);
        AxisSpace below = new AxisSpace();
        below.setBottom(MARGIN);
        result.setFixedRangeAxisSpace(left);
        result.setFixedDomainAxisSpace(below);
        addEnds(result, 0);
        addLines(result, 1, 1.6f);
      }
    }
    return result;
  }

  /** A line at 0, where values are on both sides, and at the level of no effect. */
  private void addLevels(XYPlot result, ValueAxis y) {
    if (y.getLowerBound() < 0 && y.getUpperBound() > 0) {
      result.addRangeMarker(
          new ValueMarker(0, CurvesChart.INK, new BasicStroke(0.8f)), Layer.BACKGROUND);
    }
    panel
        .reference()
        .ifPresent(
            level ->
                result.addRangeMarker(
                    new ValueMarker(
                        level,
                        CurvesChart.INK,
                        new BasicStroke(
                            1,
                            BasicStroke.CAP_BUTT,
                            BasicStroke.JOIN_ROUND,
                            1,
                            new float[] {2, 3},
                            0)),
                    Layer.BACKGROUND));
  }

  private void addLines(XYPlot result, int index, float width) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true); // else each piece starts its dashes anew
    XYSeriesCollection lines = new XYSeriesCollection();
    for (int i = 0; i < traces.size(); i++) {
      XYSeries line = new XYSeries(i, false); // a path may go back
      traces.get(i).points().forEach(point -> line.add(point.x(), point.mean()));
      lines.addSeries(line);
      renderer.setSeriesPaint(i, color(traces.get(i)));
      renderer.setSeriesStroke(i, stroke(traces.get(i).mark(), width));
    }
    result.setDataset(index, lines);
    result.setRenderer(index, renderer);
  }

  private void addMarks(XYPlot result, int index) {
    XYSeriesCollection marks = new XYSeriesCollection();
    for (int i = 0; i < traces.size(); i++) {
      XYSeries some = new XYSeries(i, false);
      List<Point> points = traces.get(i).points();
      int marked = traces.size() > MANY ? MARKED / 2 : MARKED;
      int step = points.size() <= MARKED ? 1 : (points.size() + marked - 1) / marked;
      // Not all conditions at the same place: marks on marks hide each other.
      for (int j = i * step / traces.size(); j < points.size(); j += step) {
        some.add(points.get(j).x(), points.get(j).mean());
      }
      marks.addSeries(some);
    }
    result.setDataset(index, marks);
    result.setRenderer(index, shapes());
  }

  /** Where each path ends. */
  private void addEnds(XYPlot result, int index) {
    XYSeriesCollection ends = new XYSeriesCollection();
    for (int i = 0; i < traces.size(); i++) {
      List<Point> points = traces.get(i).points();
      Point last = points.get(points.size() - 1);
      XYSeries end = new XYSeries(i);
      end.add(last.x(), last.mean());
      ends.addSeries(end);
    }
    result.setDataset(index, ends);
    result.setRenderer(index, shapes());
  }

  private XYLineAndShapeRenderer shapes() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setDrawOutlines(false);
    for (int i = 0; i < traces.size(); i++) {
      renderer.setSeriesPaint(i, color(traces.get(i)));
      renderer.setSeriesShape(i, shape(traces.get(i).mark().shape(), SIZE));
    }
    return renderer;
  }

  private void addBands(XYPlot result, int index) {
    DeviationRenderer renderer = new DeviationRenderer(false, false);
    renderer.setAlpha(traces.size() <= MANY ? 0.22f : traces.size() <= 2 * MANY ? 0.12f : 0.06f);
    YIntervalSeriesCollection bands = new YIntervalSeriesCollection();
    double least = result.getRangeAxis().getLowerBound();
    for (Trace trace : traces) {
      int number = bands.getSeriesCount();
      YIntervalSeries band = new YIntervalSeries(number);
      for (Point point : trace.points()) {
        if (Trace.hasSpread(point)) {
          // as with bars
          band.add(point.x(), point.mean(), Math.max(point.lower(), least), point.upper());
        }
      }
      if (!band.isEmpty()) {
        bands.addSeries(band);
        renderer.setSeriesFillPaint(number, color(trace));
      }
    }
    result.setDataset(index, bands);
    result.setRenderer(index, renderer);
  }

  private void addBars(XYPlot result, int index) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(5);
    renderer.setErrorStroke(new BasicStroke(1.3f));
    // A logarithmic axis has no place for what is not above 0.
    double least = result.getRangeAxis().getLowerBound();
    XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
    for (int i = 0; i < traces.size(); i++) {
      XYIntervalSeries bar = new XYIntervalSeries(i);
      for (Point point : traces.get(i).points()) {
        double x = point.x();
        double lower = Math.max(Trace.lower(point), least);
        bar.add(x, x, x, point.mean(), lower, Trace.upper(point));
      }
      bars.addSeries(bar);
      renderer.setSeriesPaint(i, color(traces.get(i)));
      renderer.setSeriesShape(i, shape(traces.get(i).mark().shape(), SIZE));
      renderer.setSeriesLinesVisible(i, false);
    }
    result.setDataset(index, bars);
    result.setRenderer(index, renderer);
  }

  /** The seeds of each side of the pairs. */
  private void addSides(XYPlot result, int index) {
    XYSeriesCollection sides = new XYSeriesCollection();
    for (int i = 0; i < traces.size(); i++) {
      XYSeries side = new XYSeries(i, false);
      for (Point point : traces.get(i).points()) {
        side.add(i, point.mean());
      }
      sides.addSeries(side);
    }
    result.setDataset(index, sides);
    result.setRenderer(index, shapes());
  }

  /** A short bar at the mean of each side. */
  private void addMeans(XYPlot result, int index) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setDrawOutlines(true);
    XYSeriesCollection means = new XYSeriesCollection();
    for (int i = 0; i < traces.size(); i++) {
      XYSeries mean = new XYSeries(i);
      mean.add(i, traces.get(i).mean());
      means.addSeries(mean);
      renderer.setSeriesPaint(i, CurvesChart.INK);
      renderer.setSeriesShape(i, new Rectangle2D.Double(-22, -1, 44, 2));
    }
    result.setDataset(index, means);
    result.setRenderer(index, renderer);
  }

  /** A line per seed. */
  private void addPairs(XYPlot result, int index) {
    Map<Double, List<double[]>> bySeed = new TreeMap<>();
    for (int i = 0; i < traces.size(); i++) {
      for (Point point : traces.get(i).points()) {
        bySeed
            .computeIfAbsent(point.x(), none -> new ArrayList<>())
            .add(new double[] {i, point.mean()});
      }
    }
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    XYSeriesCollection lines = new XYSeriesCollection();
    for (List<double[]> points : bySeed.values()) {
      XYSeries line = new XYSeries(lines.getSeriesCount(), false);
      points.forEach(point -> line.add(point[0], point[1]));
      renderer.setSeriesPaint(lines.getSeriesCount(), PAIR);
      renderer.setSeriesStroke(lines.getSeriesCount(), new BasicStroke(1));
      lines.addSeries(line);
    }
    result.setDataset(index, lines);
    result.setRenderer(index, renderer);
  }

  private static Color color(Trace trace) {
    return new Color(trace.mark().color());
  }

  static BasicStroke stroke(Mark mark, float width) {
    float[] dash =
        switch (mark.dash()) {
          case FULL -> null;
          case LONG -> new float[] {5, 2.5f};
          case DOTS -> new float[] {1, 1.5f};
          case MIXED -> new float[] {6, 2, 1, 2};
          case LONGEST -> new float[] {10, 3};
        };
    if (dash != null) {
      for (int i = 0; i < dash.length; i++) {
        dash[i] *= width;
      }
    }
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  /** A shape around (0, 0), all of them of about one area. */
  static Shape shape(Mark.Shape shape, double size) {
    double r = size / 2;
    return switch (shape) {
      case CIRCLE -> new Ellipse2D.Double(-r, -r, size, size);
      case SQUARE -> new Rectangle2D.Double(-0.88 * r, -0.88 * r, 0.88 * size, 0.88 * size);
      case TRIANGLE -> polygon(0, -1.25 * r, 1.1 * r, 0.8 * r, -1.1 * r, 0.8 * r);
      case DIAMOND -> polygon(0, -1.25 * r, 1.25 * r, 0, 0, 1.25 * r, -1.25 * r, 0);
      case TIP -> polygon(0, 1.25 * r, 1.1 * r, -0.8 * r, -1.1 * r, -0.8 * r);
      case PLUS -> plus(1.15 * r, 0.38 * r);
    };
  }

  private static Path2D plus(double far, double near) {
    return polygon(
        -near, -far, near, -far, near, -near, far, -near, far, near, near, near, near, far, -near,
        far, -near, near, -far, near, -far, -near, -near, -near);
  }

  private static Path2D polygon(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}
