package ccrnn.pipeline.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.format.converter.ParquetMetadataConverter.MetadataFilter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * One Parquet file of a table, checked when it is opened: complete, ours, of a version that this
 * program reads, with columns of the right types.
 */
final class TableFile implements AutoCloseable {
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  /** Magic, length of the footer, magic again: what the shortest Parquet file has. */
  private static final int SHORTEST = 12;

  private final TableSchema schema;
  private final ParquetFileReader reader;

  private TableFile(TableSchema schema, ParquetFileReader reader) {
    this.schema = schema;
    this.reader = reader;
  }

  /**
   * @param file a finished file
   * @param schema the table that it should be part of
   * @return the open file
   * @throws UnreadableFileException if it is no readable part of that table
   * @throws IOException if the storage fails
   */
  static TableFile open(InputFile file, TableSchema schema) throws IOException {
    ParquetFileReader reader = openChecked(file, schema, ParquetMetadataConverter.NO_FILTER);
    return new TableFile(schema, reader);
  }

  /**
   * Makes the same checks as {@link #open} without the cost of reading where the rows are, which is
   * most of a footer.
   *
   * @param file a finished file
   * @param schema the table that it should be part of
   * @return the key-value metadata of the file
   * @throws UnreadableFileException if it is no readable part of that table
   * @throws IOException if the storage fails
   */
  static Map<String, String> metadata(InputFile file, TableSchema schema) throws IOException {
    try (ParquetFileReader reader =
        openChecked(file, schema, ParquetMetadataConverter.SKIP_ROW_GROUPS)) {
      return reader.getFooter().getFileMetaData().getKeyValueMetaData();
    }
  }

  private static ParquetFileReader openChecked(
      InputFile file, TableSchema schema, MetadataFilter filter) throws IOException {
    checkEnds(file);
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .usePageChecksumVerification()
            .withMetadataFilter(filter)
            .build();
    ParquetFileReader reader;
    try {
      reader = ParquetFileReader.open(file, options);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableFileException("damaged: its Parquet footer cannot be read", e);
    }
    try {
      checkFormat(reader.getFooter(), schema);
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  long rows() {
    return reader.getRecordCount();
  }

  /**
   * Reads all rows of some columns.
   *
   * @param columns names of columns of the table
   * @return one array per row, in the order of {@code columns}; null where a row has no value or
   *     the file, being older, no such column
   * @throws UnreadableFileException if a page is damaged
   * @throws IOException if the storage fails
   */
  List<Object[]> read(List<String> columns) throws IOException {
    return read(columns, Integer.MAX_VALUE);
  }

  /**
   * Reads the first rows of some columns.
   *
   * @param columns names of columns of the table
   * @param most how many rows at most
   * @return as {@link #read(List)}
   * @throws UnreadableFileException if a page is damaged
   * @throws IOException if the storage fails
   */
  List<Object[]> read(List<String> columns, int most) throws IOException {
    MessageType all = reader.getFooter().getFileMetaData().getSchema();
    List<Type> present = new ArrayList<>();
    for (String column : columns) {
      if (all.containsField(column)) {
        present.add(all.getType(column));
      }
    }
    MessageType projection = new MessageType(all.getName(), present);
    String createdBy = reader.getFooter().getFileMetaData().getCreatedBy();
    List<Object[]> rows = new ArrayList<>();
    try {
      reader.setRequestedSchema(projection);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null && rows.size() < most;
          pages = reader.readNextRowGroup()) {
        int first = rows.size();
        long taken = Math.min(pages.getRowCount(), (long) most - first);
        for (long i = 0; i < taken; i++) {
          rows.add(new Object[columns.size()]);
        }
        ColumnReadStoreImpl store =
            new ColumnReadStoreImpl(pages, new NoConverters(), projection, createdBy);
        for (int c = 0; c < columns.size(); c++) {
          if (projection.containsField(columns.get(c))) {
            readColumn(store, projection, columns.get(c), rows.subList(first, rows.size()), c);
          }
        }
      }
    } catch (RuntimeException e) {
      throw new UnreadableFileException("damaged: its rows cannot be read", e);
    }
    return rows;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private void readColumn(
      ColumnReadStoreImpl store,
      MessageType projection,
      String name,
      List<Object[]> rows,
      int index) {
    ColumnType type = schema.column(name).type();
    ColumnReader column =
        store.getColumnReader(projection.getColumnDescription(new String[] {name}));
    int present = column.getDescriptor().getMaxDefinitionLevel();
    for (Object[] row : rows) {
      if (column.getCurrentDefinitionLevel() == present) {
        row[index] = value(type, column);
      }
      column.consume();
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

  /** Tells an empty, foreign or cut file from a whole one by its first and last bytes. */
  private static void checkEnds(InputFile file) throws IOException {
    long length = file.getLength();
    if (length == 0) {
      throw new UnreadableFileException("empty file");
    }
    byte[] head = new byte[(int) Math.min(MAGIC.length, length)];
    byte[] tail = new byte[Integer.BYTES + MAGIC.length];
    try (SeekableInputStream in = file.newStream()) {
      in.readFully(head);
      if (!Arrays.equals(head, MAGIC)) {
        throw new UnreadableFileException("foreign: not a Parquet file");
      }
      if (length < SHORTEST) {
        throw new UnreadableFileException("truncated: the Parquet footer is missing");
      }
      in.seek(length - tail.length);
      in.readFully(tail);
    }
    if (!Arrays.equals(tail, Integer.BYTES, tail.length, MAGIC, 0, MAGIC.length)) {
      throw new UnreadableFileException("truncated: the Parquet footer is missing");
    }
    int footer = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (footer <= 0 || footer > length - SHORTEST) {
      throw new UnreadableFileException("damaged: its Parquet footer has no valid length");
    }
  }

  private static void checkFormat(ParquetMetadata footer, TableSchema schema)
      throws UnreadableFileException {
    Map<String, String> metadata = footer.getFileMetaData().getKeyValueMetaData();
    String table = metadata.get(TableSchema.TABLE_KEY);
    if (table == null) {
      throw new UnreadableFileException("foreign: a Parquet file that ccRNN Sweep did not write");
    }
    if (!table.equals(schema.table())) {
      throw new UnreadableFileException(
          "misplaced: it holds rows of " + table + ", not of " + schema.table());
    }
    checkVersion(metadata.get(TableSchema.VERSION_KEY), schema.version());
    MessageType columns = footer.getFileMetaData().getSchema();
    for (Column column : schema.columns()) {
      if (columns.containsField(column.name())) {
        Type found = columns.getType(column.name());
        if (!sameType(found, column.parquet())) {
          throw new UnreadableFileException(
              "damaged: the column " + column.name() + " is of another type: " + found);
        }
      } else if (!column.optional()) {
        throw new UnreadableFileException("damaged: the column " + column.name() + " is missing");
      }
    }
  }

  private static void checkVersion(String text, int readable) throws UnreadableFileException {
    int version;
    try {
      version = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new UnreadableFileException("damaged: its format version is no number: " + text, e);
    }
    if (version > readable) {
      throw new UnreadableFileException(
          "too new: format version " + version + ", this program reads " + readable);
    }
    if (version < readable) {
      throw new UnreadableFileException(
          "too old: format version " + version + ", this program reads " + readable);
    }
  }

  private static boolean sameType(Type found, Type expected) {
    return found.isPrimitive()
        && !found.isRepetition(Type.Repetition.REPEATED)
        && found.asPrimitiveType().getPrimitiveTypeName()
            == expected.asPrimitiveType().getPrimitiveTypeName();
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
