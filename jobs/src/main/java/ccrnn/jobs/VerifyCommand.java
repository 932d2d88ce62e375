package ccrnn.jobs;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.run.DataLocation;
import ccrnn.pipeline.run.KernelChoice;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains finished trials once more and compares bits. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Train finished trials again in this process, without Spark, and compare every epoch and every",
      "measure bit by bit.",
      "Exit code 1 if one differs. Wall-clock columns are not compared."
    })
final class VerifyCommand implements Callable<Integer> {
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

  @Option(names = "--kernel", description = "plain or vector (default: the faster one).")
  private Optional<Kernel> kernel = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Kernels.requireAvailable(kernel);
    Kernels.warnIfSlow(kernel, spec.commandLine().getErr());
    ResultsFolder folder = ResultsFolder.open(location);
    TrialRunner runner =
        new TrialRunner(
            "verify",
            new DataLocation(data, Map.of()),
            kernel.orElseGet(KernelChoice::fastest),
            () -> false,
            () -> {});
    int differing = 0;
    List<String> ids = id.map(List::of).orElseGet(() -> draw(folder));
    for (String prefix : ids) {
      StoredTrial stored = folder.trial(prefix);
      String difference = compare(stored, runner);
      out.println(stored.id().substring(0, 12) + "  " + difference);
      out.flush();
      differing += difference.startsWith("equal") ? 0 : 1;
    }
    return differing == 0 ? Exit.OK : Exit.CHECK_FAILED;
  }

  private List<String> draw(ResultsFolder folder) {
    List<String> all = new ArrayList<>(folder.inventory().complete());
    if (all.isEmpty()) {
      throw new UserError(location + " holds no complete trial to verify");
    }
    if (sample < 1) {
      throw new UserError("--sample " + sample + ": give 1 or more");
    }
    java.util.Collections.shuffle(all, new Random());
    return all.subList(0, Math.min(sample, all.size()));
  }

  private static String compare(StoredTrial stored, TrialRunner runner) {
    Trial trial = stored.trial();
    if (!trial.id().equals(stored.id())) {
      return "differs: its settings have another id in this version, "
          + trial.id().substring(0, 12);
    }
    TrialRunner.Finished again = runner.run(trial);
    return difference("epoch", timeless(stored.epochs()), timeless(again.epochs()))
        .or(() -> difference("measure", stored.measures(), again.measures()))
        .orElseGet(() -> equal(stored));
  }

  private static List<EpochRow> timeless(List<EpochRow> epochs) {
    return epochs.stream().map(EpochRow::timeless).toList();
  }

  private static Optional<String> difference(String noun, List<?> before, List<?> again) {
    for (int i = 0; i < Math.min(again.size(), before.size()); i++) {
      if (!again.get(i).equals(before.get(i))) {
        return Optional.of(
            "differs from %s %d on: %s, now %s"
                .formatted(noun, i + 1, before.get(i), again.get(i)));
      }
    }
    return again.size() == before.size()
        ? Optional.empty()
        : Optional.of("differs: " + Text.count(before.size(), noun) + ", now " + again.size());
  }

  private static String equal(StoredTrial stored) {
    String epochs = "equal in every bit, " + Text.count(stored.epochs().size(), "epoch");
    int measures = stored.measures().size();
    return measures == 0 ? epochs : epochs + ", " + Text.count(measures, "measure");
  }
}
