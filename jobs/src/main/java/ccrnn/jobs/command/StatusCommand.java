package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Reasons;
import ccrnn.jobs.console.Text;
import ccrnn.jobs.console.WaitingMeter;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.run.Certificate;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.run.Watch;
import ccrnn.pipeline.store.Inventory;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.TrialStatus;
import ccrnn.pipeline.sweep.Names;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how far a results folder is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Say what is done, running, missing and failed in a results folder.")
final class StatusCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The results folder.")
  private String location;

  @Option(
      names = "--why",
      description = "Say of missing and failed trials why a run would train them.")
  private boolean why;

  /** A run of another machine beats every five seconds; three missed beats are worth a word. */
  @Option(
      names = "--patience",
      hidden = true,
      paramLabel = "SECONDS",
      defaultValue = "16",
      description = "So long is waited for a sign of life of a run on another machine.")
  private long patience;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ResultsFolder folder = ResultsFolder.open(location);
    Inventory inventory = folder.inventory();
    PlanCommand.warnOfUnreadable(inventory.unreadable(), err);
    OwnNetworks.tell(inventory.families(), err);
    Journal journal = new Journal(folder);
    List<Trial> open = sweeps(journal, inventory, out, err);
    if (why && !open.isEmpty()) {
      out.println();
      try (QueryEngine engine = QueryEngines.of(folder)) {
        Reasons.print(open, engine, out);
      }
      out.println();
    }
    certificate(journal, out);
    out.flush();
    runs(journal, out);
    out.flush();
    return Exit.OK;
  }

  /** Prints a row for each sweep that was asked for, and returns the trials that are not done. */
  private static List<Trial> sweeps(
      Journal journal, Inventory inventory, PrintWriter out, PrintWriter err) {
    Set<String> rest = new TreeSet<>(inventory.trials().keySet());
    Set<Trial> open = new LinkedHashSet<>();
    List<List<String>> rows = new ArrayList<>();
    for (Journal.Ask ask : journal.asks()) {
      Sweep sweep;
      try {
        sweep = ask.sweep();
      } catch (UserError e) {
        err.println(Names.printable("ccrnn: left out sweep " + ask.name() + ": " + e.getMessage()));
        err.flush();
        continue;
      }
      int done = 0;
      int failed = 0;
      for (Trial trial : sweep.trials()) {
        TrialStatus status = inventory.trials().get(trial.id());
        done += status == TrialStatus.COMPLETE ? 1 : 0;
        failed += status != null && status != TrialStatus.COMPLETE ? 1 : 0;
        rest.remove(trial.id());
        if (status != TrialStatus.COMPLETE) {
          open.add(trial);
        }
      }
      int asked = sweep.trials().size();
      rows.add(
          List.of(
              ask.name(),
              String.join(" ", ask.overrides()),
              String.valueOf(asked),
              String.valueOf(done),
              String.valueOf(asked - done - failed),
              String.valueOf(failed)));
    }
    if (!rows.isEmpty()) {
      out.println(
          Text.table(
              List.of("sweep", "overrides", "trials", "done", "missing", "failed"),
              List.of(
                  Text.Side.LEFT,
                  Text.Side.LEFT,
                  Text.Side.RIGHT,
                  Text.Side.RIGHT,
                  Text.Side.RIGHT,
                  Text.Side.RIGHT),
              rows));
    }
    if (!rest.isEmpty()) {
      out.println(Text.count(rest.size(), "trial") + " of other sweeps or versions");
    }
    return List.copyOf(open);
  }

  /** The newest certificate in a line. */
  private static void certificate(Journal journal, PrintWriter out) {
    SortedMap<String, Certificate> all = journal.certificates();
    if (all.isEmpty()) {
      return;
    }
    Certificate newest = all.get(all.lastKey());
    String where = " on %s, %s".formatted(newest.host(), newest.when().split("T", 2)[0]);
    int differing = newest.trials().size() - newest.equal();
    String found =
        "%d of %s verified bit for bit"
            .formatted(newest.equal(), Text.count(newest.complete(), "trial"));
    String warning =
        differing == 0
            ? ""
            : "; %d DIFFERED, see certificates/%s".formatted(differing, all.lastKey());
    out.println(Names.printable(found + where + warning));
  }

  private void runs(Journal journal, PrintWriter out) throws InterruptedException {
    boolean none = true;
    for (var each : new Watch(Duration.ofSeconds(patience)).look(journal).entrySet()) {
      Journal.Run run = each.getKey();
      String who = WaitingMeter.name(run);
      switch (each.getValue()) {
        case KILLED -> out.printf("killed: %s; run it again to go on%n", who);
        case SILENT ->
            out.printf(
                "silent: %s, not heard of for %d seconds; if it was killed, run it again to go"
                    + " on%n",
                who, patience);
        case RUNNING -> {
          none = false;
          out.println(state(run, who));
        }
      }
    }
    if (none) {
      out.println("nothing is running");
    }
  }

  private static String state(Journal.Run run, String who) {
    return switch (run.phase()) {
      case CHOOSING -> "starting: " + who;
      case WAITING -> "waiting: " + who + ", for the trials of other runs";
      case TRAINING ->
          String.format(
              Locale.ROOT,
              "running: %s, %s, %,d of %s",
              who,
              WaitingMeter.progress(run),
              run.epochsDone(),
              Text.count(run.epochs(), "epoch"));
    };
  }
}
