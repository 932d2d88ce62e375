package ccrnn.pipeline.data.captions;

import ccrnn.model.task.CaptionSet;
import ccrnn.model.task.Captions;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.FileFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The two Parquet files of a folder of captions, and what they hold together. */
final class CaptionFiles {
  static final String CAPTIONS = "captions.parquet";
  static final String FEATURES = "features.parquet";

  /** Raised when a file changes its meaning. */
  static final int VERSION = 1;

  private static final String VERSION_KEY = "ccrnn.format-version";
  private static final long ROW_GROUP = 16L << 20;
  private static final int IDENTITY_DIGITS = 16;

  private static final MessageType CAPTION_SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message captions {
            required binary split (STRING);
            required int64 image_id;
            required int64 caption_id;
            required binary caption (STRING);
            required group words (LIST) { repeated group list { required int32 element; } }
          }
          """);
  private static final MessageType FEATURE_SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message features {
            required int64 image_id;
            required group features (LIST) { repeated group list { required float element; } }
          }
          """);

  private CaptionFiles() {}

  static void writeCaptions(List<CaptionRow> rows, FileFolder folder) throws IOException {
    folder.write(CAPTIONS, file -> write(CAPTION_SCHEMA, rows, CaptionFiles::putCaption, file));
  }

  private static void putCaption(RecordConsumer out, CaptionRow row) {
    put(out, "split", 0, () -> out.addBinary(Binary.fromString(row.split().word())));
    put(out, "image_id", 1, () -> out.addLong(row.image()));
    put(out, "caption_id", 2, () -> out.addLong(row.id()));
    put(out, "caption", 3, () -> out.addBinary(Binary.fromString(row.text())));
    putList(out, "words", 4, row.words().size(), i -> out.addInteger(row.words().get(i)));
  }

  static void writeFeatures(FeatureTable table, FileFolder folder) throws IOException {
    List<Integer> rows = IntStream.range(0, table.count()).boxed().toList();
    folder.write(
        FEATURES,
        file -> write(FEATURE_SCHEMA, rows, (out, row) -> putFeatures(out, table, row), file));
  }

  private static void putFeatures(RecordConsumer out, FeatureTable table, int row) {
    put(out, "image_id", 0, () -> out.addLong(table.id(row)));
    int width = table.width();
    putList(out, "features", 1, width, i -> out.addFloat(table.values()[row * width + i]));
  }

  private static void put(RecordConsumer out, String field, int index, Runnable value) {
    out.startField(field, index);
    value.run();
    out.endField(field, index);
  }

  private static void putList(
      RecordConsumer out,
      String field,
      int index,
      int size,
      java.util.function.IntConsumer element) {
    put(
        out,
        field,
        index,
        () -> {
          out.startGroup();
          if (size > 0) {
            put(
                out,
                "list",
                0,
                () -> {
                  for (int i = 0; i < size; i++) {
                    int at = i;
                    out.startGroup();
                    put(out, "element", 0, () -> element.accept(at));
                    out.endGroup();
                  }
                });
          }
          out.endGroup();
        });
  }

  private static <R> void write(
      MessageType schema, List<R> rows, BiConsumer<RecordConsumer, R> fields, OutputFile file)
      throws IOException {
    try (ParquetWriter<R> writer = new Builder<>(schema, fields, file).build()) {
      for (R row : rows) {
        writer.write(row);
      }
    }
  }

  /** Writers without Hadoop's configuration and without codecs, which tiny files pay for most. */
  private static final class Builder<R> extends ParquetWriter.Builder<R, Builder<R>> {
    private final MessageType schema;
    private final BiConsumer<RecordConsumer, R> fields;

    Builder(MessageType schema, BiConsumer<RecordConsumer, R> fields, OutputFile file) {
      super(file);
      this.schema = schema;
      this.fields = fields;
      withConf(new PlainParquetConfiguration());
      withCompressionCodec(CompressionCodecName.UNCOMPRESSED);
      withWriteMode(ParquetFileWriter.Mode.OVERWRITE);
      withRowGroupSize(ROW_GROUP);
      withDictionaryEncoding("features", false);
      withSizeStatisticsEnabled(false);
    }

    @Override
    protected Builder<R> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract, so it must be there; never called
    protected WriteSupport<R> getWriteSupport(Configuration configuration) {
      return new Support<>(schema, fields);
    }

    @Override
    protected WriteSupport<R> getWriteSupport(ParquetConfiguration configuration) {
      return new Support<>(schema, fields);
    }
  }

  private static final class Support<R> extends WriteSupport<R> {
    private final MessageType schema;
    private final BiConsumer<RecordConsumer, R> fields;
    private RecordConsumer out;

    Support(MessageType schema, BiConsumer<RecordConsumer, R> fields) {
      this.schema = schema;
      this.fields = fields;
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
      return new WriteContext(schema, Map.of(VERSION_KEY, Integer.toString(VERSION)));
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(R row) {
      out.startMessage();
      fields.accept(out, row);
      out.endMessage();
    }
  }

  static List<CaptionRow> readCaptions(FileFolder folder) throws IOException {
    String name = folder.location() + "/" + CAPTIONS;
    List<CaptionRow> all = new ArrayList<>();
    try (ColumnarFile file = ColumnarFile.open(folder.input(CAPTIONS), name)) {
      ColumnDescriptor splits = file.column("split", PrimitiveTypeName.BINARY);
      ColumnDescriptor images = file.column("image_id", PrimitiveTypeName.INT64);
      ColumnDescriptor ids = file.column("caption_id", PrimitiveTypeName.INT64);
      ColumnDescriptor texts = file.column("caption", PrimitiveTypeName.BINARY);
      ColumnDescriptor words = file.column("words", PrimitiveTypeName.INT32);
      for (int rows = file.next(); rows > 0; rows = file.next()) {
        Split[] split = new Split[rows];
        long[] image = new long[rows];
        long[] id = new long[rows];
        String[] text = new String[rows];
        List<List<Integer>> numbers = new ArrayList<>();
        file.read(
            splits, (i, c, index) -> split[i] = Split.of(c.getBinary().toStringUsingUTF8(), name));
        file.read(images, (i, c, index) -> image[i] = c.getLong());
        file.read(ids, (i, c, index) -> id[i] = c.getLong());
        file.read(texts, (i, c, index) -> text[i] = c.getBinary().toStringUsingUTF8());
        file.read(
            words,
            (i, c, index) -> {
              if (index == 0) {
                numbers.add(new ArrayList<>());
              }
              numbers.get(i).add(c.getInteger());
            });
        for (int i = 0; i < rows; i++) {
          all.add(new CaptionRow(split[i], image[i], id[i], text[i], numbers.get(i)));
        }
      }
    }
    return all;
  }

  static FeatureTable readFeatures(FileFolder folder) throws IOException {
    return ParquetFeatures.open(folder.input(FEATURES), folder.location() + "/" + FEATURES).all();
  }

  /**
   * Puts captions and features together.
   *
   * @param name for messages
   * @throws UserError if the two do not fit
   */
  static CaptionSet assemble(
      List<CaptionRow> rows, FeatureTable features, List<String> vocabulary, String name) {
    try {
      return new CaptionSet(
          part(Split.TRAINING, rows, features, vocabulary.size(), name),
          part(Split.VALIDATION, rows, features, vocabulary.size(), name),
          part(Split.TEST, rows, features, vocabulary.size(), name),
          vocabulary);
    } catch (IllegalArgumentException e) {
      throw new UserError(name + ": damaged: " + e.getMessage(), e);
    }
  }

  private static Captions part(
      Split split, List<CaptionRow> all, FeatureTable features, int vocabulary, String name) {
    List<CaptionRow> rows = all.stream().filter(row -> row.split() == split).toList();
    long[] ids = rows.stream().mapToLong(CaptionRow::image).sorted().distinct().toArray();
    int width = features.width();
    FeatureTable own = new FeatureTable(ids, width);
    for (int i = 0; i < ids.length; i++) {
      int at = features.at(ids[i]);
      if (at < 0) {
        throw new UserError(name + ": damaged: image " + ids[i] + " has captions but no features");
      }
      System.arraycopy(features.values(), at, own.values(), i * width, width);
    }
    int[] offsets = new int[rows.size() + 1];
    int[] images = new int[rows.size()];
    int[] words = new int[rows.stream().mapToInt(row -> row.words().size()).sum()];
    for (int i = 0; i < images.length; i++) {
      CaptionRow row = rows.get(i);
      images[i] = own.row(row.image());
      offsets[i + 1] = offsets[i] + row.words().size();
      for (int t = 0; t < row.words().size(); t++) {
        words[offsets[i] + t] = row.words().get(t);
      }
    }
    return new Captions(width, own.values(), vocabulary, words, offsets, images);
  }

  /** Tells sets apart by their content: {@code sha256:} and 16 hexadecimal digits. */
  static String identity(CaptionSet set) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    digest.update(String.join("\n", set.vocabulary()).getBytes(StandardCharsets.UTF_8));
    for (Captions part : List.of(set.training(), set.validation(), set.test())) {
      add(digest, new int[] {part.count(), part.images(), part.featureWidth()});
      for (int i = 0; i < part.count(); i++) {
        add(digest, new int[] {part.image(i), part.length(i)});
      }
      add(digest, part.words());
      ByteBuffer row =
          ByteBuffer.allocate(part.featureWidth() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int image = 0; image < part.images(); image++) {
        row.asFloatBuffer().put(part.features(), image * part.featureWidth(), part.featureWidth());
        digest.update(row.array());
      }
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest()).substring(0, IDENTITY_DIGITS);
  }

  private static void add(MessageDigest digest, int[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(numbers.length, Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(numbers);
    digest.update(bytes.array());
  }
}
