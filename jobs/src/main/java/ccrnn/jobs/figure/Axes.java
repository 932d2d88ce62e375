package ccrnn.jobs.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.NumberTickUnit;
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
    protected List<ValueTick> refreshTicksVertical(
        Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
      List<ValueTick> ticks = new ArrayList<>();
      int lowest = (int) Math.floor(Math.log10(getLowerBound()));
      int highest = (int) Math.floor(Math.log10(getUpperBound()));
      for (int exponent = lowest; exponent <= highest; exponent++) {
        for (int factor = 1; factor <= 9; factor++) {
          double value = factor * Math.pow(10, exponent);
          if (getRange().contains(value)) {
            ticks.add(
                new NumberTick(
                    factor == 1 ? TickType.MAJOR : TickType.MINOR,
                    value,
                    factor == 1 ? text(value, value) : "",
                    TextAnchor.CENTER_RIGHT,
                    TextAnchor.CENTER_RIGHT,
                    0));
          }
        }
      }
      return ticks;
    }
  }
}
