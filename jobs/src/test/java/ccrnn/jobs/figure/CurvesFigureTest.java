package ccrnn.jobs.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import ccrnn.pipeline.analysis.LearningCurve;
import ccrnn.pipeline.analysis.LearningCurve.Point;
import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Condition;
import ccrnn.pipeline.sweep.Setting;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

final class CurvesFigureTest {
  private static final int GREY = 0x6E6E6E;
  private static final String LOSS = "Validation loss (squared distance to target)";
  private static final int ORANGE = 0xE69F00;
  private static final Condition CRNN = new Condition(Map.of(CommonRows.NETWORK, "crnn"));
  private static final Condition CCRNN = new Condition(Map.of(CommonRows.NETWORK, "ccrnn"));

  @TempDir private Path folder;

  @Test
  void svgNamesTheAxesTheConditionsAndTheSeedsInSelectableText() throws Exception {
    draw(falling(CRNN, 100, 6, 5), falling(CCRNN, 100, 0.4, 4));

    assertThat(texts())
        .contains("quickstart", "With and without cerebellum.")
        .contains("Epoch (training session)", "Validation loss (squared distance to target)")
        .containsSubsequence("network", "n", "crnn", "5", "ccrnn", "4")
        .contains("mean of n seeds, band: ± SEM")
        .containsSubsequence("0", "50", "100");
    assertThat(svgText()).contains("sans-serif").doesNotContain("Dialog", "DOCTYPE", "<!--");
  }

