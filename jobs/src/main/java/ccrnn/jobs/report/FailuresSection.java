package ccrnn.jobs.report;

import ccrnn.jobs.report.Html.Column;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.store.UnreadableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/** Trials that failed, by reason and one by one, and files that could not be read. */
final class FailuresSection {
  private final FolderFacts facts;

  FailuresSection(FolderFacts facts) {
    this.facts = facts;
  }

  void add(Element parent) {
    Element section = Html.section(parent, "failures", "h2", "Failures");
    long failed = facts.failed();
    if (failed == 0) {
      Html.add(section, "p", "No trial failed.");
    } else {
      Html.add(
          section,
          "p",
          Numbers.count(failed, "trial")
              + " failed. They take no part in the figures. To train them again:");
      Html.code(section, rerun());
      reasons(section);
      oneByOne(section);
    }
    List<UnreadableFile> unreadable = facts.engine().unreadable();
    if (!unreadable.isEmpty()) {
      Element list =
          Html.section(section, "unreadable", "h3", "Files left out").appendElement("ul");
      unreadable.forEach(file -> Html.add(list, "li", file.toString()));
    }
  }

  private void reasons(Element section) {
    List<List<Object>> reasons =
        Rows.of(
            facts.engine(),
            "SELECT status, message, count(*), min(failed_epoch), max(failed_epoch) FROM trials"
                + " WHERE status <> 'complete' GROUP BY status, message"
                + " ORDER BY count(*) DESC, status, message");
    Excerpt.table(
        section,
        "Reasons",
        List.of(
            Column.text("message"),
            Column.text("status"),
            Column.number("trials"),
            Column.text("epochs")),
        reasons,
        row ->
            List.of(
                Rows.text(row.get(1)),
                Rows.text(row.get(0)),
                Numbers.whole(Rows.whole(row.get(2))),
                row.get(3) == null
                    ? "before the first"
                    : Numbers.range((int) Rows.whole(row.get(3)), (int) Rows.whole(row.get(4)))));
  }

  private void oneByOne(Element section) {
    List<List<Object>> trials =
        Rows.of(
            facts.engine(),
            "SELECT "
                + facts.conditions().columns()
                + ", trial_id, seed, status, failed_epoch, message FROM trials"
                + " WHERE status <> 'complete' ORDER BY "
                + facts.conditions().columns()
                + ", seed, trial_id");
    int c = facts.conditions().size();
    Excerpt.table(
        section,
        "Failed trials",
        List.of(
            Column.code("trial"),
            Column.text("condition"),
            Column.number("seed"),
            Column.text("status"),
            Column.number("epoch"),
            Column.text("message")),
        trials,
        row ->
            List.of(
                Excerpt.id(row.get(c)),
                facts.conditions().label(row),
                Rows.text(row.get(c + 1)),
                Rows.text(row.get(c + 2)),
                Rows.text(row.get(c + 3)),
                Rows.text(row.get(c + 4))));
  }

  private String rerun() {
    List<String> lines = new ArrayList<>();
    try {
      for (Journal.Ask ask : new Journal(facts.folder()).asks()) {
        lines.add(
            "./ccrnn run "
                + ask.file()
                + ask.overrides().stream().map(each -> " -o " + each).collect(Collectors.joining())
                + " --out DIR --retry-failed");
      }
    } catch (UserError unreadable) {
      lines.clear();
    }
    return lines.isEmpty()
        ? "./ccrnn run SWEEP.yaml --out DIR --retry-failed"
        : String.join("\n", lines);
  }
}
