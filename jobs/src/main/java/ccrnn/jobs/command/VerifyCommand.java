package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.run.Certificate;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.run.Verifier;
import ccrnn.pipeline.store.Inventory;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Names;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains finished trials once more and compares bits. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Train finished trials again, without Spark, and compare bit by bit.",
      "Every epoch and every measure is compared, wall-clock columns are not. Exit code 1 if one"
          + " differs. What came of it is kept in DIR/certificates."
    })
final class VerifyCommand implements Callable<Integer> {
  /** A seed that nobody chose has few digits, so that it can be typed. */
  private static final int MOST_SEEDS = 1_000_000;

  @Parameters(index = "0", paramLabel = "DIR", description = "The results folder.")
  private String location;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many trials, drawn at random (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(
      names = "--trial",
      paramLabel = "TRIAL_ID",
      description = "This trial instead of a sample; the first digits of its id.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data that the trials learnt from, where the sweep named some.")
  private Optional<String> data = Optional.empty();

  @Mixin private KernelArgument kernel;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draw the sample that this number gives (default: another one each time).")
  private Optional<Long> seed = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (sample < 1) {
      throw new UserError("--sample " + sample + ": give 1 or more");
    }
    Kernel chosen = kernel.orFastest(err);
    ResultsFolder folder = ResultsFolder.open(location);
    Inventory inventory = folder.inventory();
    OwnNetworks.requireAll(inventory.families());
    List<String> complete = List.copyOf(inventory.complete());
    long drawnBy = seed.orElseGet(() -> (long) new Random().nextInt(MOST_SEEDS));
    List<String> ids = id.map(List::of).orElseGet(() -> draw(complete, drawnBy));
    Verifier verifier = new Verifier(new DataLocation(data, Map.of()), chosen);
    List<Verifier.Check> checks = new ArrayList<>();
    for (String prefix : ids) {
      Verifier.Check check = verifier.check(folder.trial(prefix));
      out.println(Names.printable(Text.id(check.trial()) + "  " + verdict(check)));
      out.flush();
      checks.add(check);
    }
    Long noted = id.isPresent() ? null : Long.valueOf(drawnBy);
    keep(Certificate.here(chosen, noted, complete.size(), checks), folder, out, err);
    return checks.stream().allMatch(Verifier.Check::equal) ? Exit.OK : Exit.CHECK_FAILED;
  }

  /** What is verified is worth knowing even where it cannot be kept. */
  private void keep(
      Certificate certificate, ResultsFolder folder, PrintWriter out, PrintWriter err) {
    try {
      out.println("certificate: " + location + "/" + new Journal(folder).keep(certificate));
    } catch (UncheckedIOException e) {
      err.println("ccrnn: no certificate kept: " + Names.printable(e.getMessage()));
    }
    out.flush();
    err.flush();
  }

  /** A sample that depends on nothing but the trials and the number. */
  private List<String> draw(List<String> complete, long drawnBy) {
    if (complete.isEmpty()) {
      throw new UserError(location + " holds no complete trial to verify");
    }
    List<String> all = new ArrayList<>(complete);
    Collections.sort(all);
    Collections.shuffle(all, new Random(drawnBy));
    return all.subList(0, Math.min(sample, all.size()));
  }

  private static String verdict(Verifier.Check check) {
    if (!check.equal()) {
      return check.difference();
    }
    String epochs = "equal in every bit, " + Text.count(check.epochs(), "epoch");
    return check.measures() == 0 ? epochs : epochs + ", " + Text.count(check.measures(), "measure");
  }
}
