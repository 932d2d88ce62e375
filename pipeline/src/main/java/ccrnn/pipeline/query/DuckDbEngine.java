package ccrnn.pipeline.query;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.Column;
import ccrnn.pipeline.store.ColumnType;
import ccrnn.pipeline.store.Inventory;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.TableFiles;
import ccrnn.pipeline.store.Tables;
import ccrnn.pipeline.store.UnreadableFile;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBStruct;

/**
 * DuckDB over JDBC, in memory. It can open the files of the results folder that the inventory found
 * readable, and nothing else on this machine.
 */
final class DuckDbEngine implements QueryEngine {
  /** How DuckDB begins to say that it does not know a table or a function. */
  private static final String UNKNOWN_NAME = "Catalog Error";

  private static final Pattern KEPT =
      Pattern.compile("CREATE OR REPLACE TEMPORARY VIEW (complete_trials|paired_results)\\b");

  private final ResultsFolder folder;
  private final Path path;
  private final Trials trials;
  private Inventory inventory;
  private Connection connection;
  private final Set<String> made = new HashSet<>(); // views of figures

  private DuckDbEngine(ResultsFolder folder, Path path, Trials trials) {
    this.folder = folder;
    this.path = path;
    this.trials = trials;
    connect();
  }

  /** How the rows of trials are read. */
  enum Trials {
    /** From their files, by every query that needs them. */
    FROM_FILES,
    /** From memory, once read; to open a thousand files takes longer than most questions. */
    FROM_MEMORY
  }

  static DuckDbEngine open(ResultsFolder folder, Trials trials) {
    Path path =
        folder
            .localPath()
            .orElseThrow(
                () ->
                    new UserError(
                        "DuckDB reads local folders only, and "
                            + folder.location()
                            + " is not one: use --engine spark"));
    return new DuckDbEngine(folder, path, trials);
  }

  /** Starts from what is there now. */
  private void connect() {
    made.clear();
    for (int i = 1; ; i++) {
      inventory = folder.inventory();
      try {
        connection = prepared(path, inventory, trials);
        return;
      } catch (SQLException e) {
        if (i == MOST_TRIES || folder.holds(inventory)) {
          throw new IllegalStateException("cannot start DuckDB: " + e.getMessage(), e);
        }
      }
    }
  }

  /** A connection that knows the views and can do nothing but read them. */
  static Connection prepared(Path path, Inventory inventory, Trials trials) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      for (String sql : preparation(path, inventory, trials)) {
        statement.execute(sql);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static List<String> preparation(Path folder, Inventory inventory, Trials trials) {
    List<TableFiles> tables = inventory.files();
    List<String> sql = new ArrayList<>();
    sql.add("SET threads = " + Runtime.getRuntime().availableProcessors());
    sql.add("SET TimeZone = 'UTC'");
    sql.add("SET default_null_order = 'nulls_first_on_asc_last_on_desc'");
    tables.forEach(table -> sql.add(source(folder, table, trials)));
    sql.addAll(Views.statements());
    // From here on: these files, no others, and no way back.
    sql.add("SET autoinstall_known_extensions = false");
    sql.add("SET autoload_known_extensions = false");
    sql.add("SET temp_directory = ''");
    sql.add(
        "SET allowed_paths = "
            + tables.stream()
                .flatMap(table -> table.files().stream())
                .map(file -> localPath(folder, file))
                .flatMap(path -> Stream.of(path, withoutGlob(path)).distinct())
                .map(DuckDbEngine::literal)
                .collect(Collectors.joining(", ", "[", "]")));
    sql.add("SET enable_external_access = false");
    sql.add("SET lock_configuration = true");
    return sql;
  }

  /** The files of a table with its columns, whichever of them each file has. */
  private static String source(Path folder, TableFiles table, Trials trials) {
    String rows;
    if (table.files().isEmpty()) {
      rows =
          table.schema().columns().stream()
              .map(column -> "CAST(NULL AS " + type(column.type()) + ") AS " + column.name())
              .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    } else {
      String schema =
          table.schema().columns().stream()
              .map(DuckDbEngine::schemaEntry)
              .collect(Collectors.joining(", ", "MAP {", "}"));
      List<String> whole = new ArrayList<>(table.files());
      whole.removeAll(table.hidden().keySet());
      List<String> parts = new ArrayList<>();
      if (!whole.isEmpty()) {
        parts.add(read(folder, whole, schema));
      }
      table
          .hidden()
          .forEach(
              (file, ids) ->
                  parts.add(
                      read(folder, List.of(file), schema)
                          + ids.stream()
                              .map(DuckDbEngine::literal)
                              .collect(Collectors.joining(", ", " WHERE trial_id NOT IN (", ")"))));
      rows = String.join(" UNION ALL ", parts);
    }
    boolean kept = trials == Trials.FROM_MEMORY && table.schema().equals(Tables.TRIALS);
    return "CREATE TEMPORARY "
        + (kept ? "TABLE " : "VIEW ")
        + Views.source(table.schema())
        + " AS "
        + rows;
  }

  private static String read(Path folder, List<String> files, String schema) {
    // A folder named like seed=3 is a name, not a column.
    return files.stream()
        .map(file -> literal(withoutGlob(localPath(folder, file))))
        .collect(
            Collectors.joining(
                ", ",
                "SELECT * FROM read_parquet([",
                "], schema = " + schema + ", hive_partitioning = false)"));
  }

  private static String schemaEntry(Column column) {
    return "'%s': {name: '%s', type: '%s', default_value: NULL}"
        .formatted(column.name(), column.name(), type(column.type()));
  }

  private static String type(ColumnType type) {
    return switch (type) {
      case TEXT -> "VARCHAR";
      case INT -> "INTEGER";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
    };
  }

  /** The address of a file, which may be a URI, as a path of this machine. */
  private static String localPath(Path folder, String address) {
    String[] parts = address.split("/", -1);
    return folder.resolve(parts[parts.length - 2]).resolve(parts[parts.length - 1]).toString();
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Keeps DuckDB from taking a path with brackets or stars for a pattern. */
  private static String withoutGlob(String path) {
    return path.replaceAll("([\\[*?])", "[$1]");
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
    for (int i = 1; ; i++) {
      try {
        return answer(checked, most);
      } catch (SQLException e) {
        if (i == MOST_TRIES || folder.holds(inventory)) {
          throw new UserError("SQL: " + explain(best(e, checked).getMessage()), e);
        }
        close();
        connect();
      }
    }
  }

  /** An unknown name as DuckDB tells it where all views are there that might be meant. */
  private SQLException best(SQLException first, String sql) {
    if (!first.getMessage().startsWith(UNKNOWN_NAME)) {
      return first; // other statements may have run for long, and would once more
    }
    List<String> others = Views.lacking(made);
    if (others.isEmpty()) {
      return first;
    }
    try (Statement statement = connection.createStatement()) {
      for (String view : others) {
        statement.execute(view);
      }
      statement.execute(sql);
      return first;
    } catch (SQLException again) {
      return again;
    }
  }

  private QueryResult answer(String sql, int most) throws SQLException {
    for (String view : Views.lacking(sql, made)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(Views.isListing(sql) ? view : kept(view));
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData metadata = result.getMetaData();
      List<String> columns = new ArrayList<>();
      List<ValueType> types = new ArrayList<>();
      for (int i = 1; i <= metadata.getColumnCount(); i++) {
        columns.add(metadata.getColumnLabel(i));
        types.add(valueType(metadata.getColumnTypeName(i)));
      }
      List<List<Object>> rows = new ArrayList<>();
      boolean more = result.next();
      while (more && rows.size() < most) {
        List<Object> row = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
          row.add(value(result, i + 1, types.get(i)));
        }
        rows.add(row);
        more = result.next();
      }
      return new QueryResult(columns, types, rows, more);
    }
  }

  /**
   * What all views of figures stand on is kept in memory, a row per trial: else each of them would
   * open the files of all trials, some of them several times.
   */
  private static String kept(String view) {
    return KEPT.matcher(view).replaceFirst("CREATE OR REPLACE TEMPORARY TABLE $1");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot stop DuckDB: " + e.getMessage(), e);
    }
  }

