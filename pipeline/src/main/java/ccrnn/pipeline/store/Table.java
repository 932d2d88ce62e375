package ccrnn.pipeline.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A table together with how its columns are taken from a row, so that a column and its value stand
 * in one line and cannot drift apart.
 *
 * @param <R> type of a row
 */
final class Table<R> {
  private final TableSchema schema;
  private final List<Function<? super R, ?>> values;

  private Table(TableSchema schema, List<Function<? super R, ?>> values) {
    this.schema = schema;
    this.values = List.copyOf(values);
  }

  TableSchema schema() {
    return schema;
  }

  /** The value of column {@code index} in {@code row}, of the type its column names, or null. */
  Object value(R row, int index) {
    return values.get(index).apply(row);
  }

  /** The table of rows that were read: one value per column, in the order of the schema. */
  static Table<Object[]> ofRead(TableSchema schema) {
    List<Function<? super Object[], ?>> byIndex = new ArrayList<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      int index = i;
      byIndex.add(row -> row[index]);
    }
    return new Table<>(schema, byIndex);
  }

  static <R> Builder<R> named(String name, int version) {
    return new Builder<>(name, version);
  }

  /** Collects columns. */
  static final class Builder<R> {
    private final String name;
    private final int version;
    private final List<Column> columns = new ArrayList<>();
    private final List<Function<? super R, ?>> values = new ArrayList<>();

    private Builder(String name, int version) {
      this.name = name;
      this.version = version;
    }

    Builder<R> required(String column, ColumnType type, Function<? super R, ?> value) {
      columns.add(Column.required(column, type));
      values.add(value);
      return this;
    }

    Builder<R> optional(String column, ColumnType type, Function<? super R, ?> value) {
      columns.add(Column.optional(column, type));
      values.add(value);
      return this;
    }

    Table<R> build() {
      return new Table<>(new TableSchema(name, version, columns), values);
    }
  }
}
