package ccrnn.jobs.console;

import ccrnn.pipeline.analysis.ConditionColumns;
import ccrnn.pipeline.analysis.ConditionColumns.Column;
import ccrnn.pipeline.sweep.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table with one row per condition. A condition is named by all settings that vary or, where that
 * is too wide, by what is not as usual; where that is too wide still, in several lines.
 */
public final class ConditionTable {
  /** No condition is pressed into fewer characters, however narrow the terminal. */
  private static final int LEAST = 20;

  private ConditionTable() {}

  /**
   * Writes a table.
   *
   * @param conditions one per row
   * @param numbers further columns, flush right
   * @param width to keep to, in characters
   * @return lines without the end of the last
   */
  public static String of(List<Condition> conditions, List<Column> numbers, int width) {
    List<Column> settings = ConditionColumns.full(conditions);
    List<Column> unusual = ConditionColumns.brief(conditions);
    List<Column> narrow = broken(numbers);
    String table = table(settings, numbers);
    if (width(table) > width) {
      table = table(broken(settings), narrow);
    }
    if (width(table) > width) {
      table = table(unusual, narrow);
    }
    int excess = width(table) - width;
    return excess > 0 ? table(wrapped(unusual, excess), narrow) : table;
  }

  /** The same with heads of several lines: "feedback-horizon" is little wider than its values. */
  private static List<Column> broken(List<Column> columns) {
    return columns.stream()
        .map(
            column ->
                new Column(column.head().replace(' ', '\n').replace("-", "-\n"), column.cells()))
        .toList();
  }

  /** The same with the last column narrower, in several lines. */
  private static List<Column> wrapped(List<Column> columns, int excess) {
    Column last = columns.get(columns.size() - 1);
    int widest = last.cells().stream().mapToInt(String::length).max().orElse(0);
    int room = Math.max(LEAST, widest - excess);
    List<Column> narrow = new ArrayList<>(columns);
    narrow.set(
        columns.size() - 1,
        new Column(last.head(), last.cells().stream().map(cell -> wrap(cell, room)).toList()));
    return narrow;
  }

  private static String table(List<Column> names, List<Column> numbers) {
    List<Column> all = new ArrayList<>(names);
    all.addAll(numbers);
    long lines = all.stream().mapToLong(column -> lines(column.head())).max().orElse(1);
    List<String> head = new ArrayList<>();
    List<Text.Side> sides = new ArrayList<>();
    for (Column column : all) {
      head.add("\n".repeat((int) (lines - lines(column.head()))) + column.head());
      sides.add(head.size() <= names.size() ? Text.Side.LEFT : Text.Side.RIGHT);
    }
    List<List<String>> rows =
        IntStream.range(0, numbers.get(0).cells().size())
            .mapToObj(row -> all.stream().map(column -> column.cells().get(row)).toList())
            .toList();
    return Text.table(head, sides, rows);
  }

  private static long lines(String head) {
    return head.lines().count();
  }

  private static int width(String table) {
    return table.lines().mapToInt(String::length).max().orElse(0);
  }

  /** Breaks a text at spaces, and after the equals sign of what is longer than a line. */
  private static String wrap(String text, int room) {
    StringBuilder wrapped = new StringBuilder();
    int line = 0;
    for (String word : text.split(" ", -1)) {
      if (line > 0) {
        boolean fits = line + 1 + word.length() <= room;
        wrapped.append(fits ? ' ' : '\n');
        line = fits ? line + 1 : 0;
      }
      String shown = word.length() <= room ? word : word.replace("=", "=\n");
      wrapped.append(shown);
      line += shown.length() - (shown.lastIndexOf('\n') + 1);
    }
    return wrapped.toString();
  }
}
