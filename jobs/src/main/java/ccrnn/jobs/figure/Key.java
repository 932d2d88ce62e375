package ccrnn.jobs.figure;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The legend below a plot: line, mark and name of each condition, in as many columns as fit. */
final class Key {
  /** More entries than these are set smaller. */
  private static final int MANY = 8;

  /** More entries than these are set closer. */
  private static final int MOST = 16;

  private static final double SWATCH = 34;
  private static final double GAP = 14;
  private static final double BELOW = 10;

  private final List<Trace> named;
  private final Font font;
  private final double row;
  private final double left;
  private final double column;
  private final int columns;
  private final double room;

  Key(List<Trace> traces, double width) {
    // Examples of one condition have one name.
    Map<String, Trace> distinct = new LinkedHashMap<>();
    traces.forEach(trace -> distinct.putIfAbsent(trace.label() + "\n" + trace.mark(), trace));
    named = List.copyOf(distinct.values());
    font = new Font(Font.SANS_SERIF, Font.PLAIN, named.size() > MANY ? 11 : 13);
    row = named.size() > MOST ? 15 : 19;
    left = named.size() > MANY ? 14 : 40;
    double widest = named.stream().mapToDouble(each -> width(each.label())).max().orElse(0);
    room = width - left - SWATCH - 10;
    column = SWATCH + Math.min(widest, room) + GAP;
    columns = Math.max(1, (int) ((width - left) / column));
  }

  double height() {
    int rows = (named.size() + columns - 1) / columns;
    return named.isEmpty() ? 0 : rows * row + BELOW;
  }

  void draw(Graphics2D graphics, double top) {
    int rows = (named.size() + columns - 1) / columns;
    for (int i = 0; i < named.size(); i++) {
      // down first: neighbours in the order stay together
      int across = i / rows;
      double x = left + across * column;
      double y = top + (i % rows + 0.5) * row;
      Trace trace = named.get(i);
      graphics.setColor(new Color(trace.mark().color()));
      graphics.setStroke(PlotChart.stroke(trace.mark(), 2));
      graphics.draw(new Line2D.Double(x, y, x + SWATCH - 8, y));
      graphics.fill(
          AffineTransform.getTranslateInstance(x + (SWATCH - 8) / 2, y)
              .createTransformedShape(PlotChart.shape(trace.mark().shape(), 8)));
      graphics.setColor(CurvesChart.INK);
      graphics.setFont(font);
      graphics.drawString(fitting(trace.label()), (float) (x + SWATCH), (float) (y + 4.6));
    }
  }

  /** Cut where it would leave the picture; the page has it in full. */
  private String fitting(String label) {
    int end = label.length();
    String shown = label;
    while (end > 1 && width(shown) > room) {
      end = label.offsetByCodePoints(0, label.codePointCount(0, end) * 9 / 10);
      shown = label.substring(0, end) + "…";
    }
    return shown;
  }

  private double width(String text) {
    return font.getStringBounds(text, Legend.TEXT).getWidth();
  }
}
