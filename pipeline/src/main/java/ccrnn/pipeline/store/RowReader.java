package ccrnn.pipeline.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The rows of an open file, one after the other; holds the pages of one row group at a time. */
final class RowReader {
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
        new ColumnReadStoreImpl(pages, new NoConverters(), projection, createdBy);
    rowsLeft = pages.getRowCount();
    current.clear();
    for (int i = 0; i < columns.size(); i++) {
      current.add(
          types.get(i) == null
              ? null
              : store.getColumnReader(
                  projection.getColumnDescription(new String[] {columns.get(i)})));
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
    };
  }

  /** Values are pulled column by column, so nothing is ever converted. */
  private static final class NoConverters extends GroupConverter {
    @Override
    public Converter getConverter(int field) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
