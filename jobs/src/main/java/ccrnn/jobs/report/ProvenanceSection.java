package ccrnn.jobs.report;

import ccrnn.jobs.report.FolderFacts.Origin;
import ccrnn.jobs.report.Html.Column;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.sweep.CommonRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Which programs on which machines made the rows, from which data. */
final class ProvenanceSection {
  private final FolderFacts facts;

  ProvenanceSection(FolderFacts facts) {
    this.facts = facts;
  }

  void add(Element parent) {
    Element section = Html.section(parent, "provenance", "h2", "Provenance");
    Html.add(
        section,
        "p",
        "Numbers are the same bits on every machine; a difference between trials that should be"
            + " equal is explained here first.");
    group(
        section,
        "Programs",
        List.of("result_version", "project_version", "git_id"),
        List.of(Column.text("result version"), Column.text("version"), Column.code("commit")));
    group(
        section,
        "Machines",
        List.of("host", "cpu", "os"),
        List.of(Column.text("machine"), Column.text("processor"), Column.text("system")));
    group(
        section,
        "Java and kernels",
        List.of("jvm", "kernel"),
        List.of(Column.text("Java"), Column.text("kernel")));
    group(
        section,
        "Data",
        List.of(CommonRows.TASK.column(), CommonRows.DATA.column()),
        List.of(Column.text("task"), Column.code("identity of the data (–: the task draws them)")));
    Comparator<Object> inTime = Comparator.comparing(Object::toString);
    facts.origins().stream()
        .map(Origin::first)
        .min(inTime)
        .ifPresent(
            first ->
                Html.add(
                    section,
                    "p",
                    "The first trial started at "
                        + time(first)
                        + ", the last at "
                        + time(facts.origins().stream().map(Origin::last).max(inTime).orElse(first))
                        + "."));
    sweepFiles(section);
  }

  /** To the second: 2026-01-31 12:00:00 UTC. */
  private static String time(Object instant) {
    return Rows.text(instant).replaceFirst("^(.{10})T(.{8})([.][0-9]+)?Z$", "$1 $2 UTC");
  }

  private void group(Element section, String caption, List<String> columns, List<Column> heads) {
    Map<List<String>, Long> counts = new LinkedHashMap<>();
    for (Origin origin : facts.origins()) {
      counts.merge(
          columns.stream().map(column -> Rows.text(origin.by().get(column))).toList(),
          origin.trials(),
          Long::sum);
    }
    List<List<String>> rows = new ArrayList<>();
    counts.forEach(
        (values, trials) -> {
          List<String> row = new ArrayList<>(values);
          row.add(Numbers.whole(trials));
          rows.add(row);
        });
    List<Column> all = new ArrayList<>(heads);
    all.add(Column.number("trials"));
    if (!rows.isEmpty()) {
      Excerpt.table(section, caption, all, rows, row -> row);
    }
  }

  private void sweepFiles(Element section) {
    try {
      for (Journal.Ask ask : new Journal(facts.folder()).asks()) {
        Element details = section.appendElement("details");
        Html.add(
            details,
            "summary",
            "Sweep "
                + ask.name()
                + (ask.overrides().isEmpty()
                    ? ""
                    : ", with " + String.join(", ", ask.overrides())));
        Html.code(details, ask.text());
      }
    } catch (UserError unreadable) {
      Html.add(section, "p", "Sweep files: " + unreadable.getMessage());
    }
  }
}
