package ccrnn.pipeline.query;

import static org.apache.spark.sql.functions.not;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.Column;
import ccrnn.pipeline.store.ColumnType;
import ccrnn.pipeline.store.Inventory;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.TableFiles;
import ccrnn.pipeline.store.TableSchema;
import ccrnn.pipeline.store.UnreadableFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import scala.jdk.javaapi.CollectionConverters;

/** Spark SQL, for folders anywhere. */
final class SparkSqlEngine implements QueryEngine {
  /** What Spark adds to the first line of a message: error class, SQL state and position. */
  private static final Pattern DECORATION =
      Pattern.compile("^\\[[A-Z0-9_.]+\\]\\s*|\\s*SQLSTATE: \\w+.*$");

  private final ResultsFolder folder;
  private final SparkSession session;
  private final Optional<LocalSpark> own;
  private Inventory inventory;
  private final Set<String> made = new HashSet<>(); // views of figures

  private SparkSqlEngine(ResultsFolder folder, SparkSession session, Optional<LocalSpark> own) {
    this.folder = folder;
    this.session = session;
    this.own = own;
    this.inventory = prepare(session, folder);
  }

  static SparkSqlEngine open(ResultsFolder folder) {
    LocalSpark spark = LocalSpark.start(folder.hadoopSettings());
    try {
      return new SparkSqlEngine(folder, spark.session(), Optional.of(spark));
    } catch (RuntimeException e) {
      spark.close();
      throw e;
    }
  }

  static SparkSqlEngine on(ResultsFolder folder, SparkSession shared) {
    return new SparkSqlEngine(folder, shared.newSession(), Optional.empty());
  }

  private static Inventory prepare(SparkSession session, ResultsFolder folder) {
    LocalSpark.sqlSettings().forEach((key, value) -> session.conf().set(key, value));
    for (int i = 1; ; i++) {
      Inventory inventory = folder.inventory();
      try {
        for (TableFiles table : inventory.files()) {
          source(session, table).createOrReplaceTempView(Views.source(table.schema()));
        }
        Views.statements().forEach(session::sql);
        SparkSqlGuard.disarm(session);
        return inventory;
      } catch (Exception e) { // Spark throws checked exceptions without saying so
        if (i == MOST_TRIES || folder.holds(inventory)) {
          throw unexpected(e);
        }
      }
    }
  }

  /** The files of a table with its columns, whichever of them each file has. */
  private static Dataset<Row> source(SparkSession session, TableFiles table) {
    StructType schema = structure(table.schema());
    if (table.files().isEmpty()) {
      return session.createDataFrame(List.of(), schema);
    }
    if (table.leftOut() == 0 && table.hidden().isEmpty()) {
      // Naming the folder spares Spark a look at each file, but then it reads what is there now.
      Dataset<Row> all = read(session, schema, List.of(table.folder()));
      if (sameNames(all.inputFiles(), table.files())) {
        return all;
      }
    }
    List<String> whole = new ArrayList<>(table.files());
    whole.removeAll(table.hidden().keySet());
    List<Dataset<Row>> parts = new ArrayList<>();
    if (!whole.isEmpty()) {
      parts.add(read(session, schema, whole));
    }
    table
        .hidden()
        .forEach(
            (file, ids) -> {
              Dataset<Row> rows = read(session, schema, List.of(file));
              parts.add(rows.filter(not(rows.col("trial_id").isin(ids.toArray()))));
            });
    return parts.stream().reduce(Dataset::union).orElseThrow();
  }

  private static Dataset<Row> read(SparkSession session, StructType schema, List<String> files) {
    return session
        .read()
        .schema(schema)
        .option("pathGlobFilter", "*.parquet")
        .option("__globPaths__", "false")
        // A damaged page is an error, not a number.
        .option("parquet.page.verify-checksum.enabled", "true")
        // A path without scheme would be looked for on the default file system, maybe another.
        .parquet(
            files.stream()
                .map(file -> file.startsWith("/") ? "file://" + file : file)
                .toArray(String[]::new));
  }