  @Test
  void svgScalesWithItsPage() throws Exception {
    draw(falling(CRNN, 100, 6, 5), falling(CCRNN, 100, 0.4, 5));

    assertThat(svg().getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 800 500");
  }

  @Test
  void pngIsWhiteWithAGreyAndAnOrangeCurve() throws Exception {
    draw(falling(CRNN, 100, 6, 5), falling(CCRNN, 100, 0.4, 5));

    BufferedImage image = png();
    assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(1600, 1000);
    assertThat(image.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(pixels(image, GREY)).isGreaterThan(2000);
    assertThat(pixels(image, ORANGE)).isGreaterThan(2000);
  }

  @Test
  void curvesWithAStandardErrorHaveABand() throws Exception {
    draw(falling(CRNN, 100, 6, 5), falling(CCRNN, 100, 0.4, 5));

    assertThat(bands()).hasSize(2);
  }

  @Test
  void singleSeedsHaveNoBand() throws Exception {
    draw(falling(CRNN, 100, 6, 1), falling(CCRNN, 100, 0.4, 1));

    assertThat(bands()).isEmpty();
    assertThat(texts()).contains("single seeds, no SEM").containsSubsequence("ccrnn", "1");
  }

  @Test
  void bandEndsWhereOnlyOneSeedIsLeft() throws Exception {
    List<Point> points = new ArrayList<>(falling(CCRNN, 20, 0.4, 3).points().subList(0, 10));
    points.addAll(falling(CCRNN, 20, 0.4, 1).points().subList(10, 20));
    draw(falling(CRNN, 20, 6, 3), new LearningCurve(CCRNN, points));

    assertThat(bands())
        .hasSize(2)
        .extracting(band -> corners(band))
        .containsExactlyInAnyOrder(20, 40);
    assertThat(texts())
        .contains("1–3")
        .contains("mean of n seeds, band: ± SEM (none where n is 1)");
  }

  @Test
  void lineIsBrokenWhereEpochsAreMissing() throws Exception {
    List<Point> points = new ArrayList<>(falling(CCRNN, 60, 0.4, 1).points());
    points.removeIf(point -> point.epoch() > 20 && point.epoch() < 40 && point.epoch() != 30);
    points.replaceAll(
        point -> point.epoch() == 52 ? new Point(52, 1, Double.NaN, Double.NaN) : point);
    draw(new LearningCurve(CCRNN, points));

    // To 20, from 40, after the NaN; epoch 30 stands alone.
    assertThat(lines()).hasSize(1).allMatch(line -> split(line, 'M').size() == 3);
    assertThat(dots()).hasSize(1);
  }

  @Test
  void validationAtEveryFifthEpochIsNotBroken() throws Exception {
    List<Point> points = new ArrayList<>(falling(CCRNN, 100, 0.4, 3).points());
    points.removeIf(point -> point.epoch() % 5 != 0);
    draw(new LearningCurve(CCRNN, points));

    assertThat(lines()).hasSize(1).allMatch(line -> split(line, 'M').size() == 1);
    assertThat(bands()).hasSize(1);
  }

  @Test
  void oneEpochIsADotWithItsError() throws Exception {
    draw(falling(CRNN, 1, 6, 5), falling(CCRNN, 1, 0.4, 5));

    assertThat(dots()).hasSize(2);
    assertThat(bands()).hasSize(2);
    assertThat(pixels(png(), GREY)).isGreaterThan(100);
    assertThat(pixels(png(), ORANGE)).isGreaterThan(100);
  }

  @Test
  void longCurvesHaveNoDots() throws Exception {
    draw(falling(CRNN, 100, 6, 5), falling(CCRNN, 100, 0.4, 5));

    assertThat(dots()).isEmpty();
  }

  @Test
  void lossStartsAtZeroUpToAFactorOf300() throws Exception {
    draw(curve(CRNN, 300, 200, 100), curve(CCRNN, 300, 20, 1.01));

    assertThat(texts()).contains("0", "100", "200", "300").noneMatch(t -> t.contains("log"));
  }

  @Test
  void lossIsLogarithmicBeyondAFactorOf316() throws Exception {
    draw(curve(CRNN, 300, 200, 100), curve(CCRNN, 300, 20, 0.9));

    assertThat(texts())
        .contains("1", "10", "100")
        .contains("mean of n seeds, band: ± SEM; loss on a log scale");
  }

  @Test
  void bandThatReachesBelowZeroFitsALogScale() throws Exception {
    Point wide = new Point(2, 2, 0.01, 0.02);
    draw(new LearningCurve(CCRNN, List.of(new Point(1, 2, 30, 1), wide)));

    assertThat(bands()).hasSize(1).noneMatch(band -> band.getAttribute("d").contains("NaN"));
    assertThat(svgText()).doesNotContain("Infinity", "∞");
  }

  @Test
  void lossesOfZeroAreDrawn() throws Exception {
    draw(curve(CCRNN, 0, 0, 0));

    assertThat(lines()).hasSize(1);
    assertThat(texts()).contains("0", "1");
  }

  @Test
  void tinyLossesHaveShortNumbers() throws Exception {
    draw(curve(CCRNN, 3e-6, 2e-6, 1e-6));

    assertThat(texts()).contains("0", "1e-6", "1.5e-6", "3e-6");
  }

  @Test
  void svgAndPngAreTheSameEachTimeAndInAnyOrder() throws Exception {
    List<LearningCurve> curves = new ArrayList<>(many(18));
    draw(curves);
    byte[] svg = Files.readAllBytes(folder.resolve("curves.svg"));
    byte[] png = Files.readAllBytes(folder.resolve("curves.png"));
    Collections.reverse(curves);
    draw(curves);

    assertThat(folder.resolve("curves.svg")).hasBinaryContent(svg);
    assertThat(folder.resolve("curves.png")).hasBinaryContent(png);
    assertThat(folder).isDirectoryNotContaining(path -> !path.toString().contains("curves."));
  }

  @Test
  void fortyConditionsHaveALegibleRowEach() throws Exception {
    draw(many(40));

    List<Double> rows = rowsOf("ccrnn");
    assertThat(rows).hasSize(20);
    assertThat(rowsOf("crnn")).hasSize(20);
    rows.addAll(rowsOf("crnn"));
    Collections.sort(rows);
    for (int i = 1; i < rows.size(); i++) {
      assertThat(rows.get(i) - rows.get(i - 1)).isGreaterThan(13.5);
    }
    double height = Double.parseDouble(svg().getDocumentElement().getAttribute("height"));
    assertThat(rows.get(rows.size() - 1)).isLessThan(height - 60);
    assertThat(texts()).containsSubsequence("network", "feedback-", "horizon", "n");
  }

  @Test
  void fortyConditionsLookDifferent() {
    List<LearningCurve> curves =
        IntStream.rangeClosed(1, 40)
            .mapToObj(i -> new Condition(Map.of(CerebellumRows.FIBRES, (long) i)))
            .map(condition -> curve(condition, 3, 2, 1))
            .toList();
    List<Palette.Style> styles = Palette.styles(Curve.of(curves));

    Set<List<?>> looks = new HashSet<>();
    for (Palette.Style style : styles) {
      float[] dash = style.stroke().getDashArray();
      looks.add(List.of(style.color(), dash == null ? "" : Arrays.toString(dash)));
    }
    assertThat(looks).hasSize(40);
  }

  @Test
  void legendKeepsInsideThePictureWhenManySettingsVary() throws Exception {
    Map<Setting, Object> values = new LinkedHashMap<>();
    values.put(CommonRows.NETWORK, "ccrnn");
    values.put(CerebellumRows.LESION, "inferior-olive");
    values.put(CerebellumRows.LESION_EPOCH, 50L);
    values.put(CerebellumRows.FIBRES, "all");
    values.put(FeedbackRows.FEEDBACK_HORIZON, 10L);
    values.put(FeedbackRows.TERMINAL_FEEDBACK, "predicted");
    values.put(CerebellumRows.CEREBELLUM_LAYERS, 2L);
    values.put(LearningRows.LEARNING_RATE, 0.0003);
    Condition wide = new Condition(values);
    draw(falling(CRNN, 100, 6, 5), falling(wide, 100, 1, 5));

    double width = Double.parseDouble(svg().getDocumentElement().getAttribute("width"));
    for (Element text : elements("text")) {
      double length =
          new Font(Font.SANS_SERIF, Font.PLAIN, 13)
              .getStringBounds(text.getTextContent(), new FontRenderContext(null, true, true))
              .getWidth();
      assertThat(Double.parseDouble(text.getAttribute("x")) + length).isLessThan(width);
    }
    assertThat(texts()).containsSubsequence("crnn", "-", "-").contains("0.0003");
  }

  @Test
  void markupInATitleIsText() throws Exception {
    requireFonts();
    new CurvesFigure("a <b> & \"c\" ü", " ", LOSS, List.of(curve(CCRNN, 3, 2, 1)))
        .write(folder, "curves");

    assertThat(texts()).contains("a <b> & \"c\" ü").doesNotContain(" ");
  }

  @Test
  void nothingToDrawIsToldInOneLine() {
    LearningCurve undefined =
        new LearningCurve(CCRNN, List.of(new Point(1, 1, Double.NaN, Double.NaN)));

    for (List<LearningCurve> nothing :
        List.of(
            List.<LearningCurve>of(),
            List.of(new LearningCurve(CRNN, List.of())),
            List.of(undefined))) {
      assertThatThrownBy(() -> new CurvesFigure("", "", LOSS, nothing).write(folder, "curves"))
          .isInstanceOf(PictureUnavailable.class)
          .hasMessage("no validation loss to draw yet: no condition has an epoch");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void folderThatIsNotThereIsToldInOneLine() {
    requireFonts();
    Path missing = folder.resolve("missing");

    assertThatThrownBy(
            () ->
                new CurvesFigure("", "", LOSS, List.of(curve(CCRNN, 3, 2, 1)))
                    .write(missing, "curves"))
        .isInstanceOf(PictureUnavailable.class)
        .hasMessageStartingWith("can't write the picture to " + missing + ": ")
        .hasMessageContaining("NoSuchFile");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "hides the fonts by fontconfig")
  void machineWithoutFontsIsToldInOneLine() throws Exception {
    Path config = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig/>");
    Path output = folder.resolve("output");
    ProcessBuilder child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + folder, // where Java remembers fonts
                "-cp",
                System.getProperty("java.class.path"),
                FontlessMachine.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    child.environment().put("FONTCONFIG_FILE", config.toString());

    assertThat(child.start().waitFor()).isZero();
    assertThat(Files.readAllLines(output))
        .hasSize(2)
        .allMatch(
            line -> line.startsWith("Java can't draw text here, most likely for want of fonts"));
    assertThat(folder.resolve("curves.svg")).doesNotExist();
  }

  /** Draws in a JVM of its own. */
  static final class FontlessMachine {
    private FontlessMachine() {}

    /**
     * Prints why there is no picture, twice: Java's second answer differs from its first.
     *
     * @param args the folder
     */
    public static void main(String[] args) {
      for (int attempt = 0; attempt < 2; attempt++) {
        try {
          new CurvesFigure("", "", LOSS, List.of(curve(CCRNN, 3, 2, 1)))
              .write(Path.of(args[0]), "curves");
        } catch (PictureUnavailable expected) {
          System.out.println(expected.getMessage());
        }
      }
    }
  }

  private void draw(LearningCurve... curves) throws PictureUnavailable {
    draw(List.of(curves));
  }

  private void draw(List<LearningCurve> curves) throws PictureUnavailable {
    requireFonts();
    new CurvesFigure("quickstart", "With and without cerebellum.", LOSS, curves)
        .write(folder, "curves");
  }

  /** Where Java can't draw, there is nothing to look at; asked of Java, not of the code in test. */
  private static void requireFonts() {
    System.setProperty("java.awt.headless", "true");
    try {
      new Font(Font.SANS_SERIF, Font.PLAIN, 12)
          .getStringBounds("x", new FontRenderContext(null, true, true));
    } catch (RuntimeException | LinkageError | InternalError failure) {
      abort("this machine has no fonts: " + failure);
    }
  }

  /** Falls from about 30 to a loss. */
  private static LearningCurve falling(Condition condition, int epochs, double to, int seeds) {
    List<Point> points = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double mean = to + 30 * Math.exp(-epoch / 14.0);
      points.add(new Point(epoch, seeds, mean, seeds == 1 ? Double.NaN : 0.1 * mean));
    }
    return new LearningCurve(condition, points);
  }

  private static LearningCurve curve(Condition condition, double... means) {
    List<Point> points = new ArrayList<>();
    for (double mean : means) {
      points.add(new Point(points.size() + 1, 3, mean, 0));
    }
    return new LearningCurve(condition, points);
  }

  /** Both networks at many feedback horizons. */
  private static List<LearningCurve> many(int conditions) {
    List<LearningCurve> curves = new ArrayList<>();
    for (int i = 0; i < conditions; i++) {
      String network = i % 2 == 0 ? "crnn" : "ccrnn";
      Map<Setting, Object> values = new LinkedHashMap<>();
      values.put(CommonRows.NETWORK, network);
      values.put(FeedbackRows.FEEDBACK_HORIZON, (long) (i / 2 + 1));
      Condition condition = new Condition(values);
      curves.add(falling(condition, 50, 0.4 + 0.1 * i, 10));
    }
    return curves;
  }

  private String svgText() throws IOException {
    return Files.readString(folder.resolve("curves.svg"), StandardCharsets.UTF_8);
  }

  private Document svg() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(folder.resolve("curves.svg").toFile());
  }

  private List<Element> elements(String name) throws Exception {
    NodeList nodes = svg().getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private List<String> texts() throws Exception {
    return elements("text").stream().map(Node::getTextContent).toList();
  }

  private List<Double> rowsOf(String cell) throws Exception {
    List<Double> rows = new ArrayList<>();
    for (Element text : elements("text")) {
      if (text.getTextContent().equals(cell)) {
        rows.add(Double.valueOf(text.getAttribute("y")));
      }
    }
    return rows;
  }

  private List<Element> bands() throws Exception {
    return elements("path").stream().filter(path -> path.hasAttribute("opacity")).toList();
  }

  /** What is stroked inside the plot. */
  private List<Element> lines() throws Exception {
    return elements("path").stream()
        .filter(path -> path.getAttribute("fill").equals("none") && path.hasAttribute("clip-path"))
        .filter(path -> !path.getAttribute("d").contains("C"))
        .toList();
  }

  private List<Element> dots() throws Exception {
    return elements("path").stream().filter(path -> path.getAttribute("d").contains("C")).toList();
  }

  private static List<String> split(Element path, char command) {
    return List.of(path.getAttribute("d").substring(1).split(String.valueOf(command)));
  }

  private static int corners(Element path) {
    return path.getAttribute("d").split("[ML]").length - 1;
  }

  private BufferedImage png() throws IOException {
    return ImageIO.read(folder.resolve("curves.png").toFile());
  }

  private static long pixels(BufferedImage image, int color) {
    int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return IntStream.of(all).filter(pixel -> (pixel & 0xFFFFFF) == color).count();
  }
}
