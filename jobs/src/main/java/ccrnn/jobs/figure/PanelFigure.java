package ccrnn.jobs.figure;

import ccrnn.pipeline.analysis.Mark;
import ccrnn.pipeline.analysis.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Draws one panel of a figure, for papers and pages: the plot with its axes, a legend below, but
 * neither title nor caption, which the page around it has.
 *
 * <p>Lines have bands, points have error bars, pairs are joined seed by seed with their mean as a
 * bar, and paths share one scale on both axes. This class and its signature name no AWT type, so
 * that it loads where AWT is missing.
 *
 * @param panel what to draw; points that are not finite are left out
 * @param marks how each of its conditions is drawn
 */
public record PanelFigure(Panel panel, Map<String, Mark> marks) {
  /** Copies the map. */
  public PanelFigure {
    marks = Map.copyOf(marks);
  }

  /**
   * Draws it. The same panel gives the same bytes on one machine; the fonts of another machine may
   * move text by a few pixels.
   *
   * @return the picture in three forms
   * @throws PictureUnavailable when there is nothing to draw or Java can't draw here (most often:
   *     no fonts)
   */
  public Picture draw() throws PictureUnavailable {
    List<Trace> traces = traces();
    if (traces.isEmpty()) {
      throw new PictureUnavailable("there is nothing to draw: no condition has a finite number");
    }
    Awt.require();
    PlotChart chart = new PlotChart(panel, traces);
    return new Picture(Rendering.svg(chart), Rendering.png(chart), Rendering.pdf(chart));
  }

  /** Series of one condition differ in dash and shape, but for paths, which are examples of it. */
  private List<Trace> traces() {
    List<Trace> traces = new ArrayList<>();
    for (Panel.Series series : panel.series()) {
      List<Panel.Point> points =
          series.points().stream()
              .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.mean()))
              .toList();
      if (!points.isEmpty()) {
        long before =
            traces.stream().filter(each -> each.condition().equals(series.condition())).count();
        Mark mark = marks.getOrDefault(series.condition(), Marks.NONE);
        boolean examples = panel.picture() == Panel.Picture.TRAJECTORIES;
        traces.add(
            new Trace(
                Plain.text(series.label()),
                series.condition(),
                examples ? mark : mark.varied((int) before),
                points));
      }
    }
    return traces;
  }
}
