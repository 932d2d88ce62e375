package ccrnn.pipeline.analysis;

import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Condition;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How tables and legends name conditions, one per row. */
public final class ConditionColumns {
  /** What readers look for first, and what has no default to leave out in their eyes. */
  private static final List<Setting> ALWAYS = List.of(CommonRows.TASK, CommonRows.NETWORK);

  private ConditionColumns() {}

  /**
   * A column.
   *
   * @param head its title
   * @param cells one per condition, in their order
   */
  public record Column(String head, List<String> cells) {
    /** Copies the list. */
    public Column {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Names conditions by all that varies.
   *
   * @param conditions of one sweep
   * @return a column per setting that any of them has, in their order
   */
  public static List<Column> full(List<Condition> conditions) {
    return settings(conditions).stream().map(setting -> column(setting, conditions)).toList();
  }

  /**
   * Names conditions by what is not as usual, for tables that would be too wide else.
   *
   * @param conditions of one sweep
   * @return columns for task and network if they have them, then one of the rest
   */
  public static List<Column> brief(List<Condition> conditions) {
    Set<Setting> varying = settings(conditions);
    List<Setting> own = ALWAYS.stream().filter(varying::contains).toList();
    List<Column> columns = new ArrayList<>();
    own.forEach(setting -> columns.add(column(setting, conditions)));
    if (varying.size() > own.size()) {
      Set<Setting> told = Set.copyOf(own);
      columns.add(
          new Column("condition", conditions.stream().map(each -> each.brief(told)).toList()));
    }
    return columns;
  }

  private static Set<Setting> settings(List<Condition> conditions) {
    Set<Setting> settings = new LinkedHashSet<>();
    conditions.forEach(condition -> settings.addAll(condition.values().keySet()));
    return settings;
  }

  private static Column column(Setting setting, List<Condition> conditions) {
    return new Column(
        setting.key(), conditions.stream().map(condition -> condition.text(setting)).toList());
  }
}