  private static ValueType valueType(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (upper.endsWith("]") || upper.startsWith("STRUCT(") || upper.startsWith("MAP(")) {
      return ValueType.NESTED;
    }
    if (upper.startsWith("DECIMAL")) {
      return ValueType.DECIMAL;
    }
    return switch (upper) {
      case "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT" ->
          ValueType.WHOLE;
      case "FLOAT", "DOUBLE" -> ValueType.DOUBLE;
      case "BOOLEAN" -> ValueType.BOOLEAN;
      case "DATE" -> ValueType.DATE;
      case "TIMESTAMP WITH TIME ZONE" -> ValueType.TIMESTAMP;
      case "TIMESTAMP" -> ValueType.LOCAL_TIMESTAMP;
      default -> ValueType.TEXT;
    };
  }

  private static Object value(ResultSet result, int column, ValueType type) throws SQLException {
    Object value = result.getObject(column);
    if (value == null) {
      return null;
    }
    return switch (type) {
      case WHOLE -> NestedValues.whole((Number) value);
      case DECIMAL -> result.getBigDecimal(column);
      case DOUBLE -> ((Number) value).doubleValue();
      case BOOLEAN -> value;
      case DATE -> result.getObject(column, LocalDate.class);
      case TIMESTAMP -> result.getObject(column, OffsetDateTime.class).toInstant();
      case LOCAL_TIMESTAMP -> result.getObject(column, LocalDateTime.class);
      case TEXT -> value instanceof Blob ? unpacked(value) : value.toString();
      case NESTED -> unpacked(value);
    };
  }

  private static Object unpacked(Object value) {
    try {
      if (value instanceof Array array) {
        return NestedValues.list(
            Arrays.asList((Object[]) array.getArray()), DuckDbEngine::unpacked);
      }
      if (value instanceof DuckDBStruct struct) {
        return NestedValues.map(struct.getMap(), DuckDbEngine::unpacked);
      }
      if (value instanceof Map<?, ?> map) {
        return NestedValues.map(map, DuckDbEngine::unpacked);
      }
      if (value instanceof Blob blob) {
        return NestedValues.text(blob.getBytes(1, (int) blob.length()));
      }
      return NestedValues.leaf(value);
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not give a value of its answer", e);
    }
  }

  /** The first line, and the line with a suggestion if there is one. */
  private static String explain(String message) {
    List<String> lines = message.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    Optional<String> suggestion =
        lines.stream()
            .skip(1)
            .filter(line -> line.startsWith("Candidate") || line.startsWith("Did you mean"))
            .findFirst();
    return Stream.concat(lines.stream().limit(1), suggestion.stream())
        .collect(Collectors.joining(" "));
  }
}
