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
 * legend is a table beside the plot: the settings that vary and the number of seeds, rows in the
 * order in which the lines end. The vertical axis starts at 0, or is logarithmic where the means
 * differ by a factor of more than about 300: a linear axis would then press the better conditions
 * into its lowest pixels.
 *
 * <p>This class and its signature name no AWT type, so that it loads where AWT is missing.
 */
public final class CurvesFigure {
  /** Name of the picture with lines and text, for papers. */
  public static final String SVG = "curves.svg";

  /**
   * Name of the picture in pixels, two for each unit of length in the SVG: 1600 x 1000, more where
   * the legend needs it.
   */
  public static final String PNG = "curves.png";

  private CurvesFigure() {}

  /**
   * Writes {@value #SVG} and {@value #PNG}, replacing what is there. The same curves give the same
   * bytes on one machine; the fonts of another machine may move text by a few pixels.
   *
   * @param title first line of the picture, such as the sweep's name; none when blank
   * @param about smaller lines below the title; none when blank
   * @param curves one per condition, in any order: their order does not change the picture. Points
   *     whose mean is not finite are left out; a line is broken where epochs are missing; there is
   *     no band where the SEM is NaN. With one epoch a curve is a dot
   * @param folder an existing local folder
   * @throws PictureUnavailable when there is nothing to draw, when Java can't draw here (most
   *     often: no fonts), or when the folder can't be written
   */
  public static void write(String title, String about, List<LearningCurve> curves, Path folder)
      throws PictureUnavailable {
    List<Curve> drawable = Curve.of(curves);
    if (drawable.isEmpty()) {
      throw new PictureUnavailable("no validation loss to draw yet: no condition has an epoch");
    }
    Awt.require();
    CurvesChart chart = new CurvesChart(title, about, drawable);
    // Both first, then the files: no picture is left beside an older one.
    byte[] svg = Rendering.svg(chart);
    byte[] png = Rendering.png(chart);
    try {
      Files.write(folder.resolve(SVG), svg);
      Files.write(folder.resolve(PNG), png);
    } catch (IOException failure) {
      throw new PictureUnavailable(
          "can't write the picture to " + folder + ": " + failure, failure);
    }
  }
}
