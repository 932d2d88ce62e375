package ccrnn.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.TrialRow;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, whatever the folder holds. */
final class ReportTest {
  /** A tag, an end of a section, quotes, an entity, text of another direction, an escape. */
  private static final String HOSTILE =
      "<script>alert(1)</script> ]]> --> \"'`&amp; \u202Eevil\u202C שלום \u001B[31mred\u0007"
          + " \uD800";

  @TempDir private static Path shared;
  private static Report sample;

  @TempDir private Path folder;

  @BeforeAll
  static void report() {
    sample = report(small(shared), Samples.all());
  }

  private static Trial trial(String network, long seed) {
    return Trial.of(
        Map.of(
            CommonRows.NETWORK, network,
            CommonRows.SEED, seed,
            CommonRows.EPOCHS, 2L,
            CuedRows.BATCHES, 1L,
            CuedRows.VALIDATION_SIZE, 1L,
            CuedRows.TEST_SIZE, 1L));
  }

  private ResultsFolder small() {
    return small(folder);
  }

  private static ResultsFolder small(Path path) {
    ResultsFolder results = ResultsFolder.create(path.toString());
    for (String network : List.of("crnn", "ccrnn")) {
      var finished =
          new TrialRunner("small", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {})
              .run(trial(network, 1));
      results.commit(finished.trial(), finished.epochs(), finished.measures());
    }
    return results;
  }

  private static void fail(ResultsFolder results, long seed, String text) {
    Provenance provenance = new Provenance(text, text, text, text, text, text, text);
    Outcome outcome = new Outcome.Failed(OptionalInt.of(7), text, text);
    results.commit(
        new TrialRow(trial("crnn", seed), text, outcome, provenance, Instant.ofEpochSecond(5), 1.5),
        List.of(),
        List.of());
  }

  private static Report report(ResultsFolder results, List<FigureResult> figures) {
    try (QueryEngine engine = QueryEngine.duckDb(results)) {
      return Report.of(results, engine, figures, List.of(), (what, done, all) -> {});
    }
  }

  private static String html(Report report) {
    return new String(report.files().get(Report.PAGE), StandardCharsets.UTF_8);
  }

  private static Document page(Report report) {
    return Jsoup.parse(html(report));
  }

  /** What holds for every page. */
  private static void check(Report report) throws Exception {
    String html = html(report);
    DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
    xml.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    xml.newDocumentBuilder()
        .parse(
            new ByteArrayInputStream(
                html.substring(html.indexOf('\n')).getBytes(StandardCharsets.UTF_8)));
    Document page = Jsoup.parse(html);
    assertThat(page.select("script, iframe, object, embed, link, base, form")).isEmpty();
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    assertThat(page.select("[src], [style*=url], [onload], [onclick]")).isEmpty();
    assertThat(page.getElementsByTag("style").get(0).data()).doesNotContain("url(", "@import");
    for (Element link : page.select("[href]")) {
      String to = link.attr("href");
      if (to.startsWith("#")) {
        assertThat(page.getElementById(to.substring(1))).as(to).isNotNull();
      } else {
        assertThat(report.files()).containsKey(to);
      }
    }
    for (Element user : page.select("[clip-path]")) {
      String id = user.attr("clip-path").replaceAll("url\\(#(.*)\\)", "$1");
      assertThat(page.getElementById(id)).as(id).isNotNull();
    }
    for (Element named : page.select("[aria-labelledby]")) {
      for (String id : named.attr("aria-labelledby").split(" ", -1)) {
        assertThat(page.getElementById(id)).as(id).isNotNull();
        assertThat(page.getElementById(id).text()).isNotBlank();
      }
    }
    assertThat(page.select("svg:not([role=img]), svg:not([aria-labelledby])")).isEmpty();
    assertThat(page.select("table:not(:has(> caption)), thead th:not([scope])")).isEmpty();
    assertThat(page.select("main, header, nav, footer")).hasSize(4);
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
  }

  @Test
  void aReportIsOneWholePageThatNeedsNothingElse() throws Exception {
    check(sample);
    Document page = page(sample);
    assertThat(page.select("main > section").eachAttr("id"))
        .containsExactly(
            "claims",
            "sample-curves",
            "sample-horizons",
            "sample-pairs",
            "sample-paths",
            "sample-gap",
            "failures",
            "provenance",
            "cost");
    assertThat(page.select("svg")).hasSize(5);
    assertThat(page.select("#claims tbody tr").eachText())
        .hasSize(4)
        .first()
        .asString()
        .contains("✓ supported", "−4.321", "[−5.500, −2.100]", ".0006", "10");
    assertThat(sample.warnings()).isEmpty();
  }

  @Test
  void picturesAreToldInWordsWithNAndWhatBandsAre() {
    Document page = page(sample);

    assertThat(page.select("#sample-curves svg desc").text())
        .contains("Validation loss (squared distance) over Epoch (training session)")
        .contains("crnn: from 29.14 at 1 to 8.403 at 100");
    assertThat(page.select("#sample-curves figcaption").text())
        .contains("bands: SEM over seeds", "n = 5 seeds");
    assertThat(page.select("#sample-horizons figcaption").get(0).text())
        .contains("10 (ccrnn), 9 (fibres=4)", "Dotted line: no effect, 100. n of seeds: ");
    assertThat(page.select("#sample-pairs figcaption").text()).contains("n = 10 seeds");
  }

