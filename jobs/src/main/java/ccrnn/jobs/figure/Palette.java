package ccrnn.jobs.figure;

import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.sweep.CommonRows;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How each curve is drawn. */
final class Palette {
  /**
   * Colour and stroke of a line.
   *
   * @param color of line and band
   * @param stroke of the line
   */
  record Style(Color color, BasicStroke stroke) {}

  /** The colours of Okabe and Ito, orange first; without yellow, too pale on white. */
  private static final List<Color> COLORS =
      List.of(
          new Color(0xE69F00),
          new Color(0x0072B2),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0x56B4E9),
          new Color(0xD55E00));

  private static final List<Color> GREYS =
      List.of(new Color(0x6E6E6E), new Color(0xA3A3A3), new Color(0x333333));

  /** Dash patterns, in line widths; the first is a full line. */
  private static final float[][] DASHES = {
    {}, {4, 2}, {1, 1.5f}, {6, 1.5f, 1, 1.5f}, {9, 2.5f}, {2, 2}, {6, 1.5f, 1, 1.5f, 1, 1.5f}
  };

  private Palette() {}

  /**
   * @param curves by label; the style of a curve depends on which others there are
   * @return one style per curve, all different for up to 42, and 21 of controls
   */
  static List<Style> styles(List<Curve> curves) {
    float width = curves.size() <= 6 ? 2.2f : curves.size() <= 20 ? 1.8f : 1.4f;
    List<Style> styles = new ArrayList<>();
    Set<Object> controls =
        Families.all().stream()
            .flatMap(family -> family.controls().values().stream())
            .collect(Collectors.toSet());
    int greys = 0;
    int colors = 0;
    for (Curve curve : curves) {
      boolean control = controls.contains(curve.condition().values().get(CommonRows.NETWORK));
      styles.add(control ? style(GREYS, greys++, width) : style(COLORS, colors++, width));
    }
    return styles;
  }

  private static Style style(List<Color> colors, int index, float width) {
    float[] dash = DASHES[index / colors.size() % DASHES.length].clone();
    for (int i = 0; i < dash.length; i++) {
      dash[i] *= width;
    }
    BasicStroke stroke =
        new BasicStroke(
            width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            dash.length == 0 ? null : dash,
            0);
    return new Style(colors.get(index % colors.size()), stroke);
  }
}
