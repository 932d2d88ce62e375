package ccrnn.pipeline.store;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Writes the rows of a table as one Parquet file, whose bytes depend on the rows and on the version
 * of the Parquet library alone.
 */
final class TableWriter {
  /** Columns whose values repeat from row to row. */
  private static final Set<String> REPEATING =
      Set.of("trial_id", "probe", "part", "statistic", "step", "text");

  /** Types whose values hardly repeat from trial to trial. */
  private static final Set<ColumnType> MEASURED = Set.of(ColumnType.DOUBLE, ColumnType.TIMESTAMP);

  /**
   * Size of a row group in memory: about a thousand trials of a hundred epochs. Several to a file,
   * so that all cores have a part in a query.
   */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private TableWriter() {}

  /**
   * @param table the table
   * @param rows all rows of the file
   * @param notes further key-value metadata
   * @param file where to write
   * @throws IOException if the storage fails
   */
  static <R> void write(Table<R> table, List<R> rows, Map<String, String> notes, OutputFile file)
      throws IOException {
    try (ParquetWriter<R> writer = new Builder<>(table, file).withExtraMetaData(notes).build()) {
      try {
        for (R row : rows) {
          writer.write(row);
        }
      } catch (IOException | RuntimeException e) {
        abandon(file); // before the writer closes it
        throw e;
      }
    }
  }

  /** Gives up a half-written file where closing it would show it. */
  static void abandon(OutputFile file) {
    if (file instanceof HadoopOutput half) {
      half.abandon();
    }
  }

  /**
   * Opens a file for the rows of many trials, which are not held in memory.
   *
   * @param table the table
   * @param notes further key-value metadata
   * @param file where to write
   * @return takes the rows, one after the other; the file is there once it is closed
   * @throws IOException if the storage fails
   */
  static <R> ParquetWriter<R> open(Table<R> table, Map<String, String> notes, OutputFile file)
      throws IOException {
    return new Builder<>(table, file).forManyTrials().withExtraMetaData(notes).build();
  }

  private static final class Builder<R> extends ParquetWriter.Builder<R, Builder<R>> {
    private final Table<R> table;
    private final Seal.Output file;

    Builder(Table<R> table, OutputFile file) {
      this(table, new Seal.Output(file));
    }

    private Builder(Table<R> table, Seal.Output file) {
      super(file);
      this.table = table;
      this.file = file;
      // Without it every writer parses Hadoop's XML defaults, which takes longer than the file.
      withConf(new PlainParquetConfiguration());
      // At a hundred rows a codec saves a tenth of the bytes and costs the start of its library.
      withCompressionCodec(CompressionCodecName.UNCOMPRESSED);
      withWriteMode(ParquetFileWriter.Mode.OVERWRITE);
      // Where values do not repeat a dictionary would be a second copy.
      withDictionaryEncoding(false);
      for (Column column : table.schema().columns()) {
        withDictionaryEncoding(column.name(), REPEATING.contains(column.name()));
        // Bounds of long texts would treble them and prune nothing.
        if (column.type() == ColumnType.TEXT && !"trial_id".equals(column.name())) {
          withStatisticsEnabled(column.name(), false);
        }
      }
      withSizeStatisticsEnabled(false);
    }

    /** Settings are the same from row to row then, and texts much alike. */
    Builder<R> forManyTrials() {
      withCompressionCodec(CompressionCodecName.ZSTD);
      withRowGroupSize(ROW_GROUP_BYTES);
      for (Column column : table.schema().columns()) {
        withDictionaryEncoding(column.name(), !MEASURED.contains(column.type()));
      }
      return this;
    }

    @Override
    protected Builder<R> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract, so it must be there; never called
    protected WriteSupport<R> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport<>(table, file);
    }

    @Override
    protected WriteSupport<R> getWriteSupport(ParquetConfiguration configuration) {
      return new RowWriteSupport<>(table, file);
    }
  }

  private static final class RowWriteSupport<R> extends WriteSupport<R> {
    private final Table<R> table;
    private final Seal.Output file;
    private RecordConsumer out;

    RowWriteSupport(Table<R> table, Seal.Output file) {
      this.table = table;
      this.file = file;
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract, so it must be there; never called
    public WriteContext init(Configuration configuration) {
      return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return context();
    }

    private WriteContext context() {
      Map<String, String> metadata = table.schema().metadata();
      return new WriteContext(table.schema().parquet(), metadata);
    }

    @Override
    public FinalizedWriteContext finalizeWrite() {
      file.startFooter();
      return new FinalizedWriteContext(Seal.unfilled());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(R row) {
      List<Column> columns = table.schema().columns();
      out.startMessage();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        Object value = table.value(row, i);
        if (value != null) {
          out.startField(column.name(), i);
          add(column.type(), value);
          out.endField(column.name(), i);
        } else if (!column.optional()) {
          throw new IllegalArgumentException("no value for the column " + column.name());
        }
      }
      out.endMessage();
    }

    private void add(ColumnType type, Object value) {
      switch (type) {
        case TEXT -> out.addBinary(Binary.fromString((String) value));
        case INT -> out.addInteger((Integer) value);
        case LONG -> out.addLong((Long) value);
        case DOUBLE -> out.addDouble((Double) value);
        case BOOLEAN -> out.addBoolean((Boolean) value);
        case TIMESTAMP -> out.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
      }
    }
  }
}
