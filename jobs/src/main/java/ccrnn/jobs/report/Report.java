package ccrnn.jobs.report;

import ccrnn.jobs.figure.Marks;
import ccrnn.jobs.report.Html.Column;
import ccrnn.pipeline.analysis.Comparison;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.Mark;
import ccrnn.pipeline.analysis.Panel;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Verdict;
import ccrnn.pipeline.figure.Figures;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.ResultsFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A results folder as one page: claims, figures, failures, provenance, cost. The same folder gives
 * the same bytes: the page does not know when or where it was made.
 */
public final class Report {
  /** Name of the page among {@link #files}. */
  public static final String PAGE = "report.html";

  private final List<FigureResult> results;
  private final Map<String, byte[]> files;
  private final List<String> warnings;

  private Report(List<FigureResult> results, Map<String, byte[]> files, List<String> warnings) {
    this.results = results;
    this.files = files;
    this.warnings = warnings;
  }

  /** Hears of each step. */
  public interface Progress {
    /**
     * A step begins.
     *
     * @param what it works on
     * @param done steps before it
     * @param all steps
     */
    void step(String what, int done, int all);
  }

  /** Which of the figures a report has. */
  public enum Choice {
    /** Those that the folder has data for. */
    WITH_DATA,
    /** All that were named. */
    AS_NAMED
  }

