package ccrnn.pipeline.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows that answer a query.
 *
 * @param columns names, in the order of the query; may repeat
 * @param types what each column holds
 * @param rows one list per row, as long as {@code columns}; an element is null or of the Java type
 *     that its {@link ValueType} names
 * @param cut whether there were more rows than asked for
 */
public record QueryResult(
    List<String> columns, List<ValueType> types, List<List<Object>> rows, boolean cut) {
  /** Copies the lists and checks that they fit. */
  public QueryResult {
    columns = List.copyOf(columns);
    types = List.copyOf(types);
    if (columns.size() != types.size()) {
      throw new IllegalArgumentException(columns.size() + " columns, " + types.size() + " types");
    }
    List<List<Object>> copy = new ArrayList<>(rows.size());
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(columns.size() + " columns, row of " + row.size());
      }
      copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copy);
  }
}
