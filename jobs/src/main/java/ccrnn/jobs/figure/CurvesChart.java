package ccrnn.jobs.figure;

import ccrnn.pipeline.analysis.LearningCurve.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** The picture, for any canvas. Lengths are in the units of the SVG: pixels at normal size. */
final class CurvesChart implements Drawing {
  /** Colour of text and axes. */
  static final Color INK = new Color(0x222222);

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
  private static final Font ABOUT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final int MARKED_EPOCHS = 12;
  private static final double DOT = 7;

  private final JFreeChart chart;
  private final XYPlot plot;
  private final Legend legend;
  private final List<Curve> curves;
  private final int width;
  private final int height;

  /**
   * @param title blank for none
   * @param about blank for none
   * @param loss title of the vertical axis
   * @param curves at least one
   */
  CurvesChart(String title, String about, String loss, List<Curve> curves) {
    this.curves = curves;
    List<Palette.Style> styles = Palette.styles(curves);
    legend = new Legend(curves, styles);
    width = (int) Math.max(800, Math.ceil(400 + legend.width()));
    double room = 110 + legend.height() + textHeight(title, TITLE) + textHeight(about, ABOUT);
    height = (int) Math.max(500, Math.ceil(room));
    plot = plot(loss, styles);
    chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(10, 10, 8, 4));
    if (!title.isBlank()) {
      chart.setTitle(text(title, TITLE, RectangleEdge.TOP));
    }
    if (!about.isBlank()) {
      chart.addSubtitle(text(about, ABOUT, RectangleEdge.TOP));
    }
    chart.addSubtitle(text(caption(), CAPTION, RectangleEdge.BOTTOM));
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void draw(Graphics2D graphics) {
    // A setting of the whole library. Its default turns the vertical axis title into outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
    ChartRenderingInfo info = new ChartRenderingInfo();
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height), info);
    Rectangle2D area = info.getPlotInfo().getDataArea();
    List<Point2D> ends = new ArrayList<>();
    for (Curve curve : curves) {
      ends.add(
          new Point2D.Double(
              plot.getDomainAxis().valueToJava2D(curve.last().epoch(), area, RectangleEdge.BOTTOM),
              plot.getRangeAxis().valueToJava2D(curve.last().mean(), area, RectangleEdge.LEFT)));
    }
    legend.draw(graphics, ends, area);
  }

  private String caption() {
    boolean some = curves.stream().anyMatch(curve -> !curve.bands().isEmpty());
    boolean all = curves.stream().flatMap(c -> c.points().stream()).allMatch(p -> p.seeds() > 1);
    String caption = some ? "mean of n seeds, band: ± SEM" : "single seeds, no SEM";
    if (some && !all) {
      caption += " (none where n is 1)";
    }
    return plot.getRangeAxis() instanceof LogAxis ? caption + "; loss on a log scale" : caption;
  }

  private XYPlot plot(String loss, List<Palette.Style> styles) {
    ValueAxis epochs = Axes.epochs(curves);
    ValueAxis losses = Axes.losses(loss, curves);
    XYPlot result = new XYPlot(null, epochs, losses, null);
    for (ValueAxis axis : List.of(epochs, losses)) {
      axis.setLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
      axis.setTickLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
      axis.setLabelPaint(INK);
      axis.setTickLabelPaint(INK);
      axis.setAxisLinePaint(INK);
      axis.setTickMarkPaint(INK);
    }
    result.setBackgroundPaint(Color.WHITE);
    result.setOutlineVisible(false);
    result.setDomainGridlinesVisible(false);
    result.setRangeGridlinePaint(new Color(0xE4E4E4));
    result.setRangeGridlineStroke(new BasicStroke(0.8f));
    result.setAxisOffset(RectangleInsets.ZERO_INSETS);
    result.setInsets(new RectangleInsets(10, 0, 4, legend.width()));
    // The dataset with the lowest number is drawn last.
    addDots(result, 0, styles);
    addLines(result, 1, styles);
    addBands(result, 2, styles);
    return result;
  }

  private void addBands(XYPlot result, int index, List<Palette.Style> styles) {
    double narrow = result.getDomainAxis().getRange().getLength() * 0.004;
    DeviationRenderer renderer = new DeviationRenderer(false, false);
    renderer.setAlpha(curves.size() <= 6 ? 0.25f : curves.size() <= 20 ? 0.15f : 0.08f);
    YIntervalSeriesCollection bands = new YIntervalSeriesCollection();
    for (int i = 0; i < curves.size(); i++) {
      for (List<Point> stretch : curves.get(i).bands()) {
        int number = bands.getSeriesCount();
        YIntervalSeries band = new YIntervalSeries(number);
        for (Point point : stretch) {
          // One epoch has no length that a band could cover: give it some.
          double half = stretch.size() == 1 ? narrow : 0;
          addBand(band, point, point.epoch() - half, result.getRangeAxis().getLowerBound());
          if (half > 0) {
            addBand(band, point, point.epoch() + half, result.getRangeAxis().getLowerBound());
          }
        }
        bands.addSeries(band);
        renderer.setSeriesFillPaint(number, styles.get(i).color());
      }
    }
    result.setDataset(index, bands);
    result.setRenderer(index, renderer);
  }

  private static void addBand(YIntervalSeries band, Point point, double x, double least) {
    // A logarithmic axis has no place for what is not above 0.
    double low = Math.max(point.mean() - point.sem(), least);
    band.add(x, point.mean(), low, point.mean() + point.sem());
  }

  private void addLines(XYPlot result, int index, List<Palette.Style> styles) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true); // else each piece starts its dashes anew
    XYSeriesCollection lines = new XYSeriesCollection();
    for (int i = 0; i < curves.size(); i++) {
      XYSeries line = new XYSeries(i);
      for (List<Point> stretch : curves.get(i).stretches()) {
        if (!line.isEmpty()) {
          line.add(stretch.get(0).epoch() - 0.5, null); // breaks the line
        }
        stretch.forEach(point -> line.add(point.epoch(), point.mean()));
      }
      lines.addSeries(line);
      renderer.setSeriesPaint(i, styles.get(i).color());
      renderer.setSeriesStroke(i, styles.get(i).stroke());
    }
    result.setDataset(index, lines);
    result.setRenderer(index, renderer);
  }

  /** All epochs of short curves, and epochs that no line reaches. */
  private void addDots(XYPlot result, int index, List<Palette.Style> styles) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setDrawOutlines(false);
    XYSeriesCollection dots = new XYSeriesCollection();
    for (int i = 0; i < curves.size(); i++) {
      XYSeries series = new XYSeries(i);
      for (List<Point> stretch : curves.get(i).stretches()) {
        if (stretch.size() == 1 || curves.get(i).points().size() <= MARKED_EPOCHS) {
          stretch.forEach(point -> series.add(point.epoch(), point.mean()));
        }
      }
      dots.addSeries(series);
      renderer.setSeriesPaint(i, styles.get(i).color());
      renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
    }
    result.setDataset(index, dots);
    result.setRenderer(index, renderer);
  }

  /** About the height of a text that is broken into lines of the picture's width. */
  private double textHeight(String words, Font font) {
    double length = font.getStringBounds(words, Legend.TEXT).getWidth();
    return Math.ceil(length / (0.9 * width)) * font.getSize2D() * 1.4;
  }

  private static TextTitle text(String words, Font font, RectangleEdge edge) {
    TextTitle title =
        new TextTitle(
            words,
            font,
            INK,
            edge,
            HorizontalAlignment.LEFT,
            TextTitle.DEFAULT_VERTICAL_ALIGNMENT,
            new RectangleInsets(1, 6, 1, 6));
    title.setTextAlignment(HorizontalAlignment.LEFT);
    return title;
  }
}
