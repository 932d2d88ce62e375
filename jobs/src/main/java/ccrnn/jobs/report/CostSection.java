package ccrnn.jobs.report;

import ccrnn.jobs.report.Html.Column;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** What the trials cost. */
final class CostSection {
  private static final int SLOWEST = 10;

  private final FolderFacts facts;

  CostSection(FolderFacts facts) {
    this.facts = facts;
  }

  void add(Element parent) {
    Element section = Html.section(parent, "cost", "h2", "Cost");
    String trained =
        facts.trialColumns().contains("trained_epochs")
            ? "coalesce(trained_epochs, epochs_trained)"
            : "epochs_trained";
    List<List<Object>> rows =
        Rows.of(
            facts.engine(),
            "SELECT %1$s, count(*), sum(epochs_trained), sum(%2$s), sum(seconds) FROM trials"
                    .formatted(facts.conditions().columns(), trained)
                + " GROUP BY %1$s ORDER BY sum(seconds) DESC, %1$s"
                    .formatted(facts.conditions().columns()));
    if (rows.isEmpty()) {
      Html.add(section, "p", "Nothing was trained.");
      return;
    }
    int c = facts.conditions().size();
    boolean shares =
        rows.stream().anyMatch(row -> Rows.whole(row.get(c + 1)) != Rows.whole(row.get(c + 2)));
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
    for (List<Object> row : Excerpt.first(rows)) {
      cells.add(costRow(facts.conditions().label(row), row.subList(c, c + 4), shares));
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
    Html.table(section, "Core time by condition, most first" + Excerpt.cut(rows), columns, cells);
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
    int c = facts.conditions().size();
    List<List<Object>> rows =
        Rows.of(
            facts.engine(),
            "SELECT "
                + facts.conditions().columns()
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
                        Excerpt.id(row.get(c)),
                        facts.conditions().label(row),
                        Rows.text(row.get(c + 1)),
                        Rows.text(row.get(c + 2)),
                        Numbers.time(Rows.number(row.get(c + 3))),
                        Rows.text(row.get(c + 4))))
            .toList());
  }
}