  @Test
  void whatIsMissingIsNamed() {
    Document page = page(sample);

    assertThat(page.select("#sample-gap .gap").text())
        .contains("crnn at horizon 3: no complete trial");
    assertThat(page.select("#sample-gap .verdict").text()).startsWith("○ The folder has no trials");
  }

  @Test
  void manyPicturesThatNoClaimIsAboutAreFoldedAway() throws Exception {
    Report report = report(small(), List.of(Samples.facets(14), Samples.facets(13)));

    check(report);
    Document page = page(report);
    assertThat(page.select("#sample-facets-14 details.pictures summary").text())
        .isEqualTo("13 pictures of settings that no claim is about");
    assertThat(page.select("#sample-facets-14 details.pictures figure")).hasSize(13);
    assertThat(page.select("#sample-facets-14 > figure strong").text()).isEqualTo("setting=1.");
    assertThat(page.select("#sample-facets-13 > figure")).hasSize(13);
    assertThat(page.select("#sample-facets-13 details.pictures")).isEmpty();
  }

  @Test
  void whatIsTrueOfEveryTestIsSaidOnce() {
    Document page = page(report(small(), List.of(Samples.facets(5))));

    assertThat(page.select("#sample-facets-5 ul.note li").eachText())
        .containsExactly("All tests: 3 pairs cannot reach p < .05 in a sign-flip test.");
    assertThat(page.select("#sample-facets-5 .found li").text().replace('\u00A0', ' '))
        .isEqualTo(
            "setting=1: ccrnn − crnn; loss: mean −1.000 [−2.000, −0.500], g_z −1.000,"
                + " p = .0200 (Holm), n = 3");
    assertThat(page(sample).select("#sample-curves ul.note li").eachText())
        .containsExactly("horizon 3: 3 pairs cannot reach p < .05 in a sign-flip test.");
  }

  @Test
  void textOfAFolderStaysText() throws Exception {
    ResultsFolder results = small();
    fail(results, 2, HOSTILE);
    results.notes().write("certificates/a.json", "{\"<b>\": \"<img src=x onerror=alert(1)>\"}");
    results.notes().write("certificates/b.json", "no json");
    Report report = report(results, List.of(Samples.curves(HOSTILE)));

    check(report);
    Document page = page(report);
    assertThat(page.select("b, img")).isEmpty();
    assertThat(page.select("#failures table").text())
        .contains(
            "<script>alert(1)</script> ]]> --> \"'`&amp; \uFFFDevil\uFFFD שלום \uFFFD[31mred");
    assertThat(page.select("svg text").text()).contains("<script>");
    assertThat(html(report)).doesNotContain("\u001B", "\u202E", "<script>", "\u0007");
    assertThat(page.select("#certificates").text()).contains("<img src=x", "cannot be read");
  }

  @Test
  void failuresAreCountedByReasonAndListedWithTheWayOut() {
    ResultsFolder results = small();
    fail(results, 2, "out of memory");
    fail(results, 3, "out of memory");
    Document page = page(report(results, List.of()));

    assertThat(page.select("header").text()).contains("4 trials, 2 complete, 2 failed");
    assertThat(page.select("#failures table").get(0).select("tbody tr").eachText())
        .containsExactly("out of memory failed 2 7");
    assertThat(page.select("#failures table").get(1).select("tbody tr")).hasSize(2);
    assertThat(page.select("#failures pre").text()).contains("--retry-failed");
  }

  @Test
  void provenanceAndCostAreCounted() {
    ResultsFolder results = small();
    fail(results, 2, "elsewhere");
    Document page = page(report(results, List.of()));

    assertThat(page.select("#provenance caption").eachText())
        .containsExactly("Programs", "Machines", "Java and kernels", "Data");
    assertThat(page.select("#provenance").text()).contains("elsewhere", "1970-01-01 00:00:05 UTC");
    assertThat(page.select("#cost table").get(0).select("tbody th").eachText())
        .containsExactlyInAnyOrder("network=crnn", "network=ccrnn", "all");
    assertThat(page.select("#cost table").get(1).select("tbody tr")).hasSize(3);
  }

  @Test
  void aFolderWithoutTrialsHasAReport() throws Exception {
    Report report = report(ResultsFolder.create(folder.toString()), List.of());

    check(report);
    assertThat(page(report).select("header").text()).contains("No trial has finished yet.");
  }

  @Test
  void theSameFolderGivesTheSameBytes() {
    Map<String, byte[]> first = sample.files();
    Map<String, byte[]> second =
        report(ResultsFolder.open(shared.toString()), Samples.all()).files();

    assertThat(first.keySet()).containsExactlyElementsOf(second.keySet()).hasSize(20);
    first.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(second.get(name)));
  }

  @Test
  void picturesAreThereAsFilesToo() throws Exception {
    Map<String, byte[]> files = sample.files();

    try (PDDocument document = Loader.loadPDF(files.get("sample-horizons-2.pdf"))) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(720);
    }
    assertThat(files.get("sample-horizons-2.png")).startsWith(0x89, 'P', 'N', 'G');
    assertThat(new String(files.get("sample-curves.svg"), StandardCharsets.UTF_8))
        .startsWith("<?xml")
        .contains("Epoch (training session)");
    assertThat(new String(files.get("sample-pairs.csv"), StandardCharsets.UTF_8))
        .startsWith("panel,series,condition,x,mean,lower,upper,n\nline drawing,crnn,crnn,1.0,");
  }
}
