package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.query.QueryResult;
import ccrnn.pipeline.query.ValueType;
import ccrnn.pipeline.store.ResultsFolder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

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

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "\"SELECT ...\"",
      description = "The query; - reads it from standard input.")
  private Optional<String> query = Optional.empty();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Read the query from a file.")
  private Optional<Path> file = Optional.empty();

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
    String query = query();
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

  private String query() {
    if (query.isPresent() == file.isPresent()) {
      throw new UserError(
          query.isPresent()
              ? "a query and --file: give one of them"
              : "sql needs a query: \"SELECT ...\", --file FILE, or - for standard input");
    }
    try {
      if (file.isPresent()) {
        return withoutMark(Files.readString(file.get()));
      }
      return query.get().equals("-")
          ? withoutMark(new String(System.in.readAllBytes(), StandardCharsets.UTF_8))
          : query.get();
    } catch (NoSuchFileException e) {
      throw new UserError("--file " + file.get() + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new UserError("--file " + file.get() + ": the query is not UTF-8", e);
    } catch (IOException e) {
      throw new UserError("cannot read the query: " + e.getMessage(), e);
    }
  }

  /** The byte order mark that editors of some systems put before UTF-8. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
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
      rows.add(row.stream().map(value -> value == null ? "" : text(value)).toList());
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
      printer.printRecord(row.stream().map(value -> value == null ? null : text(value)).toList());
    }
    printer.flush();
  }

  /** Numbers without exponents where they have a fixed count of decimals; lists as JSON. */
  private static String text(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof List || value instanceof Map) {
      try {
        return JSON.writeValueAsString(value);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    return value.toString();
  }

  /** A list of objects; a number that JSON lacks (NaN, infinities) becomes a string. */
  private static void json(QueryResult result, PrintWriter out) throws IOException {
    JsonGenerator json = JSON.getFactory().createGenerator(out);
    json.useDefaultPrettyPrinter();
    json.writeStartArray();
    for (List<Object> row : result.rows()) {
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        json.writeFieldName(result.columns().get(i));
        Object value = row.get(i);
        if (value == null
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof List
            || value instanceof Map) {
          JSON.writeValue(json, value);
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
