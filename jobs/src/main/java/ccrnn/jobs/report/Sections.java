package ccrnn.jobs.report;

import ccrnn.jobs.report.Html.Column;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.UnreadableFile;
import ccrnn.pipeline.sweep.Setting;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/** The sections of a report that are about the folder and not about a figure. */
final class Sections {
  private static final int MOST_ROWS = 50;
  private static final int SLOWEST = 10;
  private static final int ID_DIGITS = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> ORIGIN =
      List.of(
          "sweep",
          "result_version",
          "project_version",
          "git_id",
          "host",
          "cpu",
          "os",
          "jvm",
          "kernel",
          Setting.TASK.column(),
          Setting.DATA.column());

  private final ResultsFolder folder;
  private final QueryEngine engine;
  private final Conditions conditions;
  private final Set<String> trialColumns;
  private final List<Origin> origins;

  Sections(ResultsFolder folder, QueryEngine engine) {
    this.folder = folder;
    this.engine = engine;
    conditions = Conditions.of(engine);
    trialColumns = Set.copyOf(engine.run("SELECT * FROM trials LIMIT 0").columns());
    origins = origins();
  }

  /**
   * Trials that come from one place.
   *
   * @param by value by column of {@link #ORIGIN}
   */
  private record Origin(
      Map<String, Object> by,
      long trials,
      long complete,
      long epochs,
      double seconds,
      Object first,
      Object last) {}

  /** One question for all that is counted over all trials: to open their files takes longest. */
  private List<Origin> origins() {
    String columns = String.join(", ", ORIGIN);
    List<Origin> all = new ArrayList<>();
    for (List<Object> row :
        Rows.of(
            engine,
            "SELECT "
                + columns
                + ", count(*), count(CASE WHEN status = 'complete' THEN 1 END),"
                + " sum(epochs_trained), sum(seconds), min(started), max(started) FROM trials"
                + " GROUP BY "
                + columns
                + " ORDER BY "
                + columns)) {
      Map<String, Object> by = new LinkedHashMap<>();
      for (int i = 0; i < ORIGIN.size(); i++) {
        by.put(ORIGIN.get(i), row.get(i));
      }
      int n = ORIGIN.size();
      all.add(
          new Origin(
              by,
              Rows.whole(row.get(n)),
              Rows.whole(row.get(n + 1)),
              Rows.whole(row.get(n + 2)),
              Rows.number(row.get(n + 3)),
              row.get(n + 4),
              row.get(n + 5)));
    }
    return all;
  }

  private long failed() {
    return origins.stream().mapToLong(each -> each.trials() - each.complete()).sum();
  }

  /** A line about the whole folder. */
  String summary() {
    long trials = origins.stream().mapToLong(Origin::trials).sum();
    if (trials == 0) {
      return "No trial has finished yet.";
    }
    return Numbers.count(trials, "trial")
        + ", "
        + Numbers.whole(trials - failed())
        + " complete, "
        + Numbers.whole(failed())
        + " failed; "
        + Numbers.count(origins.stream().mapToLong(Origin::epochs).sum(), "epoch")
        + " in "
        + Numbers.time(origins.stream().mapToDouble(Origin::seconds).sum())
        + " of core time.";
  }

  /** Names of the sweeps that asked for the trials. */
  List<String> sweeps() {
    return origins.stream().map(each -> Rows.text(each.by().get("sweep"))).distinct().toList();
  }