  /** Whether these are the same files of a folder, however their addresses are written. */
  private static boolean sameNames(String[] found, List<String> wanted) {
    return Arrays.stream(found)
        .map(SparkSqlEngine::name)
        .collect(Collectors.toSet())
        .equals(wanted.stream().map(SparkSqlEngine::name).collect(Collectors.toSet()));
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private static StructType structure(TableSchema schema) {
    List<StructField> fields = new ArrayList<>();
    for (Column column : schema.columns()) {
      fields.add(DataTypes.createStructField(column.name(), type(column.type()), true));
    }
    return DataTypes.createStructType(fields);
  }

  private static DataType type(ColumnType type) {
    return switch (type) {
      case TEXT -> DataTypes.StringType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
      case BOOLEAN -> DataTypes.BooleanType;
      case TIMESTAMP -> DataTypes.TimestampType;
    };
  }

  @Override
  public List<UnreadableFile> unreadable() {
    return inventory.unreadable();
  }

  @Override
  public Set<String> families() {
    return inventory.families();
  }

  @Override
  public QueryResult run(String sql, int most) {
    String checked = ReadOnlySql.check(sql);
    SparkSqlGuard.check(session, checked);
    for (int i = 1; ; i++) {
      try {
        return answer(checked, most);
      } catch (Exception e) { // Spark throws checked exceptions without saying so
        if (i == MOST_TRIES || folder.holds(inventory)) {
          throw new UserError("SQL: " + explain(cause(e).orElseThrow(() -> unexpected(e))), e);
        }
        made.clear();
        inventory = prepare(session, folder);
      }
    }
  }

  private QueryResult answer(String sql, int most) {
    Views.lacking(sql, made).forEach(session::sql);
    Dataset<Row> answer = session.sql(sql);
    List<String> columns = List.of(answer.columns());
    List<ValueType> types = new ArrayList<>();
    for (StructField field : answer.schema().fields()) {
      types.add(valueType(field.dataType()));
    }
    List<Row> found =
        most < Integer.MAX_VALUE - 1 ? answer.takeAsList(most + 1) : answer.collectAsList();
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : found.subList(0, Math.min(most, found.size()))) {
      List<Object> values = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        values.add(row.isNullAt(i) ? null : value(row.get(i), types.get(i)));
      }
      rows.add(values);
    }
    return new QueryResult(columns, types, rows, found.size() > most);
  }

  @Override
  public void close() {
    own.ifPresent(LocalSpark::close);
  }

  private static ValueType valueType(DataType type) {
    if (type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType) {
      return ValueType.WHOLE;
    }
    if (type instanceof DoubleType || type instanceof FloatType) {
      return ValueType.DOUBLE;
    }
    if (type instanceof DecimalType) {
      return ValueType.DECIMAL;
    }
    if (type instanceof BooleanType) {
      return ValueType.BOOLEAN;
    }
    if (type instanceof ArrayType || type instanceof StructType || type instanceof MapType) {
      return ValueType.NESTED;
    }
    if (type instanceof DateType) {
      return ValueType.DATE;
    }
    if (type instanceof TimestampType) {
      return ValueType.TIMESTAMP;
    }
    return type instanceof TimestampNTZType ? ValueType.LOCAL_TIMESTAMP : ValueType.TEXT;
  }

  private static Object value(Object value, ValueType type) {
    return switch (type) {
      case WHOLE -> ((Number) value).longValue();
      case DOUBLE -> ((Number) value).doubleValue();
      case DECIMAL, BOOLEAN, DATE, TIMESTAMP, LOCAL_TIMESTAMP -> value;
      case TEXT, NESTED -> unpacked(value);
    };
  }

  private static Object unpacked(Object value) {
    if (value instanceof scala.collection.Seq<?> list) {
      return NestedValues.list(CollectionConverters.asJava(list), SparkSqlEngine::unpacked);
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      return NestedValues.map(CollectionConverters.asJava(map), SparkSqlEngine::unpacked);
    }
    if (value instanceof Row row) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (int i = 0; i < row.length(); i++) {
        fields.put(row.schema().fieldNames()[i], row.get(i));
      }
      return NestedValues.map(fields, SparkSqlEngine::unpacked);
    }
    return NestedValues.leaf(value);
  }

  /** The innermost exception that speaks about the statement, if there is one. */
  private static Optional<Throwable> cause(Throwable thrown) {
    Optional<Throwable> found = Optional.empty();
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof SparkThrowable about && about.getCondition() != null) {
        found = Optional.of(e);
      }
    }
    return found;
  }

  private static RuntimeException unexpected(Exception e) {
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }

  /** The first line of the message without codes; Spark puts its suggestion there as well. */
  private static String explain(Throwable e) {
    String line =
        e.getMessage().lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    return DECORATION.matcher(line).replaceAll("");
  }
}
