package ccrnn.jobs;

import ccrnn.jobs.figure.CurvesFigure;
import ccrnn.jobs.figure.PictureUnavailable;
import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.LearningCurve;
import ccrnn.pipeline.analysis.LearningCurves;
import ccrnn.pipeline.analysis.ValidationLoss;
import ccrnn.pipeline.plan.Inventory;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.run.SweepRun;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.UnreadableFile;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Sweep;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final Duration BETWEEN_NOTES = Duration.ofSeconds(5);

  /** How long a stopped run may take to say what it leaves. */
  private static final long FAREWELL_SECONDS = 5;

  @Mixin private SweepArguments arguments;

  @Option(
      names = "--kernel",
      description =
          "plain or vector: carrier of the hot loops (default: the faster one). Changes no"
              + " result.")
  private Optional<Kernel> kernel = Optional.empty();

  @Parameters(index = "1..*", hidden = true, paramLabel = "SPARK OPTIONS")
  private List<String> spark = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    var options = SparkArguments.parse(spark);
    Kernels.requireAvailable(kernel);
    Sweep sweep = arguments.sweep();
    String location = arguments.folder(sweep);
    ResultsFolder folder = ResultsFolder.create(location);
    folder.removeLeftovers(Instant.now());
    var inventory = folder.inventory();
    PlanCommand.warnOfUnreadable(inventory.unreadable(), err);
    List<UnreadableFile> aside = folder.setAside(inventory, Instant.now());
    if (!aside.isEmpty()) {
      err.printf(
          "ccrnn: moved to %s/set-aside: %s; their trials are run again%n",
          location, Text.count(aside.size(), "file"));
      err.flush();
    }
    Plan plan =
        Plan.of(sweep, new Inventory(inventory.complete(), inventory.failed()), arguments.retry());
    PlanCommand.print(sweep, plan, location, out);
    out.flush();
    Journal journal = new Journal(folder);
    journal.forgetTheDead();
    journal.remember(ask(sweep));
    if (!plan.missing().isEmpty()) {
      Kernels.warnIfSlow(kernel, err);
      ProgressMeter meter =
          new ProgressMeter(
              err,
              Terminal.isPresent() ? ProgressMeter.Surface.TERMINAL : ProgressMeter.Surface.PLAIN,
              Terminal.columns());
      try (SweepRun run =
          SweepRun.start(sweep.name(), plan, folder, sweep.data(), kernel, options)) {
        if (watch(run, sweep, journal, meter) == SweepRun.End.STOPPED) {
          return Exit.STOPPED;
        }
      }
    }
    return show(sweep, folder, out, err);
  }

  private Journal.Ask ask(Sweep sweep) {
    try {
      String text = Files.readString(arguments.file());
      return new Journal.Ask(
          sweep.name(), arguments.file().toString(), text, arguments.overrides());
    } catch (IOException e) {
      throw new UserError("cannot read " + arguments.file() + ": " + e.getMessage(), e);
    }
  }

  /** Shows progress until the run ends or the user stops it. */
  private SweepRun.End watch(SweepRun run, Sweep sweep, Journal journal, ProgressMeter meter)
      throws InterruptedException {
    String host = Provenance.hostName();
    CountDownLatch said = new CountDownLatch(1);
    Thread onInterrupt = new Thread(() -> stop(run, said), "ccrnn-stop");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    long nextNote = 0;
    try {
      while (true) {
        Optional<SweepRun.End> end = run.await(BETWEEN_LOOKS);
        if (end.isPresent()) {
          meter.end(run.progress());
          if (end.get() == SweepRun.End.STOPPED) {
            spec.commandLine()
                .getErr()
                .println(
                    "ccrnn: stopped; finished trials are kept, the same command goes on from here");
            spec.commandLine().getErr().flush();
          }
          return end.get();
        }
        meter.show(run.progress());
        if (System.nanoTime() - nextNote >= 0) {
          journal.tell(sweep.name(), host, run.progress());
          nextNote = System.nanoTime() + BETWEEN_NOTES.toNanos();
        }
      }
    } finally {
      journal.end(host);
      said.countDown();
      forget(onInterrupt);
    }
  }

  /** Runs while the JVM goes down: stops training and lets the main thread say so. */
  private static void stop(SweepRun run, CountDownLatch said) {
    run.stop();
    try {
      said.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      return; // the hook is what brought us here
    }
  }

  private static int show(Sweep sweep, ResultsFolder folder, PrintWriter out, PrintWriter err) {
    try (QueryEngine engine = QueryEngines.of(folder)) {
      boolean severalTasks = sweep.varying().contains(Setting.TASK);
      var losses = Summary.byTask(sweep, LearningCurves.of(sweep, engine));
      var accuracies = Summary.byTask(sweep, LearningCurves.accuracyOf(sweep, engine));
      losses.forEach(
          (task, curves) -> {
            out.println();
            if (severalTasks) {
              out.println(task);
            }
            out.println(
                Summary.of(
                    task,
                    curves,
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
    boolean several = sweep.varying().contains(Setting.TASK);
    Path where = folder.localPath().orElse(Path.of("")).toAbsolutePath();
    Path shown = Path.of("").toAbsolutePath();
    Path near = where.startsWith(shown) ? shown.relativize(where) : where;
    try {
      out.println();
      for (var entry : curves.entrySet()) {
        String task = entry.getKey();
        CurvesFigure figure =
            new CurvesFigure(
                several ? sweep.name() + ": " + task : sweep.name(),
                sweep.about(),
                "Validation loss (" + ValidationLoss.of(task).label() + ")",
                entry.getValue());
        String name = several ? "curves-" + task : "curves";
        figure.write(where, name);
        out.println("curves: " + near.resolve(name + ".svg") + " and .png");
      }
    } catch (PictureUnavailable e) {
      err.println("ccrnn: no picture: " + e.getMessage());
    }
  }
}
