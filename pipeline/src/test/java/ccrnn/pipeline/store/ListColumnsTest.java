package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.query.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of lists: what is written is what this program, DuckDB and Spark read. */
class ListColumnsTest {
  private static final Table<Row> TABLE =
      Table.<Row>named("lists", 1)
          .required("number", ColumnType.INT, row -> row.number)
          .required("states", ColumnType.FLOATS, row -> row.states)
          .optional("choices", ColumnType.FLOATS, row -> row.choices)
          .build();

  private static final class Row {
    private final int number;
    private final float[] states;
    private final float[] choices;

    Row(int number, float[] states, float[] choices) {
      this.number = number;
      this.states = states;
      this.choices = choices;
    }
  }

  @TempDir private Path scratch;
  private final List<Row> rows = new ArrayList<>();

  @BeforeEach
  void makeRows() {
    for (int n = 0; n < 300; n++) {
      float[] states = new float[n % 40];
      for (int i = 0; i < states.length; i++) {
        states[i] = n + i / 64f;
      }
      rows.add(new Row(n, states, n % 3 == 0 ? null : Arrays.copyOf(states, n % 3 - 1)));
    }
    rows.set(1, new Row(1, new float[] {Float.NaN, -0f}, new float[] {Float.POSITIVE_INFINITY}));
  }

  private String write(boolean manyTrials) throws IOException {
    LocalStorage storage = new LocalStorage(scratch);
    if (!manyTrials) {
      TableWriter.write(TABLE, rows, Map.of(), storage.output("x.parquet"));
    } else {
      try (ParquetWriter<Row> writer =
          TableWriter.open(TABLE, Map.of(), storage.output("x.parquet"))) {
        for (Row row : rows) {
          writer.write(row);
        }
      }
    }
    return scratch.resolve("x.parquet").toString();
  }

  private List<Object[]> read(List<String> columns) throws IOException {
    try (TableFile file =
        TableFile.open(new LocalStorage(scratch).input("x.parquet"), TABLE.schema())) {
      return file.read(columns);
    }
  }

  @Test
  void theyAreReadBack() throws IOException {
    for (boolean manyTrials : new boolean[] {false, true}) {
      write(manyTrials);
      List<Object[]> found = read(List.of("choices", "number", "states"));
      assertThat(found).hasSize(rows.size());
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i)[0]).isEqualTo(rows.get(i).choices);
        assertThat(found.get(i)[1]).isEqualTo(rows.get(i).number);
        assertThat(found.get(i)[2]).isEqualTo(rows.get(i).states);
      }
    }
  }

  @Test
  void bothEnginesReadThem() throws Exception {
    String file = write(true);
    List<String> duck = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT number, len(states), states[len(states)], choices IS NULL FROM '"
                    + file
                    + "' ORDER BY number")) {
      while (result.next()) {
        duck.add(
            result.getInt(1)
                + " "
                + result.getInt(2)
                + " "
                + result.getObject(3)
                + " "
                + result.getBoolean(4));
      }
    }
    var spark = SharedSpark.session().read().parquet("file://" + file);
    assertThat(spark.schema().apply("states").dataType().simpleString()).isEqualTo("array<float>");
    List<String> found =
        spark
            .selectExpr(
                "number", "size(states)", "get(states, size(states) - 1)", "choices IS NULL")
            .orderBy("number")
            .collectAsList()
            .stream()
            .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + row.get(3))
            .toList();
    assertThat(found).isEqualTo(duck);
    assertThat(found)
        .hasSize(300)
        .contains("0 0 null true", "1 2 -0.0 false", "41 1 41.0 false", "42 2 42.015625 true");
  }

  @Test
  void numbersAreNoList() throws IOException {
    TableWriter.write(
        Table.<Row>named("lists", 1)
            .required("number", ColumnType.INT, row -> row.number)
            .required("states", ColumnType.DOUBLE, row -> 1.0)
            .build(),
        rows,
        Map.of(),
        new LocalStorage(scratch).output("x.parquet"));
    assertThatThrownBy(() -> read(List.of("states")))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("the column states is of another type");
  }
}
