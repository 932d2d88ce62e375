package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.StageMeter;
import ccrnn.jobs.console.Terminal;
import ccrnn.jobs.console.Text;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Trainee;
import ccrnn.model.training.Contract;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.plan.Lineage;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Names;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import com.sun.management.ThreadMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Puts what a sweep trains to the rules that every network keeps to. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Put the networks of a sweep to the rules that this program relies on.",
      "Each condition is trained some twenty times for up to four epochs: are its bits the same"
          + " again, with either kernel, from a snapshot, after a fork? Is it stopped when asked?"
          + " For networks of your own; make the sweep small. Exit code 1 if a rule is broken."
    })
final class CheckCommand implements Callable<Integer> {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MOST_EPOCHS = 4;
  private static final int FEWEST_EPOCHS = 3;

  @Mixin private SweepArguments arguments;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Sweep sweep = arguments.sweep();
    DataLocation data = new DataLocation(sweep.data(), Map.of());
    Map<String, Contract.Subject> subjects = new LinkedHashMap<>();
    for (Trial trial : conditions(sweep.trials())) {
      subjects.put(Text.id(trial.id()), subject(trial, sweep.trials(), data));
    }
    StageMeter meter =
        new StageMeter(
            spec.commandLine().getErr(), Terminal.surface(), Terminal.columns(), System::nanoTime);
    Map<Contract.Rule, Map<String, String>> broken;
    try {
      broken = broken(subjects, meter);
    } finally {
      meter.end();
    }
    print(broken, subjects.size(), out);
    return broken.values().stream().allMatch(Map::isEmpty) ? Exit.OK : Exit.CHECK_FAILED;
  }

  /** What each rule finds broken, by trial; nothing where it is kept. */
  private static Map<Contract.Rule, Map<String, String>> broken(
      Map<String, Contract.Subject> subjects, StageMeter meter) {
    List<Contract.Rule> rules = Contract.rules();
    int done = 0;
    Map<Contract.Rule, Map<String, String>> broken = new LinkedHashMap<>();
    for (Contract.Rule rule : rules) {
      Map<String, String> found = new LinkedHashMap<>();
      for (Map.Entry<String, Contract.Subject> subject : subjects.entrySet()) {
        meter.show("checking", done++, (long) rules.size() * subjects.size());
        rule.broken(subject.getValue())
            .ifPresent(said -> found.put(subject.getKey(), Names.printable(said)));
      }
      broken.put(rule, found);
    }
    return broken;
  }

  /** The first trial of each condition. */
  private static Collection<Trial> conditions(List<Trial> trials) {
    Map<Map<Setting, Object>, Trial> conditions = new LinkedHashMap<>();
    for (Trial trial : trials) {
      Map<Setting, Object> condition = new TreeMap<>(trial.values());
      condition.remove(CommonRows.SEED);
      conditions.putIfAbsent(condition, trial);
    }
    return conditions.values();
  }

  private static Contract.Subject subject(Trial trial, List<Trial> trials, DataLocation data) {
    int epochs =
        (int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, trial.integer(CommonRows.EPOCHS)));
    List<Contract.Fork> forks = new ArrayList<>();
    for (Trial other : trials) {
      onset(trial, other, epochs)
          .ifPresent(
              onset ->
                  forks.add(
                      new Contract.Fork(
                          other.toString(), onset, () -> trainee(other, data, Kernel.best()))));
    }
    List<Contract.Twin> twins = new ArrayList<>();
    for (Kernel kernel : Kernel.values()) {
      if (kernel != Kernel.best() && kernel.available()) {
        twins.add(
            new Contract.Twin(
                "kernels " + Kernel.best() + " and " + kernel, () -> trainee(trial, data, kernel)));
      }
    }
    return new Contract.Subject(
        () -> trainee(trial, data, Kernel.best()),
        epochs,
        forks,
        twins,
        THREADS::getCurrentThreadAllocatedBytes);
  }

  private static Trainee trainee(Trial trial, DataLocation data, Kernel kernel) {
    return Families.of(trial).trainee(trial, data, kernel);
  }

  /** The first epoch in which two trials differ, where the family says that they share some. */
  private static Optional<Integer> onset(Trial trial, Trial other, int epochs) {
    for (int epoch = 1; epoch <= epochs; epoch++) {
      if (!Lineage.snapshot(trial, epoch).equals(Lineage.snapshot(other, epoch))) {
        return epoch == 1 ? Optional.empty() : Optional.of(epoch);
      }
    }
    return Optional.empty();
  }

  private static void print(
      Map<Contract.Rule, Map<String, String>> broken, int conditions, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    broken.forEach(
        (rule, found) -> rows.add(List.of(rule.name(), found.isEmpty() ? "ok" : "BROKEN")));
    out.println(Text.table(List.of("rule", ""), List.of(Text.Side.LEFT, Text.Side.LEFT), rows));
    broken.forEach(
        (rule, found) -> {
          if (!found.isEmpty()) {
            out.println();
            out.println(rule.name() + "; else " + rule.because() + ":");
            found.forEach((trial, said) -> out.println("  " + trial + "  " + said));
          }
        });
    long kept = broken.values().stream().filter(Map::isEmpty).count();
    out.println();
    out.println(
        Text.count(kept, "rule")
            + " kept, "
            + (broken.size() - kept)
            + " broken, by "
            + Text.count(conditions, "condition"));
    out.flush();
  }
}
