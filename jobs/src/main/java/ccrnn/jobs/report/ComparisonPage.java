package ccrnn.jobs.report;

import ccrnn.jobs.report.FolderComparison.Contrast;
import ccrnn.jobs.report.FolderComparison.Effect;
import ccrnn.jobs.report.Html.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Two folders on one page, in the frame of a report. */
public final class ComparisonPage {
  private static final int MOST_ROWS = 50;

  private ComparisonPage() {}

  /**
   * Writes the page.
   *
   * @param comparison what to show
   * @param first name of the first folder
   * @param second name of the second folder
   * @return HTML in UTF-8 that needs nothing else
   */
  public static byte[] of(FolderComparison comparison, String first, String second) {
    Document page = Html.page("Comparison of " + first + " and " + second, Style.text());
    Element body = page.body();
    Html.add(body, "a", "Skip to the contents").addClass("skip").attr("href", "#main");
    Element header = body.appendElement("header");
    Html.add(header, "h1", "Comparison of two results folders");
    Element names = header.appendElement("dl");
    Html.add(names, "dt", "First");
    Html.add(names, "dd", first);
    Html.add(names, "dt", "Second");
    Html.add(names, "dd", second);
    comparison.sentences().forEach(line -> Html.add(header, "p", line));
    Element main = body.appendElement("main").attr("id", "main");
    trials(main, comparison.trials());
    settings(main, comparison.settings());
    conditions(main, comparison);
    claims(main, comparison.claims());
    Html.add(body.appendElement("footer"), "p", "Made by ccrnn compare.");
    return Html.text(page).getBytes(StandardCharsets.UTF_8);
  }

  private static void trials(Element main, CommonTrials trials) {
    if (trials.differences().isEmpty()) {
      return;
    }
    Element section = Html.section(main, "trials", "h2", "Trials that should be equal");
    List<CommonTrials.Difference> shown =
        trials.differences().subList(0, Math.min(MOST_ROWS, trials.differences().size()));
    Html.table(
        section,
        "First difference of each trial"
            + (shown.size() < trials.differences().size() ? ", first " + MOST_ROWS : ""),
        List.of(
            Column.code("trial"),
            Column.text("where"),
            Column.text("first"),
            Column.text("second")),
        shown.stream()
            .map(each -> List.of(each.trial(), each.where(), each.first(), each.second()))
            .toList());
  }

  private static void settings(Element main, List<Contrast> settings) {
    Element section = Html.section(main, "settings", "h2", "Settings");
    if (settings.isEmpty()) {
      Html.add(section, "p", "Both folders have the same values of every setting.");
      return;
    }
    Html.table(
        section,
        "Settings that have other values in the two folders",
        List.of(Column.text("setting"), Column.text("first"), Column.text("second")),
        settings.stream()
            .map(
                each ->
                    List.of(
                        each.setting().key(),
                        String.join(", ", each.first()),
                        String.join(", ", each.second())))
            .toList());
  }

  private static void conditions(Element main, FolderComparison comparison) {
    Element section = Html.section(main, "conditions", "h2", "Conditions");
    if (comparison.conditions().isEmpty()) {
      Html.add(
          section,
          "p",
          comparison.equalConditions() > 0
              ? "No condition differs."
              : "No trial of one folder pairs with one of the other.");
      return;
    }
    Html.table(
        section,
        comparison.measure() + ", pairs of the same settings and seed",
        List.of(
            Column.text("condition"),
            Column.number("n"),
            Column.number("first"),
            Column.number("second"),
            Column.number("second − first"),
            Column.number("95 % interval"),
            Column.number("g_z"),
            Column.number("p of t")),
        comparison.conditions().stream().map(ComparisonPage::row).toList());
    Html.add(
            section,
            "p",
            "n: pairs. Interval: bootstrap (BCa) of the mean difference. g_z: Cohen's d of the"
                + " differences with Hedges' correction. p: of the paired t-test, two-sided, not"
                + " adjusted for the number of conditions.")
        .addClass("note");
  }

  private static void claims(Element main, List<CommonClaims.Answers> claims) {
    Element section = Html.section(main, "claims", "h2", "Claims of the papers");
    if (claims.isEmpty()) {
      Html.add(section, "p", "There is no claim that both folders have data for.");
      return;
    }
    Html.table(
        section,
        "What each folder says, as in its report",
        List.of(
            Column.text("figure"),
            Column.text("claim"),
            Column.text("first"),
            Column.text("second")),
        claims.stream()
            .map(each -> List.of(each.figure(), each.claim(), each.first(), each.second()))
            .toList());
  }

  private static List<String> row(Effect effect) {
    return List.of(
        effect.label(),
        Numbers.whole(effect.n()),
        Numbers.of(effect.first()),
        Numbers.of(effect.second()),
        Numbers.of(effect.difference()),
        Numbers.interval(effect.lower(), effect.upper()),
        Numbers.of(effect.effect()),
        Numbers.p(effect.p()));
  }
}
