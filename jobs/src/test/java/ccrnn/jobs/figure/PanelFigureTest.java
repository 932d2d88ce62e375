package ccrnn.jobs.figure;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.Panel.Axis;
import ccrnn.pipeline.analysis.Panel.Picture;
import ccrnn.pipeline.analysis.Panel.Point;
import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.analysis.Panel.Series;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the axes of a panel say. */
final class PanelFigureTest {
  private static List<String> texts(
      Picture picture, OptionalDouble reference, double[] xs, double... ys) throws Exception {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < xs.length; i++) {
      points.add(new Point(xs[i], ys[i], 0.9 * ys[i], 1.1 * ys[i], 10));
    }
    Panel panel =
        new Panel(
            "",
            picture,
            new Axis("steps", Scale.LINEAR),
            new Axis("loss", Scale.LINEAR),
            "SEM",
            reference,
            List.of(new Series("ccrnn", "ccrnn", points)));
    String svg = new String(new PanelFigure(panel, Map.of()).draw().svg(), StandardCharsets.UTF_8);
    return Jsoup.parse(svg, "", Parser.xmlParser()).select("text").eachText();
  }

  @Test
  void betweenWholeStepsThereIsNone() throws Exception {
    assertThat(texts(Picture.LINES, OptionalDouble.empty(), new double[] {1, 2}, 1, 1))
        .contains("1", "2")
        .doesNotContain("1.2", "1.5");
    assertThat(texts(Picture.LINES, OptionalDouble.empty(), new double[] {11.5, 13}, 1, 1))
        .contains("12.0", "12.2");
  }

  @Test
  void crowdedPlacesAreSpreadAndNamedEach() throws Exception {
    double[] fibres = {1, 2, 4, 8, 16, 50};
    assertThat(texts(Picture.POINTS, OptionalDouble.empty(), fibres, 1, 1, 1, 1, 1, 1))
        .contains("steps, log scale", "1", "2", "4", "8", "16", "50");
    double[] onsets = {1, 10, 20, 30, 40, 50, 60, 70, 80, 90};
    assertThat(texts(Picture.POINTS, OptionalDouble.empty(), onsets, onsets))
        .contains("steps", "0", "10", "90");
  }

  @Test
  void ratiosAreLogarithmicBeyondAFactorOfTenWithNoEffectInSight() throws Exception {
    double[] xs = {1, 2, 3};
    assertThat(texts(Picture.POINTS, OptionalDouble.of(100), xs, 60, 110, 300))
        .contains("loss", "0", "100", "300");
    assertThat(texts(Picture.POINTS, OptionalDouble.of(100), xs, 110, 500, 6000))
        .contains("loss, log scale", "50", "100", "200", "5000");
    assertThat(texts(Picture.POINTS, OptionalDouble.empty(), xs, 110, 500, 6000))
        .contains("loss", "0", "2000");
  }

  @Test
  void ratiosNearNoEffectAreShownAroundIt() throws Exception {
    double[] xs = {1, 2};
    assertThat(texts(Picture.POINTS, OptionalDouble.of(100), xs, 100, 101))
        .contains("loss", "90", "100", "110")
        .doesNotContain("0", "50");
    assertThat(texts(Picture.POINTS, OptionalDouble.of(100), xs, 100, 140)).contains("0", "100");
  }

  /** Lags have one place, 0, where a run had a single epoch; a dead network has one loss. */
  @ParameterizedTest
  @EnumSource(Picture.class)
  void pointsAtOnePlaceAreDrawn(Picture picture) throws Exception {
    double[] places = {0, -1, 1e300};
    for (double x : places) {
      for (double y : places) {
        assertThat(texts(picture, OptionalDouble.empty(), new double[] {x}, y))
            .as("%s at (%s, %s)", picture, x, y)
            .contains("ccrnn");
      }
    }
  }
}
