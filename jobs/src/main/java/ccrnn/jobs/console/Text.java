package ccrnn.jobs.console;

import ccrnn.pipeline.sweep.Names;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers, times and tables are written, the same in every command. */
public final class Text {
  private static final int ID_DIGITS = 12;

  /** A border of one rule under the head; columns are told apart by space. */
  private static final Character[] BORDER = border();

  private Text() {}

  private static Character[] border() {
    Character[] border = new Character[29];
    border[7] = '-';
    return border;
  }

  /** Which side the text of a column is flush with. */
  public enum Side {
    /** For words. */
    LEFT,
    /** For numbers. */
    RIGHT
  }

  /**
   * A table with a head. Control characters, which a folder from anyone may hold and a terminal
   * obeys, become question marks.
   *
   * @param head titles of the columns
   * @param sides one per column
   * @param rows cells by row
   * @return lines without the end of the last
   */
  public static String table(List<String> head, List<Side> sides, List<List<String>> rows) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < head.size(); i++) {
      HorizontalAlign align =
          sides.get(i) == Side.LEFT ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
      columns.add(
          new Column()
              .header(printable(head.get(i)))
              .headerAlign(align)
              .dataAlign(align)
              .maxWidth(Integer.MAX_VALUE));
    }
    String[][] cells =
        rows.stream()
            .map(row -> row.stream().map(Text::printable).toArray(String[]::new))
            .toArray(String[][]::new);
    return AsciiTable.getTable(BORDER, columns.toArray(Column[]::new), cells)
        .lines()
        .map(String::stripTrailing)
        .filter(line -> !line.isEmpty())
        .reduce((above, below) -> above + System.lineSeparator() + below)
        .orElse("");
  }

  /** Of control characters a cell keeps the ends of its lines. */
  private static String printable(String cell) {
    return cell.lines().map(Names::printable).collect(Collectors.joining("\n"));
  }

  /**
   * A file as seen from the working directory, if it lies in there.
   *
   * @param file relative or absolute
   * @return relative to the working directory, or absolute
   */
  public static Path near(Path file) {
    Path where = file.toAbsolutePath().normalize();
    Path here = Path.of("").toAbsolutePath();
    return where.startsWith(here) ? here.relativize(where) : where;
  }

  /**
   * A count with its noun.
   *
   * @param n how many
   * @param noun in the singular, its plural made with an s
   * @return such as 1,024 trials
   */
  public static String count(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }

  /**
   * Four significant digits, never more characters than are needed.
   *
   * @param value any, also no number
   * @return such as 0.1235
   */
  public static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return String.valueOf(value);
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int whole = size < 1 ? 1 : (int) Math.floor(Math.log10(size)) + 1;
    return String.format(Locale.ROOT, "%." + Math.max(0, 4 - whole) + "f", value);
  }

  /**
   * Time as 0:07, 12:30 or 3:05:00.
   *
   * @param seconds at least 0
   * @return minutes and seconds, with hours where there are some
   */
  public static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }

  /**
   * The beginning of an id, enough to tell trials apart and to be typed.
   *
   * @param id of a trial; may be damaged
   * @return its first 12 digits
   */
  public static String id(String id) {
    return id.substring(0, Math.min(ID_DIGITS, id.length()));
  }
}
