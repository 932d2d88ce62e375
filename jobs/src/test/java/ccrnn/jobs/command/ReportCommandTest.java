package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.jobs.console.Exit;
import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.store.TrialRow;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code ccrnn report} from the command line to the files it leaves. */
@ResourceLock(Program.SPARK)
final class ReportCommandTest {
  private static final int SEEDS = 4;
  private static final int EPOCHS = 3;

  @TempDir private static Path shared;
  private static String results;

  @TempDir private Path scratch;

  /** Line drawing with and without a cerebellum at two horizons. */
  @BeforeAll
  static void fill() {
    results = shared.resolve("results").toString();
    ResultsFolder folder = ResultsFolder.create(results);
    Provenance provenance = new Provenance("0", "unknown", "jvm", "os", "cpu", "plain", "host");
    for (long seed = 1; seed <= SEEDS; seed++) {
      for (long horizon : new long[] {1, 3}) {
        for (String network : List.of("crnn", "ccrnn")) {
          Trial trial =
              Trial.of(
                  Map.of(
                      CommonRows.NETWORK, network,
                      CommonRows.SEED, seed,
                      FeedbackRows.FEEDBACK_HORIZON, horizon,
                      CommonRows.EPOCHS, (long) EPOCHS));
          double end = (network.equals("crnn") ? 3 : 1) + 0.1 * StrictMath.sin((double) seed);
          Outcome outcome =
              new Outcome.Complete(
                  Measured.nothing(TestMetric.class).with(TestMetric.DYSMETRIA, end / 10));
          folder.commit(
              new TrialRow(
                  trial,
                  "natcomm-fig2-line-drawing-small",
                  outcome,
                  provenance,
                  Instant.ofEpochSecond(seed),
                  2),
              epochs(end / horizon),
              List.of());
        }
      }
    }
  }

  private static List<EpochRow> epochs(double end) {
    List<EpochRow> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double loss = end * (1 + EPOCHS - epoch);
      Measured<Metric> measured =
          Measured.nothing(Metric.class)
              .with(Metric.TRAIN_LOSS, loss)
              .with(Metric.VALIDATION_LOSS, loss);
      rows.add(new EpochRow(epoch, measured, 0.01));
    }
    return rows;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Document page(Path folder) throws IOException {
    return Jsoup.parse(Files.readString(folder.resolve("report.html")));
  }

