package ccrnn.jobs;

import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.store.Inventory;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.TrialStatus;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ResultsFolder folder = ResultsFolder.open(location);
    Inventory inventory = folder.inventory();
    PlanCommand.warnOfUnreadable(inventory.unreadable(), spec.commandLine().getErr());
    Journal journal = new Journal(folder);
    sweeps(journal, inventory, out);
    runs(journal, out);
    out.flush();
    return Exit.OK;
  }

  private static void sweeps(Journal journal, Inventory inventory, PrintWriter out) {
    Set<String> rest = new TreeSet<>(inventory.trials().keySet());
    List<List<String>> rows = new ArrayList<>();
    for (Journal.Ask ask : journal.asks()) {
      Sweep sweep = ask.sweep();
      int done = 0;
      int failed = 0;
      for (Trial trial : sweep.trials()) {
        TrialStatus status = inventory.trials().get(trial.id());
        done += status == TrialStatus.COMPLETE ? 1 : 0;
        failed += status != null && status != TrialStatus.COMPLETE ? 1 : 0;
        rest.remove(trial.id());
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
  }

  private static void runs(Journal journal, PrintWriter out) {
    Instant now = Instant.now();
    boolean none = true;
    for (Journal.Run run : journal.runs()) {
      String who = run.sweep() + " on " + run.host() + ", process " + run.process();
      if (run.isDead(now)) {
        out.printf(
            "killed: %s, last heard of %s ago; run it again to go on%n",
            who, Text.duration((double) run.silence(now).toSeconds()));
        continue;
      }
      none = false;
      double left =
          run.shareDone() > 0
              ? run.seconds() * (1 - run.shareDone()) / run.shareDone()
              : Double.NaN;
      out.printf(
          Locale.ROOT,
          "running: %s, %d of %s, %,d of %s%s%n",
          who,
          run.trialsDone(),
          Text.count(run.trials(), "trial"),
          run.epochsDone(),
          Text.count(run.epochs(), "epoch"),
          Double.isNaN(left) ? "" : ", about " + Text.duration(left) + " left");
    }
    if (none) {
      out.println("nothing is running");
    }
  }
}
