package ccrnn.pipeline.store;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** What a column of the tables holds. Each type reads the same in Spark, DuckDB and pandas. */
public enum ColumnType {
  /** UTF-8 text; a {@link String}. */
  TEXT,
  /** A small whole number, 32 bits; an {@link Integer}. */
  INT,
  /** A whole number, 64 bits; a {@link Long}. */
  LONG,
  /** A floating-point number, NaN allowed; a {@link Double}. */
  DOUBLE,
  /** True or false; a {@link Boolean}. */
  BOOLEAN,
  /** A moment in microseconds, UTC; an {@link java.time.Instant}. */
  TIMESTAMP,
  /** Numbers of single precision, none of them null, any count of them; a {@code float[]}. */
  FLOATS;

  /** The names that Parquet's rules for lists ask for; other readers take lists by them. */
  static final String LIST = "list";

  static final String ELEMENT = "element";

  /** Where the values of a column lie. */
  String[] path(String name) {
    return this == FLOATS ? new String[] {name, LIST, ELEMENT} : new String[] {name};
  }

  Type parquet(String name, Repetition repetition) {
    return switch (this) {
      case TEXT ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
      case LONG -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
      case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
      case BOOLEAN -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
      case TIMESTAMP ->
          Types.primitive(PrimitiveTypeName.INT64, repetition)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(name);
      case FLOATS -> Types.list(repetition).requiredElement(PrimitiveTypeName.FLOAT).named(name);
    };
  }
}
