package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.jobs.parity.Parity;
import ccrnn.model.kernel.Kernel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds the trainer to recorded runs of the published implementation. */
@Command(
    name = "parity",
    mixinStandardHelpOptions = true,
    description = {
      "Repeat recorded runs of the published implementation and compare.",
      "The error of a tensor is max |ours - theirs| / (1e-3 + max |theirs|); each column shows the"
          + " largest of its kind. Exit code 1 if one exceeds "
          + Parity.BOUND
          + "."
    })
final class ParityCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "A recorded case (case.json, tensors.f64) or a folder of such cases.")
  private List<Path> folders;

  @Mixin private KernelArgument kernel;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Parity parity = new Parity(kernel.asked().orElse(Kernel.best()));
    List<Parity.Result> results = new ArrayList<>();
    int others = 0;
    for (Path folder : folders) {
      Parity.Sorted cases = Parity.sorted(Parity.cases(folder));
      cases.known().forEach(reference -> results.add(parity.run(reference)));
      others += cases.others().size();
    }
    print(results, out);
    if (others > 0) {
      out.printf(
          "%n%s of published models that are not here: not repeated%n", Text.count(others, "case"));
    }
    long above = results.stream().filter(result -> !(result.largest() <= Parity.BOUND)).count();
    out.printf(
        Locale.ROOT,
        "%n%s within %s, %d above%n",
        Text.count(results.size() - above, "case"),
        Parity.BOUND,
        above);
    out.flush();
    return above == 0 ? Exit.OK : Exit.CHECK_FAILED;
  }

  private static void print(List<Parity.Result> results, PrintWriter out) {
    List<String> head =
        List.of(
            "case",
            "gradients",
            "norms",
            "losses",
            "parameters",
            "predictions",
            "metrics",
            "activity",
            "");
    List<List<String>> rows = new ArrayList<>();
    for (Parity.Result result : results) {
      rows.add(
          List.of(
              result.name(),
              error(result.gradients()),
              error(result.norms()),
              error(result.losses()),
              error(result.parameters()),
              error(result.predictions()),
              error(result.metrics()),
              error(result.activity()),
              result.largest() <= Parity.BOUND ? "ok" : "ABOVE"));
    }
    List<Text.Side> sides =
        new ArrayList<>(java.util.Collections.nCopies(head.size(), Text.Side.RIGHT));
    sides.set(0, Text.Side.LEFT);
    out.println(Text.table(head, sides, rows));
  }

  private static String error(double value) {
    return value == Parity.ABSENT ? "-" : String.format(Locale.ROOT, "%.1e", value);
  }
}
