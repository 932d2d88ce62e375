package ccrnn.jobs.report;

import ccrnn.jobs.report.Html.Column;
import java.util.List;
import java.util.function.Function;
import org.jsoup.nodes.Element;

/** Tables of a folder's rows, cut where they would fill the page. */
final class Excerpt {
  private static final int MOST_ROWS = 50;
  private static final int ID_DIGITS = 12;

  private Excerpt() {}

  /** A table of the first rows; its caption says if there are more. */
  static <T> void table(
      Element section,
      String caption,
      List<Column> columns,
      List<T> rows,
      Function<T, List<String>> cells) {
    Html.table(section, caption + cut(rows), columns, first(rows).stream().map(cells).toList());
  }

  /** The rows that a table shows. */
  static <T> List<T> first(List<T> rows) {
    return rows.subList(0, Math.min(MOST_ROWS, rows.size()));
  }

  /** The end of a caption, if there are more rows than a table shows. */
  static String cut(List<?> rows) {
    return hasMore(rows) ? ", first " + MOST_ROWS + " of " + Numbers.whole(rows.size()) : "";
  }

  /** Whether there are more rows than a table shows. */
  static boolean hasMore(List<?> rows) {
    return rows.size() > MOST_ROWS;
  }

  /** The first digits of a trial's id, which tell it apart. */
  static String id(Object id) {
    String text = Rows.text(id);
    return text.substring(0, Math.min(ID_DIGITS, text.length()));
  }
}
