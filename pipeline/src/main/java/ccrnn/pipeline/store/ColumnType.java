package ccrnn.pipeline.store;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
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
  TIMESTAMP;

  PrimitiveType parquet(String name, Repetition repetition) {
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
    };
  }
}
