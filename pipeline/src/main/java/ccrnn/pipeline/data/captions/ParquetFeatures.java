package ccrnn.pipeline.data.captions;

import ccrnn.pipeline.UserError;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Features in a Parquet file: {@code image_id} and {@code features}, a list of numbers. */
final class ParquetFeatures implements FeatureSource {
  private static final String ID = "image_id";
  private static final String FEATURES = "features";

  private final InputFile file;
  private final String name;
  private final int width;
  private final long count;

  private ParquetFeatures(InputFile file, String name, int width, long count) {
    this.file = file;
    this.name = name;
    this.width = width;
    this.count = count;
  }

  /**
   * @param file where it is
   * @param name for messages
   * @throws UserError if it has no such columns or no row
   */
  static ParquetFeatures open(InputFile file, String name) throws IOException {
    try (ColumnarFile columns = ColumnarFile.open(file, name)) {
      if (columns.next() == 0) {
        throw new UserError(name + ": it has no rows");
      }
      idColumn(columns);
      int[] width = new int[1];
      columns.read(
          featureColumn(columns),
          (row, column, index) -> width[0] = row == 0 ? index + 1 : width[0]);
      return new ParquetFeatures(file, name, width[0], columns.rows());
    }
  }

  private static ColumnDescriptor idColumn(ColumnarFile columns) {
    return columns.column(ID, PrimitiveTypeName.INT32, PrimitiveTypeName.INT64);
  }

  private static ColumnDescriptor featureColumn(ColumnarFile columns) {
    return columns.column(FEATURES, PrimitiveTypeName.FLOAT, PrimitiveTypeName.DOUBLE);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public String description() {
    return "file " + name.substring(name.lastIndexOf('/') + 1);
  }

  @Override
  public void forEach(Row row) throws IOException {
    try (ColumnarFile columns = ColumnarFile.open(file, name)) {
      ColumnDescriptor ids = idColumn(columns);
      ColumnDescriptor features = featureColumn(columns);
      for (int rows = columns.next(); rows > 0; rows = columns.next()) {
        long[] images = new long[rows];
        boolean wide = ids.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64;
        columns.read(
            ids, (i, column, index) -> images[i] = wide ? column.getLong() : column.getInteger());
        hand(columns, features, images, row);
      }
    }
  }

  private void hand(ColumnarFile columns, ColumnDescriptor features, long[] images, Row to) {
    boolean wide = features.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
    float[] values = new float[width];
    int[] filled = new int[images.length];
    columns.read(
        features,
        (i, column, index) -> {
          filled[i] = index + 1;
          if (index < width) {
            values[index] = number(column, wide);
          }
          if (index == width - 1) {
            to.take(images[i], values);
          }
        });
    for (int i = 0; i < filled.length; i++) {
      if (filled[i] != width) {
        throw new UserError(
            "%s: image %d has %d features, the first has %d"
                .formatted(name, images[i], filled[i], width));
      }
    }
  }

  private static float number(ColumnReader column, boolean wide) {
    return wide ? (float) column.getDouble() : column.getFloat();
  }

  /**
   * Reads everything.
   *
   * @throws UserError if the ids do not ascend
   */
  FeatureTable all() throws IOException {
    long[] ids = new long[Math.toIntExact(count)];
    FeatureTable table = new FeatureTable(ids, width);
    int[] next = new int[1];
    forEach(
        (image, features) -> {
          System.arraycopy(features, 0, table.values(), next[0] * width, width);
          ids[next[0]++] = image;
        });
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] <= ids[i - 1]) {
        throw new UserError(name + ": images are not in order of their ids");
      }
    }
    return table;
  }
}
