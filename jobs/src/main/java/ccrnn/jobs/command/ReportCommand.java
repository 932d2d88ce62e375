package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.StageMeter;
import ccrnn.jobs.console.Terminal;
import ccrnn.jobs.console.Text;
import ccrnn.jobs.figure.Plain;
import ccrnn.jobs.report.Report;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.figure.PaperFigures;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.ResultsFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a results folder as one page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Write figures, tests and claims of a results folder as one HTML file.",
      "It has failures, provenance and cost, too; every figure is also there as SVG, PNG and PDF,"
          + " its rows as CSV."
    })
final class ReportCommand implements Callable<Integer> {
  private static final String FOLDER = "report";

  @Parameters(index = "0", paramLabel = "DIR", description = "The results folder.")
  private String location;

  @Option(
      names = "--figures",
      paramLabel = "NAME",
      split = ",",
      description = "Figures to show, with commas between (default: all that DIR has data for).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where to write, on this machine (default: DIR/report).")
  private Optional<Path> to = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<PaperFigure> figures =
        names.isEmpty()
            ? PaperFigures.all()
            : names.stream().map(String::strip).distinct().map(PaperFigures::named).toList();
    ResultsFolder folder = ResultsFolder.open(location);
    Path target = target(folder);
    try (QueryEngine engine = QueryEngines.forManyQuestions(folder)) {
      PlanCommand.warnOfUnreadable(engine.unreadable(), err);
      OwnNetworks.requireAll(engine.families());
      StageMeter meter =
          new StageMeter(err, Terminal.surface(), Terminal.columns(), System::nanoTime);
      Report report =
          Report.of(
              folder,
              engine,
              figures,
              names.isEmpty() ? Report.Choice.WITH_DATA : Report.Choice.AS_NAMED,
              meter::show);
      meter.end();
      report.warnings().forEach(line -> err.println("ccrnn: no picture of " + line));
      err.flush();
      write(report.files(), target);
      say(report, target, out);
    }
    out.flush();
    return Exit.OK;
  }

  private Path target(ResultsFolder folder) {
    return to.or(() -> folder.localPath().map(path -> path.resolve(FOLDER)))
        .orElseThrow(
            () ->
                new UserError(
                    location
                        + " is not on this machine: say where to write the report with --to"
                        + " FOLDER"));
  }

  /** The page comes last, so that what it refers to is there. */
  private static void write(Map<String, byte[]> files, Path target) {
    try {
      Files.createDirectories(target);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(target.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UserError("cannot write the report to " + target + ": " + e, e);
    }
  }

  private static void say(Report report, Path target, PrintWriter out) {
    for (FigureResult result : report.results()) {
      for (FigureResult.Outcome outcome : result.outcomes()) {
        out.println(result.figure().name() + ": " + Plain.text(outcome.sentence()));
      }
    }
    out.println(
        "report: "
            + Text.near(target.resolve(Report.PAGE))
            + ", "
            + Text.count(report.results().size(), "figure")
            + ", "
            + Text.count(report.files().size() - 1, "file")
            + " beside it");
  }
}
