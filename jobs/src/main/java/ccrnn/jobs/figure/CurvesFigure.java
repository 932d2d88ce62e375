package ccrnn.jobs.figure;

import ccrnn.pipeline.analysis.LearningCurve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws learning curves: for each condition the mean validation loss over epochs, with a band of
 * one standard error of the mean (SEM) to either side.
 *
 * <p>The cortex alone ({@code network=crnn}) is grey, a single {@code ccrnn} orange, as in the
 * papers; other conditions get colours and dashes that colour-blind readers can tell apart. The
 * legend is a table beside the plot: the settings that vary, or only what is not as usual where
 * that is too wide, and the number of seeds, rows in the order in which the lines end. The vertical
 * axis starts at 0, or is logarithmic where the means differ by a factor of more than about 300: a
 * linear axis would then press the better conditions into its lowest pixels.
 *
 * <p>This class and its signature name no AWT type, so that it loads where AWT is missing.
 *
 * @param title first line of the picture, such as the sweep's name; none when blank
 * @param about smaller lines below the title; none when blank
 * @param loss title of the vertical axis
 * @param curves of one task, one per condition, in any order: their order does not change the
 *     picture. Points whose mean is not finite are left out; a line is broken where epochs are
 *     missing; there is no band where the SEM is NaN. With one epoch a curve is a dot
 */
public record CurvesFigure(String title, String about, String loss, List<LearningCurve> curves) {
  /** Copies the list. */
  public CurvesFigure {
    curves = List.copyOf(curves);
  }

  /**
   * Writes the picture twice, replacing what is there: an SVG, its lines lines and its text text,
   * for papers, and a PNG of two pixels for each unit of length in the SVG: 1600 x 1000, more where
   * the legend needs it. The same curves give the same bytes on one machine; the fonts of another
   * machine may move text by a few pixels.
   *
   * @param folder an existing local folder
   * @param name of both files, without {@code .svg} and {@code .png}
   * @throws PictureUnavailable when there is nothing to draw, when Java can't draw here (most
   *     often: no fonts), or when the folder can't be written
   */
  public void write(Path folder, String name) throws PictureUnavailable {
    List<Curve> drawable = Curve.of(curves);
    if (drawable.isEmpty()) {
      throw new PictureUnavailable("no validation loss to draw yet: no condition has an epoch");
    }
    Awt.require();
    CurvesChart chart = new CurvesChart(title, about, loss, drawable);
    // Both first, then the files: no picture is left beside an older one.
    byte[] svg = Rendering.svg(chart);
    byte[] png = Rendering.png(chart);
    try {
      Files.write(folder.resolve(name + ".svg"), svg);
      Files.write(folder.resolve(name + ".png"), png);
    } catch (IOException failure) {
      throw new PictureUnavailable(
          "can't write the picture to " + folder + ": " + failure, failure);
    }
  }
}
