package ccrnn.pipeline.data.captions;

import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A Parquet file of any writer, read column by column, a group of rows at a time. A list is a
 * column with one repeated level, whatever its levels are called.
 */
final class ColumnarFile implements AutoCloseable {
  private final String name;
  private final ParquetFileReader reader;
  private PageReadStore pages;

  private ColumnarFile(String name, ParquetFileReader reader) {
    this.name = name;
    this.reader = reader;
  }

  /** Takes the values of a row. */
  interface Values {
    /**
     * @param row within the group of rows
     * @param column stands at the value
     * @param index within the row's list, 0 if it is none
     */
    void take(int row, ColumnReader column, int index);
  }

  /**
   * @param file where it is
   * @param name for messages
   * @throws UserError if it is no Parquet file
   */
  static ColumnarFile open(InputFile file, String name) {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .usePageChecksumVerification()
            .build();
    try {
      return new ColumnarFile(name, ParquetFileReader.open(file, options));
    } catch (IOException | RuntimeException e) {
      throw unreadable(name, e);
    }
  }

  private static UserError unreadable(String name, Exception e) {
    return new UserError(name + ": no readable Parquet file: " + e.getMessage(), e);
  }

  long rows() {
    return reader.getRecordCount();
  }

  Map<String, String> metadata() {
    return reader.getFooter().getFileMetaData().getKeyValueMetaData();
  }

  /** Goes to the next group of rows; tells how many it has, 0 after the last. */
  int next() {
    try {
      pages = reader.readNextRowGroup();
    } catch (IOException | RuntimeException e) {
      throw unreadable(name, e);
    }
    return pages == null ? 0 : Math.toIntExact(pages.getRowCount());
  }

  /**
   * Finds a column.
   *
   * @param column name of a field of the schema
   * @param types of which it may be
   * @throws UserError if there is none, or it is of another type
   */
  ColumnDescriptor column(String column, PrimitiveTypeName... types) {
    MessageType schema = schema();
    if (!schema.containsField(column)) {
      List<String> fields = schema.getFields().stream().map(field -> field.getName()).toList();
      throw new UserError(name + ": no column " + column + "; it has " + String.join(", ", fields));
    }
    List<ColumnDescriptor> leaves =
        schema.getColumns().stream().filter(c -> c.getPath()[0].equals(column)).toList();
    boolean fits =
        leaves.size() == 1
            && leaves.get(0).getMaxRepetitionLevel() <= 1
            && List.of(types).contains(leaves.get(0).getPrimitiveType().getPrimitiveTypeName());
    if (!fits) {
      throw new UserError(
          "%s: the column %s is %s, not %s"
              .formatted(
                  name,
                  column,
                  schema.getType(column).toString().replaceAll("\\s+", " "),
                  Arrays.stream(types)
                      .map(type -> type.name().toLowerCase(Locale.ROOT))
                      .collect(Collectors.joining(" or "))));
    }
    return leaves.get(0);
  }

  private MessageType schema() {
    return reader.getFooter().getFileMetaData().getSchema();
  }

  /**
   * Reads a column of the present group of rows.
   *
   * @throws UserError if a value is missing or a page is damaged
   */
  void read(ColumnDescriptor descriptor, Values values) {
    MessageType schema = schema();
    String createdBy = reader.getFooter().getFileMetaData().getCreatedBy();
    try {
      ColumnReader column =
          new ColumnReadStoreImpl(pages, new NoConverters(schema), schema, createdBy)
              .getColumnReader(descriptor);
      for (int row = 0; row < pages.getRowCount(); row++) {
        int index = 0;
        do {
          if (column.getCurrentDefinitionLevel() < descriptor.getMaxDefinitionLevel()) {
            throw new UserError(
                "%s: a row has no value in the column %s".formatted(name, descriptor.getPath()[0]));
          }
          values.take(row, column, index++);
          column.consume();
        } while (column.getCurrentRepetitionLevel() > 0); // 0 where the next row begins
      }
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Values are pulled column by column, so nothing is ever converted. */
  private static final class NoConverters extends GroupConverter {
    private final GroupType type;

    NoConverters(GroupType type) {
      this.type = type;
    }

    @Override
    public Converter getConverter(int field) {
      return type.getType(field).isPrimitive()
          ? new PrimitiveConverter() {}
          : new NoConverters(type.getType(field).asGroupType());
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
