package ccrnn.jobs;

import ccrnn.pipeline.analysis.ConditionColumns;
import ccrnn.pipeline.sweep.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table with one row per condition. A condition is named by all settings that vary or, where that
 * is too wide, by what is not as usual; where that is too wide still, in several lines.
 */
final class ConditionTable {
  /** No condition is pressed into fewer characters, however narrow the terminal. */
  private static final int LEAST = 24;

  private ConditionTable() {}

  /**
   * Writes a table.
   *
   * @param conditions one per row
   * @param numbers further columns, flush right
   * @param width to keep to, in characters
   */
  static String of(List<Condition> conditions, List<ConditionColumns.Column> numbers, int width) {
    String full = table(ConditionColumns.full(conditions), numbers);
    if (width(full) <= width) {
      return full;
    }
    List<ConditionColumns.Column> names = ConditionColumns.brief(conditions);
    String brief = table(names, numbers);
    int excess = width(brief) - width;
    if (excess <= 0) {
      return brief;
    }
    ConditionColumns.Column longest = names.get(names.size() - 1);
    int widest = longest.cells().stream().mapToInt(String::length).max().orElse(0);
    int room = Math.max(LEAST, widest - excess);
    List<ConditionColumns.Column> narrow = new ArrayList<>(names);
    narrow.set(
        names.size() - 1,
        new ConditionColumns.Column(
            longest.head(), longest.cells().stream().map(cell -> wrap(cell, room)).toList()));
    return table(narrow, numbers);
  }

  private static String table(
      List<ConditionColumns.Column> names, List<ConditionColumns.Column> numbers) {
    List<String> head = new ArrayList<>();
    List<Text.Side> sides = new ArrayList<>();
    List<ConditionColumns.Column> all = new ArrayList<>(names);
    all.addAll(numbers);
    for (ConditionColumns.Column column : all) {
      head.add(column.head());
      sides.add(head.size() <= names.size() ? Text.Side.LEFT : Text.Side.RIGHT);
    }
    List<List<String>> rows =
        IntStream.range(0, numbers.get(0).cells().size())
            .mapToObj(row -> all.stream().map(column -> column.cells().get(row)).toList())
            .toList();
    return Text.table(head, sides, rows);
  }

  private static int width(String table) {
    return table.lines().mapToInt(String::length).max().orElse(0);
  }

  /** Breaks a text at spaces; a word that is longer stays whole. */
  private static String wrap(String text, int room) {
    StringBuilder wrapped = new StringBuilder();
    int line = 0;
    for (String word : text.split(" ", -1)) {
      if (line > 0 && line + 1 + word.length() > room) {
        wrapped.append('\n');
        line = 0;
      } else if (line > 0) {
        wrapped.append(' ');
        line++;
      }
      wrapped.append(word);
      line += word.length();
    }
    return wrapped.toString();
  }
}
