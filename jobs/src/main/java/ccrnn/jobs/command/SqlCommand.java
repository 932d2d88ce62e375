package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.query.QueryResult;
import ccrnn.pipeline.query.ValueType;
import ccrnn.pipeline.store.ResultsFolder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers a question in SQL. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = {
      "Answer one SQL query over a results folder. It only reads.",
      "Views: trials (one row per trial), epochs (one row per trial and epoch), curves (both joined),"
          + " measures (what probes found), measured (measures joined with trials). SHOW"
          + " TABLES lists them with those that compare trials, such as paired_results."
    })
final class SqlCommand implements Callable<Integer> {
  private static final int TABLE_ROWS = 1000;

  /** How the answer is printed. */
  enum Format {
    TABLE,
    CSV,
    JSON
  }

  /** Who answers. */
  enum Engine {
    DUCKDB,
    SPARK
  }

  @Parameters(index = "0", paramLabel = "DIR", description = "The results folder.")
  private String location;

  @Parameters(index = "1", paramLabel = "\"SELECT ...\"", description = "The query.")
  private String query;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "duckdb or spark (default: duckdb for a local folder, spark for others).")
  private Optional<Engine> engine = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ResultsFolder folder = ResultsFolder.open(location);
    try (QueryEngine answering = engine(folder)) {
      answering
          .unreadable()
          .forEach(file -> spec.commandLine().getErr().println("ccrnn: left out " + file));
      OwnNetworks.tell(answering.families(), spec.commandLine().getErr());
      switch (format) {
        case TABLE -> table(answering.run(query, TABLE_ROWS), out);
        case CSV -> csv(answering.run(query), out);
        case JSON -> json(answering.run(query), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.flush();
    return Exit.OK;
  }

  private QueryEngine engine(ResultsFolder folder) {
    if (engine.isEmpty()) {
      return QueryEngines.of(folder);
    }
    return engine.get() == Engine.DUCKDB ? QueryEngine.duckDb(folder) : QueryEngine.spark(folder);
  }

  private static void table(QueryResult result, PrintWriter out) {
    List<Text.Side> sides = new ArrayList<>();
    for (ValueType type : result.types()) {
      boolean number =
          type == ValueType.WHOLE || type == ValueType.DECIMAL || type == ValueType.DOUBLE;
      sides.add(number ? Text.Side.RIGHT : Text.Side.LEFT);
    }
    List<List<String>> rows = new ArrayList<>();
    for (List<Object> row : result.rows()) {
      rows.add(row.stream().map(value -> value == null ? "" : value.toString()).toList());
    }
    out.println(Text.table(result.columns(), sides, rows));
    out.println(
        result.cut()
            ? "first " + Text.count(result.rows().size(), "row") + "; --format csv prints all"
            : Text.count(result.rows().size(), "row"));
  }

  private static void csv(QueryResult result, PrintWriter out) throws IOException {
    CSVFormat csv =
        CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setHeader(result.columns().toArray(String[]::new))
            .setAllowMissingColumnNames(true)
            .get();
    CSVPrinter printer = new CSVPrinter(out, csv);
    for (List<Object> row : result.rows()) {
      printer.printRecord(row);
    }
    printer.flush();
  }

  /** A list of objects; a number that JSON lacks (NaN, infinities) becomes a string. */
  private static void json(QueryResult result, PrintWriter out) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonGenerator json = mapper.getFactory().createGenerator(out);
    json.useDefaultPrettyPrinter();
    json.writeStartArray();
    for (List<Object> row : result.rows()) {
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        json.writeFieldName(result.columns().get(i));
        Object value = row.get(i);
        if (value == null || value instanceof Number || value instanceof Boolean) {
          mapper.writeValue(json, value);
        } else {
          json.writeString(value.toString());
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.flush();
    out.println();
  }
}
