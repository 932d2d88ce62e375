package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Failures;
import ccrnn.jobs.console.StopSignal;
import ccrnn.jobs.console.Summary;
import ccrnn.jobs.console.Terminal;
import ccrnn.jobs.console.Text;
import ccrnn.jobs.figure.CurvesFigure;
import ccrnn.jobs.figure.PictureUnavailable;
import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.analysis.LearningCurve;
import ccrnn.pipeline.analysis.LearningCurves;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.run.Presence;
import ccrnn.pipeline.run.SweepRun;
import ccrnn.pipeline.run.Watch;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Sweep;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains what is missing, then shows what there is. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Train the trials of a sweep that are not done yet, then show a table and draw the curves.",
      "What follows -- goes to Spark: --master local[4] here, or a cluster's master."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private SweepArguments arguments;

  @Mixin private KernelArgument kernel;

  @Option(
      names = "--patience",
      hidden = true,
      paramLabel = "SECONDS",
      description = "So long may a run on another machine be silent before its trials are taken.")
  private long patience = Watch.PATIENCE.toSeconds();

  @Option(
      names = "--send",
      hidden = true,
      description = "Check the sweep and print what --sent takes, for a driver elsewhere.")
  private boolean send;

  @Parameters(index = "1..*", hidden = true, paramLabel = "SPARK OPTIONS")
  private List<String> spark = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    var options = SparkArguments.parse(spark);
    Optional<Kernel> chosen = kernel.asked();
    Sweep sweep = arguments.sweep();
    if (send) {
      out.print(arguments.parcel(sweep).pack());
      out.flush();
      return Exit.OK;
    }
    String location = arguments.folder(sweep);
    ResultsFolder folder = ResultsFolder.create(location, options.hadoop());
    Journal journal = new Journal(folder);
    journal.remember(arguments.ask(sweep));
    Function<Plan, SweepRun> starter =
        plan -> {
          kernel.warnIfSlow(err);
          return SweepRun.start(
              sweep.name(), plan, folder, sweep.data(), chosen, sweep.snapshots(), options);
        };
    try (StopSignal stop = StopSignal.install(() -> SharedWork.lastWords(err));
        Presence presence =
            Presence.enter(journal, sweep.name(), new Watch(Duration.ofSeconds(patience)))) {
      SharedWork work = new SharedWork(sweep, arguments, folder, presence, stop, starter, out, err);
      if (work.finish() == SweepRun.End.STOPPED) {
        return Exit.STOPPED;
      }
    }
    return show(sweep, folder, out, err);
  }

  private static int show(Sweep sweep, ResultsFolder folder, PrintWriter out, PrintWriter err) {
    try (QueryEngine engine = QueryEngines.of(folder)) {
      boolean severalTasks = sweep.varying().contains(CommonRows.TASK);
      LearningCurves curves = LearningCurves.of(sweep, engine);
      var losses = Summary.byTask(sweep, curves.losses());
      var accuracies = Summary.byTask(sweep, curves.accuracies());
      losses.forEach(
          (task, ofTask) -> {
            out.println();
            if (severalTasks) {
              out.println(task);
            }
            out.println(
                Summary.of(
                    task,
                    ofTask,
                    accuracies.getOrDefault(task, List.of()),
                    Terminal.tableColumns()));
          });
      if (!losses.isEmpty()) {
        pictures(sweep, folder, losses, out, err);
      }
      int failed = Failures.print(sweep, engine, folder.location(), out);
      out.flush();
      return failed == 0 ? Exit.OK : Exit.TRIALS_FAILED;
    }
  }

  /** A picture for each task: their losses have not one scale. */
  private static void pictures(
      Sweep sweep,
      ResultsFolder folder,
      Map<String, List<LearningCurve>> curves,
      PrintWriter out,
      PrintWriter err) {
    boolean several = sweep.varying().contains(CommonRows.TASK);
    Path where = folder.localPath().orElse(Path.of(""));
    try {
      out.println();
      for (var entry : curves.entrySet()) {
        String task = entry.getKey();
        CurvesFigure figure =
            new CurvesFigure(
                several ? sweep.name() + ": " + task : sweep.name(),
                sweep.about(),
                "Validation loss (" + Families.learning(task).validationLoss(task).label() + ")",
                entry.getValue());
        String name = several ? "curves-" + task : "curves";
        figure.write(where, name);
        out.println("curves: " + Text.near(where.resolve(name + ".svg")) + " and .png");
      }
    } catch (PictureUnavailable e) {
      err.println("ccrnn: no picture: " + e.getMessage());
    }
  }
}