  private static List<CSVRecord> rows(String csv) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    return format.parse(new StringReader(csv)).getRecords();
  }

  private static void refused(String message, String... arguments) {
    Program program = Program.run(arguments);
    assertThat(program.err()).isEqualToNormalizingNewlines("ccrnn: " + message + "\n");
    assertThat(program.out()).isEmpty();
    assertThat(program.exit()).isEqualTo(Exit.USER_ERROR);
  }

  @Test
  void aFolderGivesAPageWithAllItsFiguresBesideItsTables() throws Exception {
    Program program = Program.run("report", results);

    assertThat(program.exit()).isZero();
    assertThat(program.out())
        .contains("natcomm-2: Supported: ccrnn ends with a lower loss than crnn (")
        .contains("report.html, 3 figures, ");
    Path written = Path.of(results, "report");
    Document page = page(written);
    assertThat(page.select("main > section").eachAttr("id"))
        .containsExactly(
            "claims", "natcomm-2", "neurips-2", "curves", "failures", "provenance", "cost");
    List<String> files = names(written);
    assertThat(program.out()).contains(files.size() - 1 + " files beside it");
    assertThat(page.select("a[href]:not([href^=#])").eachAttr("href"))
        .containsExactlyInAnyOrderElementsOf(
            files.stream().filter(file -> !file.equals("report.html")).toList());
  }

  @Test
  void thePageNeedsNothingElseAndRunsNothing() throws Exception {
    Path to = scratch.resolve("a/b");
    assertThat(Program.run("report", results, "--to", to.toString()).exit()).isZero();

    Document page = page(to);
    assertThat(page.select("script, link, iframe, object, embed, img, image, use, base")).isEmpty();
    for (Element element : page.getAllElements()) {
      element
          .attributes()
          .forEach(
              attribute -> {
                assertThat(attribute.getKey()).doesNotStartWith("on");
                if (!attribute.getKey().startsWith("xmlns")) {
                  assertThat(attribute.getValue()).doesNotContainPattern("(?i)(https?:|file:)?//");
                }
              });
    }
    assertThat(page.select("style").html()).doesNotContain("url(", "@import");
  }

  @Test
  void picturesOpen() throws Exception {
    Path to = scratch.resolve("to");
    assertThat(Program.run("report", results, "--to", to.toString()).exit()).isZero();

    Map<String, List<String>> byForm =
        names(to).stream().collect(Collectors.groupingBy(name -> name.replaceFirst(".*[.]", "")));
    assertThat(byForm.get("svg")).hasSameSizeAs(byForm.get("png")).hasSizeGreaterThan(4);
    assertThat(byForm.get("svg")).hasSameSizeAs(byForm.get("pdf"));
    assertThat(byForm.get("svg")).hasSameSizeAs(page(to).select("figure svg"));
    for (String svg : byForm.get("svg")) {
      assertThat(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(to.resolve(svg).toFile())
                  .getDocumentElement()
                  .getTagName())
          .isEqualTo("svg");
    }
    for (String png : byForm.get("png")) {
      assertThat(ImageIO.read(to.resolve(png).toFile()).getWidth()).as(png).isEqualTo(1440);
    }
    for (String pdf : byForm.get("pdf")) {
      try (PDDocument document = Loader.loadPDF(to.resolve(pdf).toFile())) {
        assertThat(document.getNumberOfPages()).as(pdf).isEqualTo(1);
      }
    }
  }

  /** The query is taken from the page, the means over seeds are taken here. */
  @Test
  void plottedRowsAreWhatTheQueryOnThePageGives() throws Exception {
    Path to = scratch.resolve("to");
    Program program =
        Program.run("report", results, "--figures", "neurips-2", "--to", to.toString());
    assertThat(program.exit()).isZero();
    String query = page(to).select("#neurips-2 details code").text();

    Program sql = Program.run("sql", results, query, "--format", "csv");

    assertThat(sql.err()).isEmpty();
    Map<String, List<Double>> expected = new TreeMap<>();
    for (CSVRecord row : rows(sql.out())) {
      for (String network : List.of("crnn", "ccrnn")) {
        expected
            .computeIfAbsent(network + " " + row.get("epoch"), key -> new ArrayList<>())
            .add(Double.valueOf(row.get(network + "_train_loss")));
      }
    }
    List<CSVRecord> plotted = rows(Files.readString(to.resolve("neurips-2.csv")));
    assertThat(plotted).hasSize(expected.size()).hasSize(2 * EPOCHS);
    for (CSVRecord row : plotted) {
      int epoch = (int) Double.parseDouble(row.get("x"));
      List<Double> values = expected.get(row.get("series") + " " + epoch);
      double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      double squares = values.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
      double error = StrictMath.sqrt(squares / (SEEDS - 1) / SEEDS);
      assertThat(values).hasSize(SEEDS);
      assertThat(row.get("n")).isEqualTo(String.valueOf(SEEDS));
      assertThat(Double.parseDouble(row.get("mean"))).isCloseTo(mean, within(1e-12));
      assertThat(Double.parseDouble(row.get("lower"))).isCloseTo(mean - error, within(1e-12));
      assertThat(Double.parseDouble(row.get("upper"))).isCloseTo(mean + error, within(1e-12));
    }
  }

  @Test
  void namedFiguresAreShownAndWhatTheyLackIsNamed() throws Exception {
    Path to = scratch.resolve("to");

    Program program =
        Program.run("report", results, "--figures", "natcomm-6, curves", "--to", to.toString());

    assertThat(program.exit()).isZero();
    assertThat(program.err()).doesNotContain("ccrnn: ");
    assertThat(program.out()).contains("natcomm-6: Not run: ");
    Document page = page(to);
    assertThat(page.select("main > section").eachAttr("id"))
        .containsExactly("claims", "natcomm-6", "curves", "failures", "provenance", "cost");
    assertThat(page.select("#natcomm-6 .gap li")).isNotEmpty();
    assertThat(page.select("#natcomm-6 figure, #natcomm-6 table")).isEmpty();
    assertThat(names(to)).contains("curves.csv").noneMatch(name -> name.startsWith("natcomm-6"));
  }

  @Test
  void aSecondReportTakesThePlaceOfTheFirst() throws Exception {
    Path to = scratch.resolve("to");
    String[] report = {"report", results, "--figures", "curves", "--to", to.toString()};
    assertThat(Program.run(report).exit()).isZero();
    byte[] first = Files.readAllBytes(to.resolve("report.html"));
    List<String> files = names(to);

    assertThat(Program.run(report).exit()).isZero();

    assertThat(Files.readAllBytes(to.resolve("report.html"))).isEqualTo(first);
    assertThat(names(to)).isEqualTo(files);
  }

  @Test
  void mistakesAreToldInOneLineBeforeAnythingIsWritten() throws Exception {
    String none = scratch.resolve("none").toString();
    refused("results folder " + none + " does not exist; `ccrnn run` makes one", "report", none);
    refused(
        "unknown figure 'natcom-2'; did you mean 'natcomm-2'?",
        "report",
        results,
        "--figures",
        "curves,natcom-2",
        "--to",
        none);
    assertThat(scratch.resolve("none")).doesNotExist();
    refused(
        scratch + " is no results folder: it has neither trials/ nor epochs/",
        "report",
        scratch.toString());
    assertThat(names(scratch)).isEmpty();
  }

  @Test
  void aTargetThatCannotBeWrittenIsTold() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "kept");

    Program program =
        Program.run("report", results, "--figures", "curves", "--to", file.resolve("x").toString());

    assertThat(program.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(program.err().lines().filter(line -> line.startsWith("ccrnn: ")))
        .singleElement()
        .asString()
        .matches(Pattern.quote("ccrnn: cannot write the report to " + file.resolve("x")) + ".*");
    assertThat(file).hasContent("kept");
    assertThat(names(scratch)).containsExactly("file");
  }
}