  /** Trials that failed, by reason and one by one, and files that could not be read. */
  void failures(Element parent) {
    Element section = Html.section(parent, "failures", "h2", "Failures");
    long failed = failed();
    if (failed == 0) {
      Html.add(section, "p", "No trial failed.");
    } else {
      Html.add(
          section,
          "p",
          Numbers.count(failed, "trial")
              + " failed. They take no part in the figures. To train them again:");
      Html.code(section, rerun());
      List<List<Object>> reasons =
          Rows.of(
              engine,
              "SELECT status, message, count(*), min(failed_epoch), max(failed_epoch) FROM trials"
                  + " WHERE status <> 'complete' GROUP BY status, message"
                  + " ORDER BY count(*) DESC, status, message");
      Html.table(
          section,
          "Reasons" + cut(reasons),
          List.of(
              Column.text("message"),
              Column.text("status"),
              Column.number("trials"),
              Column.text("epochs")),
          first(reasons).stream()
              .map(
                  row ->
                      List.of(
                          Rows.text(row.get(1)),
                          Rows.text(row.get(0)),
                          Numbers.whole(Rows.whole(row.get(2))),
                          row.get(3) == null
                              ? "before the first"
                              : Numbers.range(
                                  (int) Rows.whole(row.get(3)), (int) Rows.whole(row.get(4)))))
              .toList());
      List<List<Object>> trials =
          Rows.of(
              engine,
              "SELECT "
                  + conditions.columns()
                  + ", trial_id, seed, status, failed_epoch, message FROM trials"
                  + " WHERE status <> 'complete' ORDER BY "
                  + conditions.columns()
                  + ", seed, trial_id");
      int c = conditions.size();
      Html.table(
          section,
          "Failed trials" + cut(trials),
          List.of(
              Column.code("trial"),
              Column.text("condition"),
              Column.number("seed"),
              Column.text("status"),
              Column.number("epoch"),
              Column.text("message")),
          first(trials).stream()
              .map(
                  row ->
                      List.of(
                          id(row.get(c)),
                          conditions.label(row),
                          Rows.text(row.get(c + 1)),
                          Rows.text(row.get(c + 2)),
                          Rows.text(row.get(c + 3)),
                          Rows.text(row.get(c + 4))))
              .toList());
    }
    List<UnreadableFile> unreadable = engine.unreadable();
    if (!unreadable.isEmpty()) {
      Element list =
          Html.section(section, "unreadable", "h3", "Files left out").appendElement("ul");
      unreadable.forEach(file -> Html.add(list, "li", file.toString()));
    }
  }

