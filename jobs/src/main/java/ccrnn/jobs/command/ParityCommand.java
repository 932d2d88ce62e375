package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.jobs.parity.Parity;
import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.reference.Agreement;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
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
          + Agreement.BOUND
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
    List<Agreement> results = new ArrayList<>();
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
    long above = results.stream().filter(result -> !result.agrees()).count();
    out.printf(
        Locale.ROOT,
        "%n%s within %s, %d above%n",
        Text.count(results.size() - above, "case"),
        Agreement.BOUND,
        above);
    out.flush();
    return above == 0 ? Exit.OK : Exit.CHECK_FAILED;
  }

  private static void print(List<Agreement> results, PrintWriter out) {
    List<String> kinds =
        results.stream().flatMap(result -> result.kinds().stream()).distinct().toList();
    List<String> head = new ArrayList<>(List.of("case"));
    head.addAll(kinds);
    head.add("");
    List<List<String>> rows = new ArrayList<>();
    for (Agreement result : results) {
      List<String> row = new ArrayList<>(List.of(result.name()));
      kinds.forEach(kind -> row.add(error(result.error(kind))));
      row.add(result.agrees() ? "ok" : "ABOVE");
      rows.add(row);
    }
    List<Text.Side> sides =
        new ArrayList<>(java.util.Collections.nCopies(head.size(), Text.Side.RIGHT));
    sides.set(0, Text.Side.LEFT);
    out.println(Text.table(head, sides, rows));
  }

  private static String error(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.1e", value.getAsDouble()) : "-";
  }
}
