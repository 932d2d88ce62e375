package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.analysis.MadeUpFolder.panels;
import static ccrnn.pipeline.analysis.MadeUpFolder.settings;
import static ccrnn.pipeline.analysis.MadeUpFolder.tests;
import static ccrnn.pipeline.analysis.MadeUpFolder.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.MadeUpFolder;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Verdict;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.figure.Figures;
import ccrnn.pipeline.figure.PaperFigures;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.sweep.CommonRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which trials and numbers of one folder each of the papers' figures takes, and for which claim.
 * One seed is enough: the crnn ends at 10, and each pair by a ratio of its own.
 */
class FeedbackFiguresTest {
  @TempDir private static Path scratch;
  private static QueryEngine engine;
  private static Figures figures;

  @BeforeAll
  static void fill() {
    MadeUpFolder folder = new MadeUpFolder(scratch);
    pair(folder, 0.50);
    pair(folder, 0.51, FeedbackRows.FEEDBACK_HORIZON, 4L);
    pair(folder, 0.52, FeedbackRows.FEEDBACK_INTERVAL, 1L);
    pair(folder, 0.53, FeedbackRows.FEEDBACK_INTERVAL, 5L);
    pair(folder, 0.54, CortexRows.CORTEX, "tanh");
    pair(folder, 0.55, CerebellumRows.CEREBELLUM_UNITS, 50L);
    pair(folder, 0.56, CerebellumRows.CEREBELLUM_LAYERS, 3L);
    pair(folder, 0.57, CerebellumRows.LESION, "cerebellum", CerebellumRows.LESION_EPOCH, 1L);
    double ratio = 0.60;
    for (String task : new String[] {"digit-line-drawing", "digit-drawing", "digit-recognition"}) {
      pair(folder, ratio, CommonRows.TASK, task);
      pair(folder, ratio + 0.01, CommonRows.TASK, task, FeedbackRows.FEEDBACK_HORIZON, 7L);
      ratio += 0.1;
    }
    pair(folder, 0.90, CommonRows.TASK, "captions", FeedbackRows.FEEDBACK_HORIZON, 4L);
    pair(folder, 0.91, CommonRows.TASK, "captions", FeedbackRows.FEEDBACK_HORIZON, 8L);
    length(folder, 0.92, 6, 7);
    length(folder, 0.93, 9, 9);
    length(folder, 0.94, 12, 13);
    engine = folder.engine();
    figures = Figures.over(engine);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static void length(MadeUpFolder folder, double ratio, long least, long most) {
    pair(
        folder,
        ratio,
        CommonRows.TASK,
        "captions",
        FeedbackRows.FEEDBACK_HORIZON,
        4L,
        CaptionRows.MIN_LENGTH,
        least,
        CaptionRows.MAX_LENGTH,
        most);
  }

  private static void pair(MadeUpFolder folder, double ratio, Object... more) {
    folder.add(10, with(settings(more), CommonRows.NETWORK, "crnn"));
    folder.add(10 * ratio, settings(more));
  }

  private static FigureResult result(String name) {
    return figures.result(PaperFigures.named(name));
  }

  /** All but the unit and n, which is 1. */
  private static List<String> told(String name) {
    return tests(result(name)).stream().map(test -> test.replace(" of 1", "")).toList();
  }

  private static void assertTold(String name, String... expected) {
    assertThat(told(name)).containsExactly(expected);
  }

  private static List<String> titles(String name) {
    return result(name).panels().stream().map(Panel::title).toList();
  }

  @Test
  void linesAreThoseOfThePublishedHorizonAndInterval() {
    String size = ", cerebellum-units=%d, cerebellum-layers=%d";
    String usual = size.formatted(400, 1);
    String loss = ": ccrnn - crnn, last epoch, validation loss (squared distance to target): ";
    String dysmetria = ": ccrnn - crnn, test, line residual (squared distance): ";
    String horizon = ", validation loss (squared distance to target): ";
    assertTold(
        "natcomm-2",
        "line drawing" + size.formatted(50, 1) + loss + "-4.5",
        "line drawing" + usual + loss + "-5, claim 0",
        "line drawing" + size.formatted(400, 3) + loss + "-4.4",
        "line drawing" + size.formatted(50, 1) + dysmetria + "-0.45",
        "line drawing" + usual + dysmetria + "-0.5, claim 1",
        "line drawing" + size.formatted(400, 3) + dysmetria + "-0.44",
        "line drawing: ccrnn - crnn, horizon 1" + usual + horizon + "-5",
        "line drawing: ccrnn - crnn, horizon 4" + usual + horizon + "-4.9",
        // ln (0.51 / 0.5)
        "line drawing: horizon 4 against 1"
            + usual
            + ", logarithm of ccrnn / crnn: 0.0198, claim 2");
    String training =
        ": ccrnn - crnn, last epoch, training loss as published (squared distance to target): ";
    assertTold(
        "neurips-2",
        "line drawing" + size.formatted(50, 1) + training + "-2.25",
        "line drawing" + usual + training + "-2.5, claim 0",
        "line drawing" + size.formatted(400, 3) + training + "-2.2");
    assertTold("supp-tanh", "line drawing" + loss + "-4.6, claim 0");
  }

  @Test
  void digitsAreThoseOfThreeTasksAtHorizonThree() {
    String last = ": ccrnn - crnn, last epoch, validation loss ";
    assertTold(
        "natcomm-3b",
        "digit line drawing" + last + "(squared distance to target): -4, claim 0",
        "digit drawing" + last + "(squared distance to target): -3, claim 0",
        "digit recognition" + last + "(nats): -2, claim 0");
    String test = ": ccrnn - crnn, test, ";
    assertTold(
        "natcomm-3c",
        "digit line drawing" + test + "line residual (squared distance): -0.4, claim 0",
        "digit drawing" + test + "path distance (distance): -0.3, claim 0",
        "digit recognition" + test + "uncertainty (probability): -0.2, claim 0");
    assertThat(titles("natcomm-3c"))
        .isEqualTo(titles("natcomm-3b"))
        .containsExactly("digit line drawing", "digit drawing", "digit recognition");
  }

  @Test
  void gainsAreTestedAtTheShortestHorizonAndAgainstTheLongest() {
    String three = ": ccrnn - crnn, horizon 3, validation loss ";
    String seven = ": ccrnn - crnn, horizon 7, validation loss ";
    String against = ": horizon 7 against 3, logarithm of ccrnn / crnn: ";
    assertTold(
        "natcomm-3d",
        "digit line drawing" + three + "(squared distance to target): -4, claim 0",
        "digit line drawing" + seven + "(squared distance to target): -3.9",
        "digit line drawing" + against + "0.01653, claim 1",
        "digit drawing" + three + "(squared distance to target): -3, claim 0",
        "digit drawing" + seven + "(squared distance to target): -2.9",
        "digit drawing" + against + "0.01418, claim 1",
        "digit recognition" + three + "(nats): -2, claim 0",
        "digit recognition" + seven + "(nats): -1.9",
        "digit recognition" + against + "0.01242, claim 1");
    String length = ", min-length=11, max-length=15";
    String bits = length + ", validation loss (bits per word): ";
    assertTold(
        "natcomm-8d",
        // 1 / ln 2 and 0.9 / ln 2
        "captions: ccrnn - crnn, horizon 4" + bits + "-1.4427, claim 0",
        "captions: ccrnn - crnn, horizon 8" + bits + "-1.29843",
        "captions: horizon 8 against 4" + length + ", logarithm of ccrnn / crnn: 0.01105, claim 1");
    assertThat(panels(result("natcomm-8d")))
        .containsExactly(
            "captions | POINTS: feedback horizon (time steps) LINEAR,"
                + " validation loss, ccrnn / crnn (%) LINEAR, SEM over seeds, 100");
  }

  @Test
  void trainingLossesAtEveryHorizonAreLogarithmicAndClaimedAtThree() {
    String last =
        ": ccrnn - crnn, last epoch, training loss as published (squared distance to target): ";
    assertTold(
        "neurips-s3",
        "digit line drawing, feedback-horizon=3" + last + "-2, claim 0",
        "digit line drawing, feedback-horizon=7" + last + "-1.95",
        "digit drawing, feedback-horizon=3" + last + "-1.5, claim 0",
        "digit drawing, feedback-horizon=7" + last + "-1.45");
    assertThat(result("neurips-s3").panels())
        .extracting(panel -> panel.y().scale())
        .containsOnly(Panel.Scale.LOG);
    assertThat(result("natcomm-3b").panels())
        .extracting(panel -> panel.y().scale())
        .containsOnly(Panel.Scale.LINEAR);
  }

  @Test
  void captionsAreThoseOfHorizonFour() {
    String bits = ": ccrnn - crnn, last epoch, validation loss (bits per word): ";
    assertTold(
        "natcomm-8b",
        "captions, min-length=6, max-length=7" + bits + "-1.6",
        "captions, min-length=9, max-length=9" + bits + "-1.4",
        "captions, min-length=11, max-length=15" + bits + "-2, claim 0",
        "captions, min-length=12, max-length=13" + bits + "-1.2");
    // lengths of more than two words are no length
    String score = ", score of captions (F, 0 to 1): ";
    assertTold(
        "natcomm-8e",
        "captions: ccrnn - crnn, length 6.5" + score + "-0.008",
        "captions: ccrnn - crnn, length 9" + score + "-0.007",
        "captions: ccrnn - crnn, length 12.5" + score + "-0.006, claim 0");
  }

  /** Labels without what a folder of four tasks varies beside. */
  private static List<String> briefly(String name) {
    return told(name).stream().map(test -> test.replaceAll(", [a-z0-9-]+=[^,]*", "")).toList();
  }

  @Test
  void intervalsAndSizesOfTheCerebellumAreSweptByThemselves() {
    String loss = ", validation loss (squared distance to target): ";
    assertThat(briefly("natcomm-4"))
        .containsExactly(
            "line drawing: ccrnn - crnn, interval 1" + loss + "-4.8",
            "line drawing: ccrnn - crnn, interval 2" + loss + "-5",
            "line drawing: ccrnn - crnn, interval 5" + loss + "-4.7",
            // ln (0.5 / 0.52)
            "line drawing: interval 2 against 1, logarithm of ccrnn / crnn: -0.03922, claim 0");
    assertThat(briefly("supp-size"))
        .containsExactly(
            "line drawing: ccrnn - crnn, granule cells 50" + loss + "-4.5, claim 0",
            "line drawing: ccrnn - crnn, granule cells 400" + loss + "-5, claim 0");
    assertThat(briefly("supp-depth"))
        .containsExactly(
            "line drawing: ccrnn - crnn, layers 1" + loss + "-5, claim 0",
            "line drawing: ccrnn - crnn, layers 3" + loss + "-4.4, claim 0");
    assertThat(result("supp-size").verdict()).isEqualTo(Verdict.NO_CLAIM);
    assertThat(result("supp-depth").panels())
        .extracting(panel -> panel.x().label())
        .containsExactly("hidden layers of the cerebellum");
  }

  @Test
  void lesionsAreThoseOfAllTasks() {
    assertTold(
        "natcomm-7",
        "line drawing: cerebellum - intact, onset 1, validation loss (squared distance to target):"
            + " 0.7, claim 1");
    assertThat(result("natcomm-7").outcomes())
        .extracting(FigureResult.Outcome::verdict)
        .as("differ, harm, earlier")
        .containsExactly(Verdict.NOT_RUN, Verdict.UNDECIDED, Verdict.NOT_RUN);
    assertThat(titles("curves"))
        .containsExactly(
            "line drawing", "digit line drawing", "digit drawing", "digit recognition", "captions");
  }

  @Test
  void figuresThatTheFolderHasNothingForAreNotPresent() {
    assertThat(figures.present())
        .extracting(PaperFigure::name)
        .containsExactly(
            "curves",
            "natcomm-2",
            "natcomm-3b",
            "natcomm-3c",
            "natcomm-3d",
            "natcomm-4",
            "natcomm-7",
            "natcomm-8b",
            "natcomm-8d",
            "natcomm-8e",
            "neurips-2",
            "neurips-s3",
            "supp-size",
            "supp-depth",
            "supp-tanh");
    assertThat(result("natcomm-2")).isSameAs(result("natcomm-2"));
    assertThat(result("natcomm-5").gaps())
        .containsExactly(
            "all that this figure shows; conf/paper/natcomm-fig5-similarity.yaml runs it");
    assertThatThrownBy(
            () ->
                figures.result(
                    new PaperFigure(
                        "other", "", "", "", "", List.of(), List.of(), Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no analysis of other");
  }

  @Test
  void anUnknownFigureIsNamedWithWhatThereIs() {
    assertThatThrownBy(() -> PaperFigures.named("nothing-at-all"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("unknown figure 'nothing-at-all'; valid: curves, natcomm-2, ")
        .hasMessageEndingWith("supp-tanh");
  }
}