  private String rerun() {
    List<String> lines = new ArrayList<>();
    try {
      for (Journal.Ask ask : new Journal(folder).asks()) {
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

  /** Which programs on which machines made the rows, from which data. */
  void provenance(Element parent) {
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
        List.of(Column.number("result version"), Column.text("version"), Column.code("commit")));
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
        List.of(Setting.TASK.column(), Setting.DATA.column()),
        List.of(Column.text("task"), Column.code("identity of the data; – is drawn by the task")));
    Comparator<Object> inTime = Comparator.comparing(Object::toString);
    origins.stream()
        .map(Origin::first)
        .min(inTime)
        .ifPresent(
            first ->
                Html.add(
                    section,
                    "p",
                    "The first trial started at "
                        + Rows.text(first)
                        + ", the last at "
                        + Rows.text(origins.stream().map(Origin::last).max(inTime).orElse(first))
                        + " (UTC)."));
    sweepFiles(section);
  }

  private void group(Element section, String caption, List<String> columns, List<Column> heads) {
    Map<List<String>, Long> counts = new LinkedHashMap<>();
    for (Origin origin : origins) {
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
      Html.table(section, caption + cut(rows), all, first(rows));
    }
  }

  private void sweepFiles(Element section) {
    try {
      for (Journal.Ask ask : new Journal(folder).asks()) {
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

  /** What the trials cost. */
  void cost(Element parent) {
    Element section = Html.section(parent, "cost", "h2", "Cost");
    boolean shares = trialColumns.contains("trained_epochs");
    String trained = shares ? "coalesce(trained_epochs, epochs_trained)" : "epochs_trained";
    List<List<Object>> rows =
        Rows.of(
            engine,
            "SELECT %1$s, count(*), sum(epochs_trained), sum(%2$s), sum(seconds) FROM trials"
                    .formatted(conditions.columns(), trained)
                + " GROUP BY %1$s ORDER BY sum(seconds) DESC, %1$s"
                    .formatted(conditions.columns()));
    if (rows.isEmpty()) {
      Html.add(section, "p", "Nothing was trained.");
      return;
    }
    int c = conditions.size();
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("condition"),
                Column.number("trials"),
                Column.number("epochs"),
                Column.number("core-hours"),
                Column.number("seconds per trial"),
                Column.number("epochs per second")));
    if (shares) {
      columns.add(3, Column.number("of them shared"));
    }
    List<List<String>> cells = new ArrayList<>();
    for (List<Object> row : first(rows)) {
      cells.add(costRow(conditions.label(row), row.subList(c, c + 4), shares));
    }
    if (rows.size() > 1) {
      List<Object> total = new ArrayList<>();
      for (int i = c; i < c + 3; i++) {
        int column = i;
        total.add(rows.stream().mapToLong(row -> Rows.whole(row.get(column))).sum());
      }
      total.add(rows.stream().mapToDouble(row -> Rows.number(row.get(c + 3))).sum());
      cells.add(costRow("all", total, shares));
    }
    Html.table(section, "Core time by condition, most first" + cut(rows), columns, cells);
    slowest(section);
  }

  private static List<String> costRow(String label, List<Object> sums, boolean shares) {
    long trials = Rows.whole(sums.get(0));
    long epochs = Rows.whole(sums.get(1));
    long trained = Rows.whole(sums.get(2));
    double seconds = Rows.number(sums.get(3));
    List<String> cells =
        new ArrayList<>(
            List.of(
                label,
                Numbers.whole(trials),
                Numbers.whole(epochs),
                Numbers.of(seconds / 3600),
                Numbers.of(seconds / trials),
                Numbers.of(trained / seconds)));
    if (shares) {
      cells.add(3, Numbers.whole(epochs - trained));
    }
    return cells;
  }

  private void slowest(Element section) {
    int c = conditions.size();
    List<List<Object>> rows =
        Rows.of(
            engine,
            "SELECT "
                + conditions.columns()
                + ", trial_id, seed, epochs_trained, seconds, host FROM trials"
                + " ORDER BY seconds DESC, trial_id LIMIT "
                + SLOWEST);
    Html.table(
        section,
        "Slowest trials",
        List.of(
            Column.code("trial"),
            Column.text("condition"),
            Column.number("seed"),
            Column.number("epochs"),
            Column.number("time"),
            Column.text("machine")),
        rows.stream()
            .map(
                row ->
                    List.of(
                        id(row.get(c)),
                        conditions.label(row),
                        Rows.text(row.get(c + 1)),
                        Rows.text(row.get(c + 2)),
                        Numbers.time(Rows.number(row.get(c + 3))),
                        Rows.text(row.get(c + 4))))
            .toList());
  }

  /**
   * What {@code verify} found out about this folder, if it was asked; false if there is nothing.
   */
  boolean certificates(Element parent) {
    Map<String, String> notes = folder.notes().texts("certificates");
    if (notes.isEmpty()) {
      return false;
    }
    Element section = Html.section(parent, "certificates", "h2", "Certificates");
    Html.add(section, "p", "Trials that were trained again and compared bit by bit.");
    for (Map.Entry<String, String> note : notes.entrySet()) {
      List<List<String>> rows = new ArrayList<>();
      try {
        flatten("", JSON.readTree(note.getValue()), rows);
      } catch (JsonProcessingException noJson) {
        rows.add(List.of("content", "cannot be read"));
      }
      Html.table(
          section,
          note.getKey() + cut(rows),
          List.of(Column.text("entry"), Column.text("value")),
          first(rows));
    }
    return true;
  }

  private static void flatten(String name, JsonNode node, List<List<String>> rows) {
    if (rows.size() > MOST_ROWS) {
      return;
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  flatten(
                      name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(),
                      entry.getValue(),
                      rows));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(name + " " + (i + 1), node.get(i), rows);
      }
    } else {
      rows.add(List.of(name, node.asText()));
    }
  }

  private static String id(Object id) {
    String text = Rows.text(id);
    return text.substring(0, Math.min(ID_DIGITS, text.length()));
  }

  private static <T> List<T> first(List<T> rows) {
    return rows.subList(0, Math.min(MOST_ROWS, rows.size()));
  }

  private static String cut(List<?> rows) {
    return rows.size() <= MOST_ROWS
        ? ""
        : ", first " + MOST_ROWS + " of " + Numbers.whole(rows.size());
  }
}
