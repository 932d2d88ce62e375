package ccrnn.jobs.report;

import ccrnn.jobs.figure.PanelFigure;
import ccrnn.jobs.figure.Picture;
import ccrnn.jobs.figure.PictureUnavailable;
import ccrnn.jobs.report.Html.Column;
import ccrnn.pipeline.analysis.Claim;
import ccrnn.pipeline.analysis.Comparison;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.Mark;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jsoup.nodes.Element;

/** One figure of a report, and the files that go with it. */
final class FigureSection {
  /** More tests of a claim than these are only counted where it is judged. */
  private static final int TOLD = 3;

  /** More pictures of settings that no claim is about are folded away; neurips-s3 has as many. */
  private static final int UNFOLDED = 12;

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
    if (figure.claims().size() == 1) {
      fact(facts, "Claim", words(figure.claims().get(0)));
    }
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
    Html.add(line, "span", Verdicts.symbol(result.verdict())).addClass("word");
    line.appendText(" ");
    if (result.outcomes().size() == 1) {
      Html.add(line, "span", sentence(0));
      found(section, 0);
      return;
    }
    Html.add(line, "span", result.outcomes().isEmpty() ? result.sentence() : counts());
    Element list = section.appendElement("ul").addClass("outcomes");
    for (int claim = 0; claim < result.outcomes().size(); claim++) {
      FigureResult.Outcome outcome = result.outcomes().get(claim);
      Element item = list.appendElement("li");
      Html.add(item, "span", Verdicts.symbol(outcome.verdict()))
          .addClass("word")
          .addClass(Verdicts.style(outcome.verdict()));
      item.appendText(" ");
      Html.add(item, "span", sentence(claim));
      item.appendText(" ");
      Html.add(item, "span", "Claim " + outcome.claim().knowledge().meaning() + ".")
          .addClass("note");
      found(item, claim);
    }
    if (result.outcomes().isEmpty()) {
      list.remove();
    }
  }

  /** Without numbers where they follow one by one. */
  private String sentence(int claim) {
    FigureResult.Outcome outcome = result.outcomes().get(claim);
    if (told(claim).isEmpty()) {
      return Numbers.typeset(outcome.sentence());
    }
    String word = Verdicts.words(outcome.verdict());
    return word.substring(0, 1).toUpperCase(Locale.ROOT)
        + word.substring(1)
        + ": "
        + outcome.claim().text()
        + ".";
  }

  /** The tests of a claim, if they are few. */
  private List<Comparison> told(int claim) {
    List<Comparison> tests = result.testsOf(claim);
    return tests.size() <= TOLD ? tests : List.of();
  }

  private void found(Element parent, int claim) {
    List<Comparison> tests = told(claim);
    if (tests.isEmpty()) {
      return;
    }
    Element list = parent.appendElement("ul").addClass("found");
    for (Comparison test : tests) {
      String p = Numbers.p(test.holmP());
      Html.add(
          list,
          "li",
          "%s; %s: mean\u00A0%s %s, g_z\u00A0%s, p\u00A0%s (Holm), n\u00A0=\u00A0%d"
              .formatted(
                  name(test),
                  test.measure(),
                  Numbers.of(test.mean()),
                  Numbers.interval(test.lower(), test.upper()),
                  Numbers.of(test.effect()),
                  p.startsWith("<") ? p : "=\u00A0" + p,
                  test.n()));
    }
  }

  /** Such as 2 of 3 claims supported, 1 not run. */
  private String counts() {
    List<String> parts = new ArrayList<>();
    int all = result.outcomes().size();
    for (Verdict verdict : Verdict.values()) {
      long count = result.outcomes().stream().filter(each -> each.verdict() == verdict).count();
      if (count > 0) {
        parts.add(
            count + (parts.isEmpty() ? " of " + all + " claims " : " ") + Verdicts.words(verdict));
      }
    }
    return String.join(", ", parts) + ".";
  }

  private static String words(Claim claim) {
    return claim.text() + " (" + claim.knowledge().meaning() + ")";
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
    List<Panel> aside = aside();
    Element folded = new Element("details").addClass("pictures");
    int number = 0;
    for (Panel panel : result.panels()) {
      number++;
      String name = result.figure().name();
      if (result.panels().size() > 1) {
        name += "-" + number;
      }
      Element parent = aside.contains(panel) ? folded : section;
      picture(parent.appendElement("figure"), panel, name, files, warnings);
    }
    if (!aside.isEmpty()) {
      section.appendChild(folded);
      folded
          .prependElement("summary")
          .text(Numbers.count(aside.size(), "picture") + " of settings that no claim is about");
    }
  }

  /** Pictures of tested settings that no claim is about, if they are many. */
  private List<Panel> aside() {
    Set<String> tested = new HashSet<>();
    Set<String> claimed = new HashSet<>();
    for (Comparison test : result.tests()) {
      tested.add(test.panel());
      test.claim().ifPresent(claim -> claimed.add(test.panel()));
    }
    tested.removeAll(claimed);
    List<Panel> aside =
        result.panels().stream().filter(panel -> tested.contains(panel.title())).toList();
    return claimed.isEmpty() || aside.size() <= UNFOLDED ? List.of() : aside;
  }

  private void picture(
      Element figure, Panel panel, String name, Map<String, byte[]> files, List<String> warnings) {
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
      Element caption = caption(figure, panel);
      caption.appendText(" Files:");
      for (String form : List.of("svg", "png", "pdf")) {
        caption.appendText(" ");
        Html.add(caption, "a", form.toUpperCase(Locale.ROOT))
            .attr("href", name + "." + form)
            .attr("aria-label", form.toUpperCase(Locale.ROOT) + " file of " + name);
      }
    } catch (PictureUnavailable e) {
      Html.add(figure, "p", "No picture: " + e.getMessage()).addClass("gap");
      caption(figure, panel);
      warnings.add(name + ": " + e.getMessage());
    }
  }

  private static Element caption(Element figure, Panel panel) {
    Element caption = figure.appendElement("figcaption");
    if (!panel.title().isEmpty()) {
      Html.add(caption, "strong", panel.title() + ".");
      caption.appendText(" ");
    }
    Html.add(caption, "span", Captions.caption(panel));
    return caption;
  }

  private void tests(Element section) {
    if (result.tests().isEmpty()) {
      return;
    }
    List<Column> columns =
        List.of(
            Column.text("comparison"),
            Column.number("n"),
            Column.number("difference"),
            Column.number("95 % interval"),
            Column.number("g_z"),
            Column.number("r_b"),
            Column.number("t"),
            Column.number("p of t"),
            Column.number("p, Holm"),
            Column.number("p, ranks"),
            Column.number("p, signs"));
    Map<String, List<List<String>>> groups = new LinkedHashMap<>();
    for (Comparison test : result.tests()) {
      String group = (test.panel().isEmpty() ? "" : test.panel() + ": ") + test.measure();
      groups.computeIfAbsent(group, none -> new ArrayList<>()).add(row(test));
    }
    Html.table(section, "Paired tests over seeds", columns, groups);
    Element note =
        Html.add(
            section,
            "p",
            "n: pairs. Interval: bootstrap (BCa) of the mean difference. g_z: Cohen's d of the"
                + " differences with Hedges' correction. r_b: rank-biserial correlation. p: of the"
                + " paired t-test, the same adjusted by Holm over all tests of the figure, of"
                + " Wilcoxon's signed ranks, of sign flips; all two-sided.");
    note.addClass("note");
    warnings(section);
  }

  /** Each warning once, whatever number of tests it is about. */
  private void warnings(Element section) {
    Map<String, List<String>> tests = new LinkedHashMap<>();
    for (Comparison test : result.tests()) {
      if (!test.warning().isEmpty()) {
        tests.computeIfAbsent(test.warning(), none -> new ArrayList<>()).add(name(test));
      }
    }
    if (tests.isEmpty()) {
      return;
    }
    Element list = section.appendElement("ul").addClass("note");
    int all = result.tests().size();
    tests.forEach(
        (warning, names) -> {
          String about = String.join("; ", names);
          if (names.size() > 1 && names.size() == all) {
            about = "All tests";
          } else if (names.size() > TOLD) {
            about = names.size() + " of the " + all + " tests";
          }
          Html.add(list, "li", about + ": " + warning + ".");
        });
  }

  private static String name(Comparison test) {
    String label = Numbers.typeset(test.label());
    return test.panel().isEmpty() ? label : test.panel() + ": " + label;
  }

  private static List<String> row(Comparison test) {
    return List.of(
        Numbers.typeset(test.label()),
        String.valueOf(test.n()),
        Numbers.of(test.mean()),
        Numbers.interval(test.lower(), test.upper()),
        Numbers.of(test.effect()),
        Numbers.of(test.rankBiserial()),
        Numbers.of(test.t()),
        Numbers.p(test.p()),
        Numbers.p(test.holmP()),
        Numbers.p(test.wilcoxonP()),
        Numbers.p(test.signFlipP()));
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