  /**
   * Makes a report.
   *
   * @param folder to report on
   * @param engine over that folder, stays the caller's to close
   * @param figures to look at
   * @param choice which of them to show
   * @param progress hears of each figure
   * @return the report, in memory
   */
  public static Report of(
      ResultsFolder folder,
      QueryEngine engine,
      List<PaperFigure> figures,
      Choice choice,
      Progress progress) {
    Figures all = Figures.over(engine);
    List<FigureResult> shown = new ArrayList<>();
    List<PaperFigure> absent = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      PaperFigure figure = figures.get(i);
      progress.step("asking for " + figure.name(), i, figures.size());
      FigureResult result = all.result(figure);
      if (choice == Choice.AS_NAMED || result.verdict() != Verdict.NOT_RUN) {
        shown.add(result);
      } else {
        absent.add(figure);
      }
    }
    FolderFacts facts = FolderFacts.of(folder, engine);
    if (choice == Choice.WITH_DATA) {
      Set<String> own =
          facts.sweeps().stream()
              .map(sweep -> sweep.replaceFirst("-small$", "") + ".yaml")
              .collect(Collectors.toSet());
      shown.sort(Comparator.comparingInt(result -> place(result.figure(), own)));
    }
    return of(facts, shown, absent, progress);
  }

  /** What the sweep was for comes first, what claims nothing last. */
  private static int place(PaperFigure figure, Set<String> own) {
    if (figure.claims().isEmpty()) {
      return 2;
    }
    return figure.sweep().filter(own::contains).isPresent() ? 0 : 1;
  }

  /** The same of results that are there. */
  static Report of(
      ResultsFolder folder,
      QueryEngine engine,
      List<FigureResult> shown,
      List<PaperFigure> absent,
      Progress progress) {
    return of(FolderFacts.of(folder, engine), shown, absent, progress);
  }

  private static Report of(
      FolderFacts facts, List<FigureResult> shown, List<PaperFigure> absent, Progress progress) {
    Map<String, Mark> marks =
        Marks.of(
            shown.stream()
                .flatMap(result -> result.panels().stream())
                .flatMap(panel -> panel.series().stream())
                .map(Panel.Series::condition)
                .toList());
    List<String> sweeps = facts.sweeps();
    String title = "Report of " + (sweeps.isEmpty() ? "no trials" : String.join(", ", sweeps));
    Document page = Html.page(title, Style.text());
    Element body = page.body();
    Html.add(body, "a", "Skip to the contents").addClass("skip").attr("href", "#main");
    Element header = body.appendElement("header");
    Html.add(header, "h1", title);
    Html.add(header, "p", facts.summary());
    Element nav = body.appendElement("nav").attr("aria-labelledby", "contents");
    Element main = body.appendElement("main").attr("id", "main");
    claims(main, shown, absent);
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      FigureResult result = shown.get(i);
      progress.step("drawing " + result.figure().name(), i, shown.size());
      files.putAll(new FigureSection(result, marks).add(main, warnings));
    }
    new FailuresSection(facts).add(main);
    new ProvenanceSection(facts).add(main);
    new CostSection(facts).add(main);
    new CertificatesSection(facts).add(main);
    contents(nav, main);
    Html.add(
        body.appendElement("footer"),
        "p",
        "Made by ccrnn report. All numbers come from the folder's tables; the queries are with"
            + " the figures.");
    files.put(PAGE, Html.text(page).getBytes(StandardCharsets.UTF_8));
    return new Report(shown, files, warnings);
  }

  /** What each claim has come to. */
  private static void claims(Element main, List<FigureResult> results, List<PaperFigure> absent) {
    Element section = Html.section(main, "claims", "h2", "Claims");
    List<List<String>> rows = new ArrayList<>();
    for (FigureResult result : results) {
      for (int i = 0; i < result.outcomes().size(); i++) {
        rows.add(row(result, i));
      }
    }
    if (rows.isEmpty()) {
      Html.add(section, "p", "No figure of this report has a claim that could be judged.");
    } else {
      Element table =
          Html.table(
              section,
              "Claims of the papers, and what these data say about them",
              List.of(
                  Column.text("figure"),
                  Column.text("claim"),
                  Column.text("verdict"),
                  Column.number("mean difference"),
                  Column.number("95 % interval"),
                  Column.number("p (Holm)"),
                  Column.number("n")),
              rows);
      List<Element> lines = table.select("tbody tr");
      int line = 0;
      for (FigureResult result : results) {
        for (FigureResult.Outcome outcome : result.outcomes()) {
          Element cells = lines.get(line++);
          Element first = cells.child(0);
          first.empty();
          Html.add(first, "a", result.figure().name()).attr("href", "#" + result.figure().name());
          cells.child(2).addClass("word").addClass(Verdicts.style(outcome.verdict()));
        }
      }
      Html.add(
          section,
          "p",
          "Supported or contradicted: the interval of the mean paired difference lies on one side"
              + " of 0, and Holm's p is below .05; else undecided. Where a claim has several"
              + " tests, the one with the largest p is shown. Differences are in the unit of their"
              + " test, which is with the figure.");
    }
    if (!absent.isEmpty()) {
      Html.add(
          section,
          "p",
          "Not in this folder: "
              + String.join(", ", absent.stream().map(PaperFigure::name).toList())
              + ".");
    }
  }

  private static List<String> row(FigureResult result, int claim) {
    FigureResult.Outcome outcome = result.outcomes().get(claim);
    List<Comparison> tests = result.testsOf(claim);
    Comparison shown = null;
    for (Comparison test : tests) {
      if (shown == null || Double.isNaN(test.holmP()) || test.holmP() > shown.holmP()) {
        shown = test;
      }
    }
    return List.of(
        result.figure().name(),
        outcome.claim().text(),
        Verdicts.symbol(outcome.verdict()) + " " + Verdicts.words(outcome.verdict()),
        shown == null ? "–" : Numbers.of(shown.mean()),
        shown == null ? "–" : Numbers.interval(shown.lower(), shown.upper()),
        shown == null ? "–" : Numbers.p(shown.holmP()),
        shown == null ? "–" : String.valueOf(shown.n()));
  }

  /** A list of the sections, by their headings. */
  static void contents(Element nav, Element main) {
    Html.add(nav, "h2", "Contents").attr("id", "contents");
    Element list = nav.appendElement("ul");
    for (Element section : main.children()) {
      if (section.nameIs("section")) {
        Html.add(list.appendElement("li"), "a", section.child(0).text())
            .attr("href", "#" + section.id());
      }
    }
  }

  /**
   * @return the page and what it refers to, by file name; the arrays are the caller's
   */
  public Map<String, byte[]> files() {
    Map<String, byte[]> copy = new LinkedHashMap<>();
    files.forEach((name, bytes) -> copy.put(name, bytes.clone()));
    return copy;
  }

  /**
   * @return the figures of the report, in their order
   */
  public List<FigureResult> results() {
    return List.copyOf(results);
  }

  /**
   * @return pictures that could not be drawn and why, a line each
   */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}
