package ccrnn.jobs.command;

import ccrnn.jobs.console.ConditionTable;
import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Reasons;
import ccrnn.jobs.console.Terminal;
import ccrnn.jobs.console.Text;
import ccrnn.pipeline.analysis.ConditionColumns;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.plan.Inventory;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.run.Holdings;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.UnreadableFile;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Condition;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what a run would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Say what would run and what it costs. Starts no Spark, writes nothing.")
final class PlanCommand implements Callable<Integer> {
  /** Conditions that are listed one by one; more are only counted. */
  private static final int MOST_CONDITIONS = 40;

  @Mixin private SweepArguments arguments;

  @Option(
      names = "--why",
      description =
          "Say of the trials to train why they are not done: what differs from the nearest.")
  private boolean why;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Sweep sweep = arguments.sweep();
    String location = arguments.folder(sweep);
    Optional<ResultsFolder> folder = ResultsFolder.find(location);
    Inventory inventory = Inventory.empty();
    if (folder.isPresent()) {
      var found = folder.get().inventory();
      warnOfUnreadable(found.unreadable(), spec.commandLine().getErr());
      inventory = Holdings.of(folder.get(), found);
    }
    Plan plan = Plan.of(sweep, inventory, arguments.retry(), arguments.sharing());
    print(sweep, plan, location, out);
    out.println(contents(sweep));
    conditions(sweep, out);
    if (why && !plan.missing().isEmpty()) {
      out.println();
      why(plan.missing(), folder, out);
    }
    out.flush();
    return Exit.OK;
  }

  private static void why(List<Trial> missing, Optional<ResultsFolder> folder, PrintWriter out) {
    if (folder.isEmpty()) {
      out.println("why: nothing is stored yet");
      return;
    }
    try (QueryEngine engine = QueryEngines.of(folder.get())) {
      Reasons.print(missing, engine, out);
    }
  }

  /** One line per file that no result comes from. */
  static void warnOfUnreadable(List<UnreadableFile> files, PrintWriter err) {
    for (UnreadableFile file : files) {
      err.println("ccrnn: left out " + file);
    }
    err.flush();
  }

  /** The plan in a few lines, for {@code run} too. */
  static void print(Sweep sweep, Plan plan, String location, PrintWriter out) {
    StringBuilder asked = new StringBuilder(Text.count(plan.asked(), "trial"));
    if (plan.duplicates() > 0) {
      asked.append(", ").append(Text.count(plan.duplicates(), "duplicate")).append(" merged");
    }
    if (plan.excluded() > 0) {
      asked.append(", ").append(plan.excluded()).append(" excluded");
    }
    out.printf("%s: %s, results in %s%n", sweep.name(), asked, location);
    StringBuilder state = new StringBuilder();
    state.append(plan.done()).append(" done, ").append(plan.missing().size()).append(" to train");
    if (plan.retried() > 0) {
      state.append(" (").append(plan.retried()).append(" of them failed before)");
    }
    state.append(", ").append(plan.failed()).append(" failed");
    if (plan.failed() > 0) {
      state.append(" (--retry-failed trains them again)");
    }
    out.println(state);
    if (!plan.missing().isEmpty()) {
      out.printf(
          "%s, about %s on one core (%s)%n",
          epochs(plan),
          minutes(plan.coreMinutes()),
          plan.paces().trials() == 0
              ? "estimated"
              : "learned from " + Text.count(plan.paces().trials(), "trial"));
      if (plan.continued() > 0) {
        out.println(continued(plan.continued(), plan.missing().size() - plan.continued()));
      }
    }
  }

  /** What is asked and what of it is trained. */
  private static String epochs(Plan plan) {
    if (plan.trainedEpochs() == plan.epochs()) {
      return Text.count(plan.epochs(), "epoch") + " to train";
    }
    return String.format(
        Locale.ROOT,
        "%s asked, %,d to train (%.0f %% saved)",
        Text.count(plan.epochs(), "epoch"),
        plan.trainedEpochs(),
        100.0 * (plan.epochs() - plan.trainedEpochs()) / plan.epochs());
  }

  private static String continued(int continued, int anew) {
    return Text.count(continued, "trial")
        + (continued == 1 ? " continues" : " continue")
        + " from snapshots, "
        + anew
        + (anew == 1 ? " trains anew" : " train anew");
  }

  /**
   * What is trained, in a line: the tasks, networks, lesions, probes and the like of all trials.
   */
  private static String contents(Sweep sweep) {
    List<String> parts = new ArrayList<>();
    Set<Setting> told = new LinkedHashSet<>(List.of(CommonRows.TASK, CommonRows.NETWORK));
    Families.all().forEach(family -> told.addAll(family.highlights()));
    told.addAll(List.of(CommonRows.PROBES, CommonRows.DATA));
    for (Setting setting : told) {
      Set<String> words = new LinkedHashSet<>();
      for (Trial trial : sweep.trials()) {
        trial
            .find(setting)
            .ifPresent(value -> words.addAll(Arrays.asList(value.toString().split(",", -1))));
      }
      words.remove("none");
      if (!words.isEmpty()) {
        parts.add(setting.key() + " " + String.join(", ", words));
      }
    }
    return String.join("; ", parts);
  }

  private static String minutes(double minutes) {
    if (minutes < 1) {
      return Text.count(Math.max(1, Math.round(60 * minutes)), "second");
    }
    return minutes < 120
        ? String.format(Locale.ROOT, "%.1f minutes", minutes)
        : String.format(Locale.ROOT, "%.1f hours", minutes / 60);
  }

  private static void conditions(Sweep sweep, PrintWriter out) {
    Map<Condition, Integer> trials = new LinkedHashMap<>();
    sweep.trials().forEach(trial -> trials.merge(sweep.condition(trial), 1, Integer::sum));
    if (trials.size() > MOST_CONDITIONS) {
      out.printf("%n%s%n", Text.count(trials.size(), "condition"));
      return;
    }
    var counts = new ConditionColumns.Column("trials", texts(trials.values()));
    out.println();
    out.println(
        ConditionTable.of(List.copyOf(trials.keySet()), List.of(counts), Terminal.tableColumns()));
  }

  private static List<String> texts(Collection<Integer> counts) {
    return counts.stream().map(String::valueOf).toList();
  }
}
