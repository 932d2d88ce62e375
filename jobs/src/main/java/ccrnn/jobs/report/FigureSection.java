package ccrnn.jobs.report;

import ccrnn.jobs.figure.Mark;
import ccrnn.jobs.figure.PanelFigure;
import ccrnn.jobs.figure.Picture;
import ccrnn.jobs.figure.PictureUnavailable;
import ccrnn.jobs.report.Html.Column;
import ccrnn.pipeline.analysis.Comparison;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.PaperFigure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jsoup.nodes.Element;

/** One figure of a report, and the files that go with it. */
final class FigureSection {
  private final FigureResult result;
  private final Map<String, Mark> marks;

  FigureSection(FigureResult result, Map<String, Mark> marks) {
    this.result = result;
    this.marks = marks;
  }

  /**
   * Adds the section to a page.
   *
   * @return files that belong beside the page, by name
   */
  Map<String, byte[]> add(Element parent, List<String> warnings) {
    PaperFigure figure = result.figure();
    Map<String, byte[]> files = new LinkedHashMap<>();
    Element section =
        Html.section(parent, figure.name(), "h2", figure.title() + " (" + figure.name() + ")");
    Element facts = section.appendElement("dl");
    fact(facts, "Question", figure.question());
    fact(facts, "Design", figure.design());
    fact(facts, "Source", figure.source());
    fact(facts, "Trials", Numbers.whole(result.trials()) + " complete");
    verdict(section);
    gaps(section);
    pictures(section, files, warnings);
    tests(section);
    if (!result.query().isBlank()) {
      Element details = section.appendElement("details");
      Html.add(details, "summary", "The query that gave these numbers");
      Html.code(details, result.query());
    }
    if (!result.rows().isEmpty()) {
      String name = figure.name() + ".csv";
      files.put(name, csv());
      Element line = Html.add(section, "p", "Plotted rows: ");
      Html.add(line, "a", name).attr("href", name);
    }
    return files;
  }

  private static void fact(Element list, String name, String text) {
    if (!text.isBlank()) {
      Html.add(list, "dt", name);
      Html.add(list, "dd", text);
    }
  }

  private void verdict(Element section) {
    Element line = section.appendElement("p").addClass("verdict");
    line.addClass(Verdicts.style(result.verdict()));
    Html.add(line, "span", Verdicts.words(result.verdict())).addClass("word");
    line.appendText(" ");
    Html.add(line, "span", result.sentence());
    if (result.outcomes().size() > 1 || result.figure().claims().size() == 1) {
      Element list = section.appendElement("ul");
      for (FigureResult.Outcome outcome : result.outcomes()) {
        Element item = list.appendElement("li");
        Html.add(item, "span", Verdicts.words(outcome.verdict()))
            .addClass("word")
            .addClass(Verdicts.style(outcome.verdict()));
        Html.add(
            item,
            "span",
            " Claim: "
                + outcome.claim().text()
                + " ("
                + outcome.claim().knowledge().meaning()
                + ")."
                + (outcome.sentence().equals(result.sentence()) ? "" : " " + outcome.sentence()));
      }
    }
  }

  private void gaps(Element section) {
    if (!result.gaps().isEmpty()) {
      Element box = section.appendElement("div").addClass("gap");
      Html.add(box, "p", "Missing in this folder:");
      Element list = box.appendElement("ul");
      result.gaps().forEach(gap -> Html.add(list, "li", gap));
    }
  }

  private void pictures(Element section, Map<String, byte[]> files, List<String> warnings) {
    int number = 0;
    for (Panel panel : result.panels()) {
      number++;
      String name = result.figure().name();
      if (result.panels().size() > 1) {
        name += "-" + number;
      }
      Element figure = section.appendElement("figure");
      String title =
          panel.title().isEmpty()
              ? result.figure().title()
              : result.figure().title() + ": " + panel.title();
      try {
        Picture picture = new PanelFigure(panel, marks).draw();
        String svg = new String(picture.svg(), StandardCharsets.UTF_8);
        Element frame =
            figure
                .appendElement("div")
                .addClass("picture")
                .attr("tabindex", "0")
                .attr("role", "group")
                .attr("aria-label", name);
        Html.picture(frame, svg, name + "-picture", title, Captions.description(panel));
        files.put(name + ".svg", picture.svg());
        files.put(name + ".png", picture.png());
        files.put(name + ".pdf", picture.pdf());
        Element caption = Html.add(figure, "figcaption", Captions.caption(panel) + " Files:");
        for (String form : List.of("svg", "png", "pdf")) {
          caption.appendText(" ");
          Html.add(caption, "a", form.toUpperCase(Locale.ROOT))
              .attr("href", name + "." + form)
              .attr("aria-label", form.toUpperCase(Locale.ROOT) + " file of " + name);
        }
      } catch (PictureUnavailable e) {
        Html.add(figure, "p", "No picture: " + e.getMessage()).addClass("gap");
        Html.add(figure, "figcaption", Captions.caption(panel));
        warnings.add(name + ": " + e.getMessage());
      }
    }
  }

  private void tests(Element section) {
    if (result.tests().isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    boolean warned = result.tests().stream().anyMatch(test -> !test.warning().isEmpty());
    for (Comparison test : result.tests()) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  test.panel().isEmpty() ? test.label() : test.panel() + ": " + test.label(),
                  test.measure(),
                  String.valueOf(test.n()),
                  Numbers.of(test.mean()),
                  Numbers.interval(test.lower(), test.upper()),
                  Numbers.of(test.effect()),
                  Numbers.of(test.rankBiserial()),
                  Numbers.of(test.t()),
                  Numbers.p(test.p()),
                  Numbers.p(test.holmP()),
                  Numbers.p(test.wilcoxonP()),
                  Numbers.p(test.signFlipP())));
      if (warned) {
        row.add(test.warning());
      }
      rows.add(row);
    }
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("comparison"),
                Column.text("difference of"),
                Column.number("n pairs"),
                Column.number("mean difference"),
                Column.number("95 % interval"),
                Column.number("Hedges' g_z"),
                Column.number("rank-biserial"),
                Column.number("t"),
                Column.number("p (t)"),
                Column.number("p (Holm)"),
                Column.number("p (Wilcoxon)"),
                Column.number("p (sign flips)")));
    if (warned) {
      columns.add(Column.text("mind"));
    }
    Html.table(section, "Paired tests over seeds", columns, rows);
    Html.add(
            section,
            "p",
            "Two-sided. Interval: bootstrap (BCa) of the mean difference. g_z: Cohen's d of the"
                + " differences with Hedges' correction. Holm: p of the t-test, adjusted over all"
                + " tests of the figure.")
        .addClass("note");
  }

  private byte[] csv() {
    StringBuilder text = new StringBuilder();
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setHeader(FigureResult.columns().toArray(String[]::new))
            .get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (List<Object> row : result.rows()) {
        printer.printRecord(row);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
