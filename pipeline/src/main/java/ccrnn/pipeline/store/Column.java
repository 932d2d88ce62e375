package ccrnn.pipeline.store;

import java.util.Objects;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type.Repetition;

/**
 * One column of a table.
 *
 * @param name snake_case
 * @param type what it holds
 * @param optional whether a row may hold null there
 */
public record Column(String name, ColumnType type, boolean optional) {
  /** Checks the name. */
  public Column {
    Objects.requireNonNull(type, "type");
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("column name is not in snake_case: " + name);
    }
  }

  static Column required(String name, ColumnType type) {
    return new Column(name, type, false);
  }

  static Column optional(String name, ColumnType type) {
    return new Column(name, type, true);
  }

  PrimitiveType parquet() {
    return type.parquet(name, optional ? Repetition.OPTIONAL : Repetition.REQUIRED);
  }
}
