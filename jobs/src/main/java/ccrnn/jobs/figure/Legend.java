package ccrnn.jobs.figure;

import ccrnn.pipeline.analysis.ConditionColumns;
import ccrnn.pipeline.sweep.Condition;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table beside the plot: a row per curve with the values of the settings that vary and the number
 * of seeds n, as near as can be to where the line ends and tied to it by a thin line.
 */
final class Legend {
  /** For measuring: the same on both canvases. */
  static final FontRenderContext TEXT = new FontRenderContext(null, true, true);

  private static final double SWATCH = 24;
  private static final double GAP = 12;

  /** Columns may be so wide together, half as much again as the plot. */
  private static final double MOST = 600;

  private static final Color HEADING = new Color(0x666666);

  private final List<Curve> curves;
  private final List<Palette.Style> styles;
  private final List<Column> columns;
  private final Font font;
  private final double rowHeight;
  private final double leaders;

  /**
   * @param heading one or more lines
   * @param cells one per curve
   */
  private record Column(List<String> heading, List<String> cells) {}

  Legend(List<Curve> curves, List<Palette.Style> styles) {
    this.curves = curves;
    this.styles = styles;
    boolean crowded = curves.size() > 16;
    font = new Font(Font.SANS_SERIF, Font.PLAIN, crowded ? 11 : 13);
    rowHeight = crowded ? 14 : 18;
    leaders = curves.size() <= 6 ? 14 : 36;
    List<Condition> conditions = curves.stream().map(Curve::condition).toList();
    List<Column> full = columns(ConditionColumns.full(conditions));
    List<Column> brief = columns(ConditionColumns.brief(conditions));
    columns = width(full) > MOST && width(brief) < width(full) ? brief : full;
  }

  private List<Column> columns(List<ConditionColumns.Column> names) {
    List<Column> all = new ArrayList<>();
    for (ConditionColumns.Column name : names) {
      // "feedback-horizon" in two lines: its column is then little wider than its values.
      all.add(new Column(Arrays.asList(name.head().split("(?<=-)")), name.cells()));
    }
    all.add(new Column(List.of("n"), curves.stream().map(Curve::seeds).toList()));
    return all;
  }

  /** The space it needs right of the plot. */
  double width() {
    // Other fonts than this machine's may be wider when the SVG is shown.
    double spare = 10;
    return leaders + SWATCH + width(columns) + spare;
  }

  private double width(List<Column> all) {
    return all.stream().mapToDouble(column -> GAP + width(column)).sum();
  }

  /** The height it needs at least. */
  double height() {
    return headingHeight() + rowHeight * curves.size();
  }

  /**
   * @param ends where each line ends
   * @param plot the area of the lines; the table is at its right
   */
  void draw(Graphics2D graphics, List<Point2D> ends, Rectangle2D plot) {
    List<Integer> order =
        IntStream.range(0, ends.size())
            .boxed()
            .sorted(Comparator.comparing(curve -> ends.get(curve).getY()))
            .toList();
    double[] wanted = order.stream().mapToDouble(curve -> ends.get(curve).getY()).toArray();
    double[] centers =
        Spread.apart(
            wanted,
            rowHeight,
            plot.getMinY() + headingHeight() + rowHeight / 2,
            plot.getMaxY() - rowHeight / 2);
    double left = plot.getMaxX() + leaders;
    double lastEnd = ends.stream().mapToDouble(Point2D::getX).max().orElseThrow();
    drawHeadings(graphics, left + SWATCH, centers[0] - rowHeight / 2);
    for (int row = 0; row < centers.length; row++) {
      int curve = order.get(row);
      // From the end of a shorter curve it would cross the plot and look like data.
      if (ends.get(curve).getX() > lastEnd - 1) {
        drawLeader(
            graphics, styles.get(curve), ends.get(curve), plot.getMaxX(), left, centers[row]);
      }
      graphics.setColor(styles.get(curve).color());
      graphics.setStroke(styles.get(curve).stroke());
      graphics.draw(new Line2D.Double(left, centers[row], left + SWATCH, centers[row]));
      drawCells(graphics, curve, left + SWATCH, centers[row]);
    }
  }

  private static void drawLeader(
      Graphics2D graphics,
      Palette.Style style,
      Point2D end,
      double plotEnd,
      double tableStart,
      double center) {
    Path2D path = new Path2D.Double();
    path.moveTo(end.getX(), end.getY());
    path.lineTo(plotEnd, end.getY());
    path.lineTo(tableStart - 3, center);
    path.lineTo(tableStart, center);
    graphics.setColor(style.color());
    graphics.setStroke(new BasicStroke(0.7f));
    graphics.draw(path);
  }

  private void drawHeadings(Graphics2D graphics, double left, double bottom) {
    graphics.setFont(font);
    graphics.setColor(HEADING);
    double x = left;
    for (Column column : columns) {
      x += GAP;
      double y = bottom - 5 - lineHeight() * (column.heading().size() - 1);
      for (String line : column.heading()) {
        graphics.drawString(line, (float) x, (float) y);
        y += lineHeight();
      }
      x += width(column);
    }
  }

  private void drawCells(Graphics2D graphics, int curve, double left, double center) {
    graphics.setFont(font);
    graphics.setColor(CurvesChart.INK);
    double x = left;
    for (Column column : columns) {
      x += GAP;
      graphics.drawString(
          column.cells().get(curve), (float) x, (float) (center + font.getSize2D() * 0.36));
      x += width(column);
    }
  }

  private double headingHeight() {
    int lines = columns.stream().mapToInt(column -> column.heading().size()).max().orElseThrow();
    return lines * lineHeight() + 4;
  }

  private double lineHeight() {
    return font.getSize2D() * 1.15;
  }

  private double width(Column column) {
    return Stream.concat(column.heading().stream(), column.cells().stream())
        .mapToDouble(text -> font.getStringBounds(text, TEXT).getWidth())
        .max()
        .orElseThrow();
  }
}
