package ccrnn.pipeline.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The rows of an open file, one after the other; holds the pages of one row group at a time. */
final class RowReader {
  private static final int FEW = 16;

  private final ParquetFileReader reader;
  private final MessageType projection;

  /** Null for a column that the file, being older, does not have. */
  private final List<ColumnType> types = new ArrayList<>();

  private final List<String> columns;
  private final List<ColumnReader> current = new ArrayList<>();
  private long rowsLeft;

  RowReader(ParquetFileReader reader, TableSchema schema, List<String> columns) {
    this.reader = reader;
    this.columns = List.copyOf(columns);
    MessageType all = reader.getFooter().getFileMetaData().getSchema();
    List<Type> present = new ArrayList<>();
    for (String column : columns) {
      boolean there = all.containsField(column);
      if (there) {
        present.add(all.getType(column));
      }
      types.add(there ? schema.column(column).type() : null);
    }
    this.projection = new MessageType(all.getName(), present);
    reader.setRequestedSchema(projection);
  }

  /**
   * @return the next row, in the order of the columns asked for, null where a row has no value or
   *     the file no such column; null after the last row
   * @throws UnreadableFileException if a page is damaged
   * @throws IOException if the storage fails
   */
  Object[] next() throws IOException {
    try {
      while (rowsLeft == 0) {
        PageReadStore pages = reader.readNextFilteredRowGroup();
        if (pages == null) {
          return null;
        }
        start(pages);
      }
      rowsLeft--;
      Object[] row = new Object[columns.size()];
      for (int i = 0; i < row.length; i++) {
        ColumnReader column = current.get(i);
        if (column == null) {
          continue;
        }
        if (types.get(i) == ColumnType.FLOATS) {
          row[i] = floats(column);
          continue;
        }
        if (column.getCurrentDefinitionLevel() == column.getDescriptor().getMaxDefinitionLevel()) {
          row[i] = value(types.get(i), column);
        }
        column.consume();
      }
      return row;
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UnreadableFileException("damaged: its rows cannot be read", e);
    }
  }

  private void start(PageReadStore pages) {
    String createdBy = reader.getFooter().getFileMetaData().getCreatedBy();
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(pages, new NoConverters(projection), projection, createdBy);
    rowsLeft = pages.getRowCount();
    current.clear();
    for (int i = 0; i < columns.size(); i++) {
      current.add(
          types.get(i) == null
              ? null
              : store.getColumnReader(
                  projection.getColumnDescription(types.get(i).path(columns.get(i)))));
    }
  }

  private static Object value(ColumnType type, ColumnReader column) {
    return switch (type) {
      case TEXT -> column.getBinary().toStringUsingUTF8();
      case INT -> column.getInteger();
      case LONG -> column.getLong();
      case DOUBLE -> column.getDouble();
      case BOOLEAN -> column.getBoolean();
      case TIMESTAMP -> Instant.EPOCH.plus(column.getLong(), ChronoUnit.MICROS);
      case FLOATS -> throw new IllegalArgumentException("a list is more than one value");
    };
  }

  /** Reads one list to its end; null where the row has none. */
  private static float[] floats(ColumnReader column) {
    int full = column.getDescriptor().getMaxDefinitionLevel();
    int level = column.getCurrentDefinitionLevel();
    if (level < full) { // the level below is a list without elements
      column.consume();
      return level == full - 1 ? new float[0] : null;
    }
    float[] values = new float[FEW];
    int count = 0;
    do {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = column.getFloat();
      column.consume();
    } while (column.getCurrentRepetitionLevel() > 0);
    return Arrays.copyOf(values, count);
  }

  /** Values are pulled column by column, so nothing is ever converted. */
  private static final class NoConverters extends GroupConverter {
    private final GroupType group;

    NoConverters(GroupType group) {
      this.group = group;
    }

    @Override
    public Converter getConverter(int field) {
      Type type = group.getType(field);
      return type.isPrimitive()
          ? new PrimitiveConverter() {}
          : new NoConverters(type.asGroupType());
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
