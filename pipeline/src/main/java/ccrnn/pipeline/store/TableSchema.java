package ccrnn.pipeline.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The columns of a table and the version of its format. Every file of the table carries {@link
 * #TABLE_KEY} and {@link #VERSION_KEY} as Parquet key-value metadata.
 *
 * @param table name of the table, of its folder and, in SQL, of its view
 * @param version raised when a column changes its meaning or type or goes away
 * @param columns in the order of the files; names are unique
 */
public record TableSchema(String table, int version, List<Column> columns) {
  /** Metadata key whose value is the name of the table. */
  public static final String TABLE_KEY = "ccrnn.table";

  /** Metadata key whose value is the version of the table's format, a whole number. */
  public static final String VERSION_KEY = "ccrnn.format-version";

  /** Checks that names are unique. */
  public TableSchema {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("table " + table + " has two columns " + column.name());
      }
    }
  }

  /**
   * @param name a column's name
   * @return that column
   * @throws IllegalArgumentException if there is none
   */
  public Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    throw new IllegalArgumentException("table " + table + " has no column " + name);
  }

  MessageType parquet() {
    List<Type> fields = new ArrayList<>();
    columns.forEach(column -> fields.add(column.parquet()));
    return new MessageType(table, fields);
  }

  Map<String, String> metadata() {
    return Map.of(TABLE_KEY, table, VERSION_KEY, Integer.toString(version));
  }
}
